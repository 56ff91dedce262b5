package io.counterfoil.printing.printers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.platform.Fields;
import io.counterfoil.printing.layout.Correction;
import io.counterfoil.printing.layout.Printer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a printer, not yet checked; see {@link Printer} for the meaning. What is
 * null stays as it is, or is that of an exact printer.
 *
 * @param back replaces all that was said of the back
 */
public record PrinterChange(
        @Nullable String name,
        @Nullable Integer dpi,
        @JsonProperty("offset_x_mm") @Nullable Double offsetXMm,
        @JsonProperty("offset_y_mm") @Nullable Double offsetYMm,
        @Nullable Double scaleX,
        @Nullable Double scaleY,
        @Nullable BackNumbers back) {
    private static final int LONGEST_NAME = 60;

    /** The printer as it is then; problems are noted in {@code fields}. */
    NamedPrinter applyTo(NamedPrinter printer, Fields fields) {
        return new NamedPrinter(
                printer.id(),
                name == null ? printer.name() : fields.text("name", name, LONGEST_NAME),
                dpi == null
                        ? printer.dpi()
                        : fields.number("dpi", dpi, Printer.LOWEST_DPI, Printer.HIGHEST_DPI),
                offsetXMm == null
                        ? printer.offsetXMm()
                        : offset(fields, "offset_x_mm", offsetXMm),
                offsetYMm == null
                        ? printer.offsetYMm()
                        : offset(fields, "offset_y_mm", offsetYMm),
                scaleX == null ? printer.scaleX() : scale(fields, "scale_x", scaleX),
                scaleY == null ? printer.scaleY() : scale(fields, "scale_y", scaleY),
                back == null ? printer.back() : back.checked(fields));
    }

    /** The new printer with this id; problems are noted in {@code fields}. */
    NamedPrinter toPrinter(UUID id, Fields fields) {
        fields.text("name", name, LONGEST_NAME);
        Correction none = Correction.NONE;
        NamedPrinter exact =
                new NamedPrinter(
                        id,
                        "",
                        Printer.DEFAULT_DPI,
                        none.offsetXMm(),
                        none.offsetYMm(),
                        none.scaleX(),
                        none.scaleY(),
                        BackNumbers.AS_FRONT);
        return applyTo(exact, fields);
    }

    /** A checked offset in millimetres. */
    static double offset(Fields fields, String field, double wanted) {
        return fields.decimal(
                field, wanted, -Correction.LARGEST_OFFSET_MM, Correction.LARGEST_OFFSET_MM);
    }

    /** A checked scale in per cent. */
    static double scale(Fields fields, String field, double wanted) {
        return fields.decimal(
                field, wanted, Correction.SMALLEST_SCALE, Correction.LARGEST_SCALE);
    }
}
