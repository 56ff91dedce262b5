package io.counterfoil.printing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.printing.layout.Placing;
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
            double scaleY) {}

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
                        : new PrinterAnswer(
                                part.printerName(),
                                part.printer().dpi(),
                                part.printer().offsetXMm(),
                                part.printer().offsetYMm(),
                                part.printer().scaleX(),
                                part.printer().scaleY()));
    }
}
