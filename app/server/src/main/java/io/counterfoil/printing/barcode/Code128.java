package io.counterfoil.printing.barcode;

import com.google.zxing.oned.Code128Writer;
import io.counterfoil.printing.barcode.Symbol.Quiet;
import java.util.List;

/** Code 128 (ISO/IEC 15417): pairs of digits in set C, other ASCII in set B. */
public final class Code128 {
    private static final Quiet QUIET = new Quiet(10, 10, 0, 0);
    private static final int MODULES_PER_CHARACTER = 11;
    private static final int START_CHECK_AND_STOP = 2 * MODULES_PER_CHARACTER + 13;

    private Code128() {}

    /** Modules that an even number of digits takes in set C, without quiet zones. */
    public static int widthOfDigits(int digits) {
        return START_CHECK_AND_STOP + MODULES_PER_CHARACTER * (digits / 2);
    }

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
