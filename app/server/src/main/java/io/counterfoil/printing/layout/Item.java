package io.counterfoil.printing.layout;

import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import java.util.Optional;

/**
 * One item to print.
 *
 * @param code its code; layouts that show none, such as a disc label, need none
 */
public record Item(SerialNumber serial, Optional<RedemptionCode> code) {
    /** An item with its code. */
    public static Item of(SerialNumber serial, RedemptionCode code) {
        return new Item(serial, Optional.of(code));
    }

    /** An item for a layout that shows no code. */
    public static Item withoutCode(SerialNumber serial) {
        return new Item(serial, Optional.empty());
    }
}
