package io.counterfoil.printing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.printing.layout.Correction;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.Printer;
import io.counterfoil.printing.printers.BackNumbers;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run as the API shows it.
 *
 * @param printer the printer that the order named, or null
 */
record PrintPartAnswer(
        String layout,
        String sheet,
        int start,
        String order,
        String flip,
        boolean slips,
        @Nullable PrinterAnswer printer) {
    /** A printer with the numbers that it had at the order. */
    record PrinterAnswer(
            String name,
            int dpi,
            @JsonProperty("offset_x_mm") double offsetXMm,
            @JsonProperty("offset_y_mm") double offsetYMm,
            double scaleX,
            double scaleY,
            BackNumbers back) {
        static PrinterAnswer of(String name, Printer printer) {
            Correction front = printer.front();
            Correction back = printer.back();
            return new PrinterAnswer(
                    name,
                    printer.dpi(),
                    front.offsetXMm(),
                    front.offsetYMm(),
                    front.scaleX(),
                    front.scaleY(),
                    new BackNumbers(
                            back.offsetXMm(), back.offsetYMm(), back.scaleX(), back.scaleY()));
        }
    }

    static PrintPartAnswer of(PrintPart part) {
        Placing placing = part.placing();
        return new PrintPartAnswer(
                part.layout(),
                part.sheet(),
                placing.start(),
                PrintPartRepository.label(placing.order()),
                PrintPartRepository.label(placing.flip()),
                placing.slips(),
                part.printerName() == null
                        ? null
                        : PrinterAnswer.of(part.printerName(), part.printer()));
    }
}
