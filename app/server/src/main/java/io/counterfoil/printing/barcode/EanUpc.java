package io.counterfoil.printing.barcode;

import com.google.zxing.oned.EAN13Writer;
import com.google.zxing.oned.EAN8Writer;
import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.barcode.Symbol.Caption;
import io.counterfoil.printing.barcode.Symbol.Quiet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The price symbol of a product with its digits: EAN-13, or UPC-A or EAN-8 where the number is one.
 * The guards reach 5 modules below the other bars (GS1 General Specifications 5.2.1).
 */
public final class EanUpc {
    /** Modules by which guards are longer than other bars. */
    public static final int GUARD_DESCENT = 5;

    private static final int DIGIT = 7;
    private static final int OUTER_GUARD = 3;
    private static final int CENTRE_GUARD = 5;
    private static final Quiet EAN_13_QUIET = new Quiet(11, 7, 0, 0);
    private static final Quiet EAN_8_QUIET = new Quiet(7, 7, 0, 0);
    private static final Quiet UPC_QUIET = new Quiet(9, 9, 0, 0);

    private EanUpc() {}

    /**
     * The symbol for a GTIN; none for a GTIN-14 with an indicator digit, which no till reads.
     *
     * @param height of the ordinary bars in modules
     */
    public static Optional<Symbol> encode(Gtin gtin, int height) {
        return gtin.ean8()
                .map(digits -> ean8(digits, height))
                .or(() -> gtin.ean13().map(digits -> ean13(digits, gtin.isUpcA(), height)));
    }

    private static Symbol ean8(String digits, int height) {
        int half = digits.length() / 2;
        return symbol(
                new EAN8Writer().encode(digits),
                height,
                0,
                EAN_8_QUIET,
                List.of(
                        new Caption(digits.substring(0, half), OUTER_GUARD, DIGIT),
                        new Caption(digits.substring(half), rightHalf(half), DIGIT)));
    }

    private static Symbol ean13(String digits, boolean upcA, int height) {
        // In UPC-A the bars of the first and the last digit are as long as the guards.
        return symbol(
                new EAN13Writer().encode(digits),
                height,
                upcA ? DIGIT : 0,
                upcA ? UPC_QUIET : EAN_13_QUIET,
                upcA ? upcCaptions(digits) : eanCaptions(digits));
    }

    private static Symbol symbol(
            boolean[] modules, int height, int outer, Quiet quiet, List<Caption> captions) {
        int width = modules.length;
        int centre = (width - CENTRE_GUARD) / 2;
        IntPredicate isLong =
                x ->
                        x < OUTER_GUARD + outer
                                || (x >= centre && x < centre + CENTRE_GUARD)
                                || x >= width - OUTER_GUARD - outer;
        Rectangles rectangles = new Rectangles();
        rectangles.addRuns(width, x -> modules[x] && !isLong.test(x), 0, height);
        rectangles.addRuns(width, x -> modules[x] && isLong.test(x), 0, height + GUARD_DESCENT);
        return new Symbol(width, height + GUARD_DESCENT, quiet, rectangles.toArray(), captions);
    }

    private static List<Caption> eanCaptions(String digits) {
        return List.of(
                new Caption(digits.substring(0, 1), -10, DIGIT),
                new Caption(digits.substring(1, 7), OUTER_GUARD, DIGIT),
                new Caption(digits.substring(7), rightHalf(6), DIGIT));
    }

    private static List<Caption> upcCaptions(String digits) {
        return List.of(
                new Caption(digits.substring(1, 2), -9, DIGIT),
                new Caption(digits.substring(2, 7), OUTER_GUARD + DIGIT, DIGIT),
                new Caption(digits.substring(7, 12), rightHalf(6), DIGIT),
                new Caption(
                        digits.substring(12), rightHalf(6) + 6 * DIGIT + OUTER_GUARD + 2, DIGIT));
    }

    /** Where the digits after the centre guard begin. */
    private static int rightHalf(int digitsBefore) {
        return OUTER_GUARD + digitsBefore * DIGIT + CENTRE_GUARD;
    }
}
