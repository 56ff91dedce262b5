package io.counterfoil.settlement.ledger;

import io.counterfoil.access.DayRange;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which transfers a list shows; what is empty doesn't narrow it.
 *
 * @param account that gave or got
 * @param serial for this item
 * @param days on which they were made
 */
public record TransferFilter(
        Optional<LedgerAccount> account,
        Optional<UUID> retailer,
        Optional<SerialNumber> serial,
        DayRange days) {

    /**
     * Reads query parameters; forms send empty what nobody filled in.
     *
     * @throws Refused if one of them is wrong
     */
    static TransferFilter of(
            @Nullable String account,
            @Nullable String retailer,
            @Nullable String serial,
            @Nullable String from,
            @Nullable String to) {
        Fields fields = new Fields();
        TransferFilter filter =
                new TransferFilter(
                        given(account)
                                .map(name -> fields.oneOf("account", name, LedgerAccount.class)),
                        given(retailer).map(id -> fields.id("retailer", id)),
                        given(serial).flatMap(number -> item(fields, number)),
                        DayRange.of(fields, from, to));
        fields.done();
        return filter;
    }

    /** The same of this retailer, if there is one. */
    TransferFilter of(Optional<UUID> other) {
        return new TransferFilter(account, other, serial, days);
    }

    /** The item of this number; empty, after noting what is wrong, if there can be none. */
    public static Optional<SerialNumber> item(Fields fields, String text) {
        return switch (SerialNumber.parse(text)) {
            case SerialNumber.Parsed.Valid valid -> Optional.of(valid.serial());
            case SerialNumber.Parsed.Invalid invalid -> {
                fields.problem("serial", invalid.reason());
                yield Optional.empty();
            }
        };
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
