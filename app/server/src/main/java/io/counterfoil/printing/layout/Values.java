package io.counterfoil.printing.layout;

import io.counterfoil.codes.RedemptionCode;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Takes from an item what is shown of it.
 *
 * @param columns what differs from item to item
 * @param showsCode whether a side has a place for the code
 * @param voided whether a void code is shown instead
 */
record Values(Columns columns, boolean showsCode, boolean voided) {
    private static final String VOID_CODE = "VOID-VOID-VOID-VOID";

    /** Whether items need their codes. */
    boolean needCodes() {
        return showsCode && !voided;
    }

    /** Those of a minted item. */
    Stamp.ItemText of(Item item) {
        return new Stamp.ItemText(List.of(item.serial().toString(), code(item)));
    }

    private String code(Item item) {
        if (!showsCode) {
            return "";
        }
        if (voided) {
            return VOID_CODE;
        }
        return item.code()
                .map(RedemptionCode::reveal)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The layout shows codes; " + item.serial() + " has none."));
    }

    /** Those of a row. */
    Stamp.ItemText of(Map<String, String> row) {
        List<String> values = columns.values(row);
        OptionalInt code = columns.index(Wording.CODE.key());
        if (voided && code.isPresent()) {
            values.set(code.getAsInt(), VOID_CODE);
        }
        return new Stamp.ItemText(values);
    }
}
