package io.counterfoil.printing.barcode;

/**
 * The width of a module in whole dots of the target printer. Anything else lets the rasteriser
 * round each bar its own way: at 0.33 mm and 300 dpi bars are off by up to half a module.
 *
 * @param dots dots per module, at least 2
 * @param dpi dots per inch of the printer
 */
public record ModuleSize(int dots, int dpi) {
    private static final double MM_PER_INCH = 25.4;

    public ModuleSize {
        if (dots < 2 || dpi < 1) {
            throw new IllegalArgumentException(
                    "A module has at least 2 dots, not " + dots + " at " + dpi + " dpi");
        }
    }

    /** The size in whole dots that is closest to a size in millimetres. */
    public static ModuleSize nearest(double millimetres, int dpi) {
        return new ModuleSize((int) Math.max(2, Math.round(millimetres * dpi / MM_PER_INCH)), dpi);
    }

    /** The size on paper. */
    public double millimetres() {
        return dots * MM_PER_INCH / dpi;
    }

    /** How many whole modules a length holds. */
    public int count(double millimetres) {
        return (int) Math.floor(millimetres / millimetres() + 1e-6);
    }

    /** One dot smaller. */
    public ModuleSize smaller() {
        return new ModuleSize(dots - 1, dpi);
    }
}
