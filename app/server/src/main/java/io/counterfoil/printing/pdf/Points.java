package io.counterfoil.printing.pdf;

/** PDF's unit: 72 to the inch. */
public final class Points {
    private static final double MM_PER_INCH = 25.4;
    private static final double PER_INCH = 72;

    /** A point in millimetres. */
    public static final double MM_PER_POINT = MM_PER_INCH / PER_INCH;

    private Points() {}

    /** Millimetres in points. */
    public static double of(double millimetres) {
        return millimetres * PER_INCH / MM_PER_INCH;
    }

    /** Millimetres in points, moved to the nearest whole dot of the printer. */
    public static double snapped(double millimetres, int dpi) {
        return dots(Math.rint(millimetres * dpi / MM_PER_INCH), dpi);
    }

    /** The least whole number of a printer's dots that is as long, in millimetres. */
    public static double wholeDots(double millimetres, int dpi) {
        return Math.ceil(millimetres * dpi / MM_PER_INCH - 1e-9) * MM_PER_INCH / dpi;
    }

    /** Printer dots in points. */
    public static double dots(double dots, int dpi) {
        return dots * PER_INCH / dpi;
    }
}
