package io.counterfoil.printing;

import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.Printer;
import org.jspecify.annotations.Nullable;

/**
 * One thing to print for each item, such as the label of its disc.
 *
 * @param layout name of a layout
 * @param sheet name of a sheet
 * @param placing how items come to lie on sheets
 * @param printer what it is printed on, with the numbers that it had at the order
 * @param printerName what the printer was called then; null: any printer
 */
public record PrintPart(
        String layout,
        String sheet,
        Placing placing,
        Printer printer,
        @Nullable String printerName) {
    private static final String BUREAU = "bureau";

    /** Printed on any printer, in reading order. */
    public PrintPart(String layout, String sheet) {
        this(layout, sheet, Placing.PLAIN, Printer.exact(Printer.DEFAULT_DPI), null);
    }

    /** Whether it is printed one item a page, for a print bureau. */
    boolean isForBureau() {
        return sheet.equals(BUREAU);
    }

    /** The same on sheets of which no label is used. */
    PrintPart onFreshSheets() {
        return new PrintPart(layout, sheet, placing.from(1), printer, printerName);
    }
}
