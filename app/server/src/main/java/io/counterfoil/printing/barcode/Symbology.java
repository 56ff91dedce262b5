package io.counterfoil.printing.barcode;

/**
 * The kinds of symbol and the module sizes that their readers accept (GS1 General Specifications
 * 5.12.3; for QR the size that phones read from a card at arm's length).
 */
public enum Symbology {
    /** ISO/IEC 15417, set C for digits. */
    CODE_128("Code 128", 0.25, 1.016),
    /** GS1-128: ISO/IEC 15417 with application identifiers, for cartons. */
    GS1_128("GS1-128", 0.495, 1.016),
    /** ISO/IEC 15420; UPC-A or EAN-8 where the number is one. */
    EAN_UPC("EAN or UPC", 0.264, 0.660),
    /** ISO/IEC 24724, expanded and stacked, as tills read it. */
    DATA_BAR("GS1 DataBar", 0.264, 0.660),
    /** ISO/IEC 16022 with application identifiers. */
    DATA_MATRIX("GS1 DataMatrix", 0.25, 0.990),
    /** ISO/IEC 18004, error correction M. */
    QR("QR code", 0.33, 0.990);

    /** Printers can't hit a limit to the micrometre: 6 dots at 600 dpi may stand for 0.25 mm. */
    private static final double TOLERANCE_MM = 0.001;

    private final String title;
    private final double smallestMm;
    private final double largestMm;

    Symbology(String title, double smallestMm, double largestMm) {
        this.title = title;
        this.smallestMm = smallestMm;
        this.largestMm = largestMm;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** The smallest module in millimetres. */
    public double smallestMm() {
        return smallestMm;
    }

    /** The largest module in millimetres. */
    public double largestMm() {
        return largestMm;
    }

    /** Whether readers accept modules of this size. */
    public boolean accepts(ModuleSize module) {
        return module.millimetres() >= smallestMm - TOLERANCE_MM
                && module.millimetres() <= largestMm + TOLERANCE_MM;
    }
}
