package io.counterfoil.settlement.ledger;

import io.counterfoil.access.DayRange;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which accruals a list shows; what is empty doesn't narrow it.
 *
 * @param days on which they accrued
 */
public record AccrualFilter(
        Optional<UUID> retailer,
        Optional<UUID> outlet,
        Optional<Accrual.State> state,
        DayRange days) {

    /**
     * Reads query parameters.
     *
     * @throws Refused if one of them is wrong
     */
    static AccrualFilter of(
            @Nullable String retailer,
            @Nullable String outlet,
            @Nullable String state,
            @Nullable String from,
            @Nullable String to) {
        Fields fields = new Fields();
        AccrualFilter filter =
                new AccrualFilter(
                        Optional.ofNullable(retailer).map(id -> fields.id("retailer", id)),
                        Optional.ofNullable(outlet).map(id -> fields.id("outlet", id)),
                        Optional.ofNullable(state)
                                .map(name -> fields.oneOf("state", name, Accrual.State.class)),
                        DayRange.of(fields, from, to));
        fields.done();
        return filter;
    }
}
