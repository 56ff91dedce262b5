package io.counterfoil.printing.printers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.platform.Fields;
import io.counterfoil.printing.layout.Correction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a printer's people say of its back, as it is seen there; what is null is as on the front.
 * See {@link Correction} for the meaning of the numbers.
 */
public record BackNumbers(
        @JsonProperty("offset_x_mm") @Nullable Double offsetXMm,
        @JsonProperty("offset_y_mm") @Nullable Double offsetYMm,
        @Nullable Double scaleX,
        @Nullable Double scaleY) {
    /** All as on the front. */
    static final BackNumbers AS_FRONT = new BackNumbers(null, null, null, null);

    /** The numbers to print backs with. */
    Correction correction(Correction front) {
        return new Correction(
                Objects.requireNonNullElse(offsetXMm, front.offsetXMm()),
                Objects.requireNonNullElse(offsetYMm, front.offsetYMm()),
                Objects.requireNonNullElse(scaleX, front.scaleX()),
                Objects.requireNonNullElse(scaleY, front.scaleY()));
    }

    /** The same once it is checked; problems are noted in {@code fields}. */
    BackNumbers checked(Fields fields) {
        return new BackNumbers(
                offsetXMm == null
                        ? null
                        : PrinterChange.offset(fields, "back.offset_x_mm", offsetXMm),
                offsetYMm == null
                        ? null
                        : PrinterChange.offset(fields, "back.offset_y_mm", offsetYMm),
                scaleX == null ? null : PrinterChange.scale(fields, "back.scale_x", scaleX),
                scaleY == null ? null : PrinterChange.scale(fields, "back.scale_y", scaleY));
    }
}
