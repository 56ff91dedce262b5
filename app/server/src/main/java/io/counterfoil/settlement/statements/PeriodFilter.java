package io.counterfoil.settlement.statements;

import io.counterfoil.access.DayRange;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which statements, payments or payouts a list shows; what is empty doesn't narrow it.
 *
 * @param days on which they were made, or, of payments, moved as it was entered
 */
public record PeriodFilter(Optional<UUID> retailer, DayRange days) {

    /**
     * Reads query parameters; forms send empty what nobody filled in.
     *
     * @throws Refused if one of them is wrong
     */
    public static PeriodFilter of(
            @Nullable String retailer, @Nullable String from, @Nullable String to) {
        Fields fields = new Fields();
        PeriodFilter filter =
                new PeriodFilter(
                        Optional.ofNullable(retailer)
                                .filter(text -> !text.isBlank())
                                .map(id -> fields.id("retailer", id)),
                        DayRange.of(fields, from, to));
        fields.done();
        return filter;
    }

    /** The same of this retailer, if there is one. */
    public PeriodFilter with(Optional<UUID> other) {
        return new PeriodFilter(other, days);
    }

    /** All of one retailer, or of everybody whom the caller may see. */
    public static PeriodFilter of(Optional<UUID> retailer) {
        return new PeriodFilter(retailer, DayRange.ANY);
    }
}
