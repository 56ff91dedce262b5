package io.counterfoil.printing.barcode;

import com.google.zxing.oned.EAN13Writer;
import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.barcode.Symbol.Caption;
import io.counterfoil.printing.barcode.Symbol.Quiet;
import java.util.List;
import java.util.Optional;

/**
 * The price symbol of a product with its digits: EAN-13, or UPC-A where the number is one. The
 * guards reach 5 modules below the other bars (GS1 General Specifications 5.2.1).
 */
public final class Ean13 {
    /** Modules from the first guard to the last. */
    public static final int WIDTH = 95;

    /** Modules by which guards are longer than other bars. */
    public static final int GUARD_DESCENT = 5;

    private static final int DIGIT = 7;
    private static final int LEFT_HALF = 3;
    private static final int CENTRE = 45;
    private static final int RIGHT_HALF = 50;
    private static final int LAST_GUARD = 92;
    private static final Quiet EAN_QUIET = new Quiet(11, 7, 0, 0);
    private static final Quiet UPC_QUIET = new Quiet(9, 9, 0, 0);

    private Ean13() {}

    /**
     * The symbol for a GTIN; none for a GTIN-14 with an indicator digit, which no till reads.
     *
     * @param height of the ordinary bars in modules
     */
    public static Optional<Symbol> encode(Gtin gtin, int height) {
        return gtin.ean13().map(digits -> symbol(digits, gtin.isUpcA(), height));
    }

    private static Symbol symbol(String digits, boolean upcA, int height) {
        boolean[] modules = new EAN13Writer().encode(digits);
        Rectangles rectangles = new Rectangles();
        rectangles.addRuns(WIDTH, x -> modules[x] && !isLong(x, upcA), 0, height);
        rectangles.addRuns(WIDTH, x -> modules[x] && isLong(x, upcA), 0, height + GUARD_DESCENT);
        return new Symbol(
                WIDTH,
                height + GUARD_DESCENT,
                upcA ? UPC_QUIET : EAN_QUIET,
                rectangles.toArray(),
                upcA ? upcCaptions(digits) : eanCaptions(digits));
    }

    // In UPC-A the bars of the first and the last digit are as long as the guards.
    private static boolean isLong(int x, boolean upcA) {
        int outer = upcA ? DIGIT : 0;
        return x < LEFT_HALF + outer || (x >= CENTRE && x < RIGHT_HALF) || x >= LAST_GUARD - outer;
    }

    private static List<Caption> eanCaptions(String digits) {
        return List.of(
                new Caption(digits.substring(0, 1), -10, DIGIT),
                new Caption(digits.substring(1, 7), LEFT_HALF, DIGIT),
                new Caption(digits.substring(7), RIGHT_HALF, DIGIT));
    }

    private static List<Caption> upcCaptions(String digits) {
        return List.of(
                new Caption(digits.substring(1, 2), -9, DIGIT),
                new Caption(digits.substring(2, 7), LEFT_HALF + DIGIT, DIGIT),
                new Caption(digits.substring(7, 12), RIGHT_HALF, DIGIT),
                new Caption(digits.substring(12), WIDTH + 2, DIGIT));
    }
}
