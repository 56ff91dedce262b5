package io.counterfoil.printing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A print run to be ordered, not yet checked; see {@link PrintRun} for the meaning of its fields.
 *
 * @param layout of the only part, unless there are {@code parts}
 * @param sheet of the only part, unless there are {@code parts}
 * @param start of the only part: the first label to use on a partly used sheet; null: 1
 * @param order of the only part: {@code reading} or {@code stack}; null: reading
 * @param flip of the only part: {@code long} or {@code short} edge; null: long
 * @param slips of the only part: whether it has a header and a trailer; null: none
 * @param printer of the only part: the id of a printer; null: any
 * @param parts several parts that share the serials
 * @param bureau the id of the bureau that prints it; null: it is printed on one's own sheets, or by
 *     a bureau that is not known here
 */
public record NewPrintRun(
        @Nullable String product,
        @Nullable Integer quantity,
        @Nullable String layout,
        @Nullable String sheet,
        @Nullable Integer start,
        @Nullable String order,
        @Nullable String flip,
        @Nullable Boolean slips,
        @Nullable String printer,
        @Nullable List<NewPart> parts,
        @Nullable String bureau) {
    /** A run without options that goes to no bureau of the provider. */
    public NewPrintRun(
            @Nullable String product,
            @Nullable Integer quantity,
            @Nullable String layout,
            @Nullable String sheet,
            @Nullable List<NewPart> parts) {
        this(product, quantity, layout, sheet, null, null, null, null, null, parts, null);
    }

    /** A run of parts, each with its options. */
    static NewPrintRun ofParts(
            @Nullable String product,
            @Nullable Integer quantity,
            List<NewPart> parts,
            @Nullable String bureau) {
        return new NewPrintRun(
                product, quantity, null, null, null, null, null, null, null, parts, bureau);
    }

    /** The only part. */
    NewPart onlyPart() {
        return new NewPart(layout, sheet, start, order, flip, slips, printer);
    }

    /** One part to be ordered. */
    public record NewPart(
            @Nullable String layout,
            @Nullable String sheet,
            @Nullable Integer start,
            @Nullable String order,
            @Nullable String flip,
            @Nullable Boolean slips,
            @Nullable String printer) {
        /** A part without options. */
        public NewPart(@Nullable String layout, @Nullable String sheet) {
            this(layout, sheet, null, null, null, null, null);
        }
    }
}
