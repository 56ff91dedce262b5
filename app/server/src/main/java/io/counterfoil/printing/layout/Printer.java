package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.Words;
import java.util.Map;

/**
 * A printer, and by how much it misses.
 *
 * @param dpi dots per inch; symbols are made of whole dots
 * @param front its correction on the front of the paper
 * @param back that on the back, which is fed the other way round
 */
public record Printer(int dpi, Correction front, Correction back) {
    /** Dots per inch that most office printers and bureaus can hit. */
    public static final int DEFAULT_DPI = 300;

    /** Coarser ones print no symbol that reads. */
    public static final int LOWEST_DPI = 150;

    /** Finer ones are not built. */
    public static final int HIGHEST_DPI = 9_600;

    /**
     * Checks the dots.
     *
     * @throws IllegalArgumentException with a sentence for the person who typed them
     */
    public Printer {
        if (dpi < LOWEST_DPI || dpi > HIGHEST_DPI) {
            throw Faults.of(
                    "A printer has between {least} and {most} dots per inch, not {typed}.",
                    Map.of(
                            "least",
                            String.valueOf(LOWEST_DPI),
                            "most",
                            String.valueOf(HIGHEST_DPI),
                            "typed",
                            String.valueOf(dpi)));
        }
    }

    /** A printer that misses on both sides alike. */
    public Printer(int dpi, Correction both) {
        this(dpi, both, both);
    }

    /** A printer that hits the paper where it should. */
    public static Printer exact(int dpi) {
        return new Printer(dpi, Correction.NONE);
    }

    /** Whether nothing has to be corrected. */
    boolean isExact() {
        return equals(exact(dpi));
    }
}
