package io.counterfoil.printing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.platform.Fields;
import io.counterfoil.printing.layout.Printer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a printer, not yet checked; see {@link Printer} for the meaning. What is
 * null stays as it is, or is that of an exact printer.
 */
public record PrinterChange(
        @Nullable String name,
        @Nullable Integer dpi,
        @JsonProperty("offset_x_mm") @Nullable Double offsetXMm,
        @JsonProperty("offset_y_mm") @Nullable Double offsetYMm,
        @Nullable Double scaleX,
        @Nullable Double scaleY) {
    private static final int LONGEST_NAME = 60;

    /** The printer as it is then; problems are noted in {@code fields}. */
    NamedPrinter applyTo(NamedPrinter printer, Fields fields) {
        return new NamedPrinter(
                printer.id(),
                name == null ? printer.name() : fields.text("name", name, LONGEST_NAME),
                dpi == null
                        ? printer.dpi()
                        : fields.number("dpi", dpi, Printer.LOWEST_DPI, Printer.HIGHEST_DPI),
                offset(fields, "offset_x_mm", offsetXMm, printer.offsetXMm()),
                offset(fields, "offset_y_mm", offsetYMm, printer.offsetYMm()),
                scale(fields, "scale_x", scaleX, printer.scaleX()),
                scale(fields, "scale_y", scaleY, printer.scaleY()));
    }

    /** The new printer with this id; problems are noted in {@code fields}. */
    NamedPrinter toPrinter(UUID id, Fields fields) {
        fields.text("name", name, LONGEST_NAME);
        Printer exact = Printer.exact(Printer.DEFAULT_DPI);
        return applyTo(NamedPrinter.of(id, "", exact), fields);
    }

    private static double offset(
            Fields fields, String field, @Nullable Double wanted, double before) {
        return wanted == null
                ? before
                : fields.decimal(
                        field, wanted, -Printer.LARGEST_OFFSET_MM, Printer.LARGEST_OFFSET_MM);
    }

    private static double scale(
            Fields fields, String field, @Nullable Double wanted, double before) {
        return wanted == null
                ? before
                : fields.decimal(field, wanted, Printer.SMALLEST_SCALE, Printer.LARGEST_SCALE);
    }
}
