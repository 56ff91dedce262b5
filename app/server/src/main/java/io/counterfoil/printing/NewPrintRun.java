package io.counterfoil.printing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A print run to be ordered, not yet checked; see {@link PrintRun} for the meaning of its fields.
 *
 * @param layout of the only part, unless there are {@code parts}
 * @param sheet of the only part, unless there are {@code parts}
 * @param parts several parts that share the serials
 */
public record NewPrintRun(
        @Nullable String product,
        @Nullable Integer quantity,
        @Nullable String layout,
        @Nullable String sheet,
        @Nullable List<NewPart> parts) {

    /** One part to be ordered. */
    public record NewPart(@Nullable String layout, @Nullable String sheet) {}
}
