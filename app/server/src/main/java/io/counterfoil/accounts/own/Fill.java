package io.counterfoil.accounts.own;

import io.counterfoil.platform.Text;
import io.counterfoil.web.FileSize;
import java.util.Map;

/**
 * How full something is, for a bar and for those who hear it.
 *
 * @param used as people read it
 * @param bound as people read it
 * @param percent from 0 to 100, as the bar shows it
 * @param words the same in one sentence
 */
public record Fill(Text used, Text bound, int percent, Text words) {
    private static final int FULL = 100;

    /**
     * So much of so much. What is over the bound shows as full, and a little is never nothing: the
     * bar shows it as one in a hundred, the words say that it is less.
     *
     * @param bytes what is used
     * @param of the bound, above 0
     */
    static Fill of(long bytes, long of) {
        double share = FULL * (double) bytes / of;
        int percent = (int) Math.clamp(Math.floor(share), bytes > 0 ? 1 : 0, FULL);
        Text used = FileSize.words(bytes);
        Text bound = FileSize.words(of);
        Text words =
                new Text(
                        sentence(bytes, of, share),
                        Map.of("used", used, "bound", bound, "percent", percent));
        return new Fill(used, bound, percent, words);
    }

    private static String sentence(long bytes, long of, double share) {
        if (bytes > of) {
            return "{used} of {bound}, which is more than fits";
        }
        return bytes > 0 && share < 1
                ? "{used} of {bound}, less than 1 %"
                : "{used} of {bound}, {percent} %";
    }
}
