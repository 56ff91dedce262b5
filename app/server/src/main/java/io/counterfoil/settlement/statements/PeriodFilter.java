package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which statements, payments or payouts a list shows; what is empty doesn't narrow it.
 *
 * @param from made on this day of the provider's calendar then, or, of payments, moved on this day as
 *     it was entered; or later
 * @param to made, or moved, on this day or before
 */
public record PeriodFilter(
        Optional<UUID> retailer, Optional<LocalDate> from, Optional<LocalDate> to) {

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
                        given(retailer).map(id -> fields.id("retailer", id)),
                        given(from).flatMap(day -> fields.day("from", day)),
                        given(to).flatMap(day -> fields.day("to", day)));
        fields.done();
        return filter;
    }

    /** The same of this retailer, if there is one. */
    public PeriodFilter with(Optional<UUID> other) {
        return new PeriodFilter(other, from, to);
    }

    /** All of one retailer, or of everybody whom the caller may see. */
    public static PeriodFilter of(Optional<UUID> retailer) {
        return new PeriodFilter(retailer, Optional.empty(), Optional.empty());
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
