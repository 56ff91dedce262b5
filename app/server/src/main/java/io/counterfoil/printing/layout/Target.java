package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.Colour;

/**
 * What is drawn for: a printer, or the press of a bureau.
 *
 * @param dpi its dots per inch; symbols are made of whole ones
 * @param inInks whether colours are written in the inks of a press
 */
record Target(int dpi, boolean inInks) {
    /** That of a job. */
    static Target of(PrintJob job) {
        return new Target(job.dpi(), job.bureau().isPresent());
    }

    /** The black of bars and digits. */
    Colour black() {
        return of(Colour.BLACK);
    }

    /** The light that symbols need around them. */
    Colour white() {
        return of(Colour.WHITE);
    }

    /** A colour as it is written here. */
    Colour of(Colour colour) {
        return inInks ? colour.forPress() : colour;
    }
}
