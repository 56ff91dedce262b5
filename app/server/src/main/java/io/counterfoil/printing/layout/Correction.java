package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.Words;
import java.util.Map;

/**
 * By how much a printer misses on one side of the paper: positions are corrected before they are
 * moved to whole dots, sizes never, so that symbols stay exact. Directions are those that one sees
 * on that side.
 *
 * @param offsetXMm how far everything has to move to the right, in millimetres
 * @param offsetYMm how far everything has to move down, in millimetres
 * @param scaleX by which percentage distances from the left edge have to grow to, 100 for none
 * @param scaleY by which percentage distances from the upper edge have to grow to, 100 for none
 */
public record Correction(double offsetXMm, double offsetYMm, double scaleX, double scaleY) {
    /** A printer that is further off needs a mechanic, in millimetres. */
    public static final double LARGEST_OFFSET_MM = 15;

    /** In per cent. */
    public static final double SMALLEST_SCALE = 95;

    /** In per cent. */
    public static final double LARGEST_SCALE = 105;

    private static final double PERCENT = 100;

    /** That of a printer that hits the paper where it should. */
    public static final Correction NONE = new Correction(0, 0, PERCENT, PERCENT);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException with a sentence for the person who typed them
     */
    public Correction {
        requireOffset(offsetXMm);
        requireOffset(offsetYMm);
        requireScale(scaleX);
        requireScale(scaleY);
    }

    // Written so that NaN is refused too.
    private static void requireOffset(double offset) {
        if (!(Math.abs(offset) <= LARGEST_OFFSET_MM)) {
            throw Faults.of(
                    "An offset is between -{most} and {most} mm, not {typed}.",
                    Map.of(
                            "most",
                            Words.millimetres(LARGEST_OFFSET_MM),
                            "typed",
                            Words.millimetres(offset)));
        }
    }

    private static void requireScale(double scale) {
        if (!(scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE)) {
            throw Faults.of(
                    "A scale is between {least} and {most} per cent, not {typed}.",
                    Map.of(
                            "least",
                            Words.millimetres(SMALLEST_SCALE),
                            "most",
                            Words.millimetres(LARGEST_SCALE),
                            "typed",
                            Words.millimetres(scale)));
        }
    }

    /** How far something has to move to the right whose centre is this far from the left edge. */
    double shiftX(double centreMm) {
        return offsetXMm + (scaleX / PERCENT - 1) * centreMm;
    }

    /** How far something has to move down whose centre is this far from the upper edge. */
    double shiftY(double centreMm) {
        return offsetYMm + (scaleY / PERCENT - 1) * centreMm;
    }
}
