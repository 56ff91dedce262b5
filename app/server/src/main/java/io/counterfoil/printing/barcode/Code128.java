package io.counterfoil.printing.barcode;

import com.google.zxing.oned.Code128Writer;
import io.counterfoil.printing.barcode.Symbol.Quiet;
import java.util.List;

/** Code 128 (ISO/IEC 15417): pairs of digits in set C, other ASCII in set B. */
public final class Code128 {
    private static final Quiet QUIET = new Quiet(10, 10, 0, 0);

    private Code128() {}

    /**
     * The symbol for a text.
     *
     * @param height of the bars in modules; at least 15 % of the length and 5 mm make a swipe easy
     * @throws IllegalArgumentException when a character isn't ASCII or there are more than 80
     */
    public static Symbol encode(String text, int height) {
        boolean[] modules = new Code128Writer().encode(text);
        Rectangles rectangles = new Rectangles();
        rectangles.addRuns(modules.length, x -> modules[x], 0, height);
        return new Symbol(modules.length, height, QUIET, rectangles.toArray(), List.of());
    }
}
