package io.counterfoil.printing.printers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.printing.layout.Correction;
import io.counterfoil.printing.layout.Printer;
import java.util.UUID;

/**
 * A printer of a provider; see {@link Correction} for the meaning of its numbers.
 *
 * @param id its id
 * @param name what its people call it
 * @param back its own numbers for the back of the paper, where they differ from those of the front
 */
public record NamedPrinter(
        UUID id,
        String name,
        int dpi,
        @JsonProperty("offset_x_mm") double offsetXMm,
        @JsonProperty("offset_y_mm") double offsetYMm,
        double scaleX,
        double scaleY,
        BackNumbers back) {
    /** Its numbers. */
    public Printer printer() {
        Correction front = new Correction(offsetXMm, offsetYMm, scaleX, scaleY);
        return new Printer(dpi, front, back.correction(front));
    }
}
