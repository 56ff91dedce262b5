package io.counterfoil.retailers;

import com.fasterxml.jackson.annotation.JsonSetter;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Money;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of a till, not yet checked. No record, because what is missing stays, and a limit that is
 * null is lifted.
 */
public final class TerminalPatch {
    private static final int MOST_ACTIVATIONS = 1_000_000;

    private @Nullable String name;
    private @Nullable Boolean active;
    private @Nullable Change<Integer> activationLimit;
    private @Nullable Change<Amount> dayLimit;

    /** A new value; null = none. */
    private record Change<T>(@Nullable T value) {}

    /** What its outlet calls it. */
    @JsonSetter("name")
    public void setName(@Nullable String name) {
        this.name = name;
    }

    /** Whether it may sell. */
    @JsonSetter("active")
    public void setActive(@Nullable Boolean active) {
        this.active = active;
    }

    /** The most sales in ten minutes; 0 = no limit, null = as the provider says for all tills. */
    @JsonSetter("activation_limit")
    public void setActivationLimit(@Nullable Integer limit) {
        activationLimit = new Change<>(limit);
    }

    /** The most that its sales of one day may come to; null = no limit. */
    @JsonSetter("day_limit")
    public void setDayLimit(@Nullable Amount limit) {
        dayLimit = new Change<>(limit);
    }

    /** What it makes of a till; what is wrong is noted in {@code fields}. */
    TerminalDetails applied(TerminalDetails before, Fields fields, Currency currency) {
        return new TerminalDetails(
                before.id(),
                before.retailer(),
                before.outlet(),
                name == null ? before.name() : fields.text("name", name, Retailers.LONGEST_NAME),
                active == null ? before.active() : active,
                new TerminalLimits(
                        activationLimit == null
                                ? before.limits().activations()
                                : activations(fields, activationLimit.value()),
                        dayLimit == null
                                ? before.limits().dayValue()
                                : value(fields, dayLimit.value(), currency),
                        before.limits().hours()));
    }

    private static Optional<Integer> activations(Fields fields, @Nullable Integer limit) {
        return Optional.ofNullable(limit)
                .map(most -> fields.number("activation_limit", most, 0, MOST_ACTIVATIONS));
    }

    private static Optional<Money> value(
            Fields fields, @Nullable Amount limit, Currency currency) {
        return limit == null
                ? Optional.empty()
                : NewAgreement.money(fields, "day_limit", limit, currency);
    }
}
