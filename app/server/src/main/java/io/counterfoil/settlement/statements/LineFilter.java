package io.counterfoil.settlement.statements;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Fields;
import io.counterfoil.settlement.ledger.TransferFilter;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a statement a list shows; what is empty doesn't narrow it.
 *
 * @param serial for this item
 * @param outlet sold in this one
 */
public record LineFilter(Optional<SerialNumber> serial, Optional<UUID> outlet) {
    /** All lines. */
    public static final LineFilter NONE = new LineFilter(Optional.empty(), Optional.empty());

    /**
     * Reads query parameters; forms send empty what nobody filled in.
     *
     * @throws io.counterfoil.platform.Refused if one of them is wrong
     */
    public static LineFilter of(@Nullable String serial, @Nullable String outlet) {
        Fields fields = new Fields();
        Optional<SerialNumber> item =
                Optional.ofNullable(serial)
                        .filter(text -> !text.isBlank())
                        .flatMap(text -> TransferFilter.item(fields, text.strip()));
        fields.done();
        return new LineFilter(item, Fields.idIfGiven("outlet", outlet));
    }
}
