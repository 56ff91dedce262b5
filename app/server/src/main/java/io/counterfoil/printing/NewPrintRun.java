package io.counterfoil.printing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A print run to be ordered, not yet checked; see {@link PrintRun} for the meaning of its fields.
 *
 * @param layout of the only part, unless there are {@code parts}
 * @param sheet of the only part, unless there are {@code parts}
 * @param parts several parts that share the serials
 * @param bureau the id of the bureau that prints it; null: it is printed on one's own sheets, or by
 *     a bureau that is not known here
 */
public record NewPrintRun(
        @Nullable String product,
        @Nullable Integer quantity,
        @Nullable String layout,
        @Nullable String sheet,
        @Nullable List<NewPart> parts,
        @Nullable String bureau) {

    /** A run that goes to no bureau of the provider. */
    public NewPrintRun(
            @Nullable String product,
            @Nullable Integer quantity,
            @Nullable String layout,
            @Nullable String sheet,
            @Nullable List<NewPart> parts) {
        this(product, quantity, layout, sheet, parts, null);
    }

    /** One part to be ordered. */
    public record NewPart(@Nullable String layout, @Nullable String sheet) {}
}
