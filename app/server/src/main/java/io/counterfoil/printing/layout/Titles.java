package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import java.util.Arrays;

/** Titles of layouts and sheets. */
final class Titles {
    private static final int LONGEST = 200;

    private Titles() {}

    /**
     * A title for whoever reads any language: that of a shipped file is said in it, every other
     * stands as its maker wrote it.
     *
     * @param directory {@code layouts} or {@code sheets}
     * @param file what was read under the name, which has this title
     */
    static Text of(String directory, String name, byte[] file, String title) {
        boolean isShipped =
                Templates.shipped()
                        .read(directory, name, ".json")
                        .filter(shipped -> Arrays.equals(shipped, file))
                        .isPresent();
        return isShipped ? Text.of(title) : asWritten(title);
    }

    /** A title that is the same in all languages. */
    static Text asWritten(String title) {
        return Text.of("{title}", "title", title);
    }

    /**
     * A title for people, as it is.
     *
     * @throws IllegalArgumentException when it has no or too many characters, or such as are none
     */
    static String require(String text) {
        boolean isPlain =
                text.codePoints()
                        .noneMatch(
                                c ->
                                        Character.isISOControl(c)
                                                || Character.getType(c) == Character.SURROGATE);
        if (text.isBlank() || text.length() > LONGEST || !isPlain) {
            throw new IllegalArgumentException(
                    "A title has 1 to 200 characters, and no line breaks or halves of characters.");
        }
        return text;
    }
}
