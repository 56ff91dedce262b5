package io.counterfoil.printing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.printing.layout.Printer;
import java.util.UUID;

/**
 * A printer of a provider; see {@link Printer} for the meaning of its numbers.
 *
 * @param id its id
 * @param name what its people call it
 */
public record NamedPrinter(
        UUID id,
        String name,
        int dpi,
        @JsonProperty("offset_x_mm") double offsetXMm,
        @JsonProperty("offset_y_mm") double offsetYMm,
        double scaleX,
        double scaleY) {
    static NamedPrinter of(UUID id, String name, Printer printer) {
        return new NamedPrinter(
                id,
                name,
                printer.dpi(),
                printer.offsetXMm(),
                printer.offsetYMm(),
                printer.scaleX(),
                printer.scaleY());
    }

    /** Its numbers. */
    Printer printer() {
        return new Printer(dpi, offsetXMm, offsetYMm, scaleX, scaleY);
    }
}
