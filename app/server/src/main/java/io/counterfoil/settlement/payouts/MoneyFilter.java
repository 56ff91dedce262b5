package io.counterfoil.settlement.payouts;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.settlement.statements.PeriodFilter;
import io.counterfoil.settlement.statements.StatementState;
import io.counterfoil.settlement.statements.StatementWords;
import io.counterfoil.web.Page;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a page with statements and payouts lists of both.
 *
 * @param period of whom and of which days both are
 * @param statements in which state the statements are
 * @param payouts in which state the payouts are
 */
record MoneyFilter(
        PeriodFilter period, Optional<StatementState> statements, Optional<PayoutState> payouts) {
    /** What requests call the state of payouts, beside that of statements. */
    static final String PAYOUT_STATE = "payout_state";

    /** All that the caller may see. */
    static final MoneyFilter ALL =
            new MoneyFilter(PeriodFilter.of(Optional.empty()), Optional.empty(), Optional.empty());

    /**
     * Reads the states.
     *
     * @throws Refused if there is none of that name
     */
    static MoneyFilter inStates(@Nullable String statements, @Nullable String payouts) {
        return new MoneyFilter(
                ALL.period,
                Fields.oneIfGiven("state", statements, StatementState.class),
                Fields.oneIfGiven(PAYOUT_STATE, payouts, PayoutState.class));
    }

    /** The same of that period. */
    MoneyFilter in(PeriodFilter other) {
        return new MoneyFilter(other, statements, payouts);
    }

    /** What was asked for, by the names of its parameters. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        period.retailer().map(UUID::toString).ifPresent(id -> given.put("retailer", id));
        statements.map(StatementState::label).ifPresent(state -> given.put("state", state));
        payouts.map(PayoutState::label).ifPresent(state -> given.put(PAYOUT_STATE, state));
        period.days().from().map(LocalDate::toString).ifPresent(day -> given.put("from", day));
        period.days().to().map(LocalDate::toString).ifPresent(day -> given.put("to", day));
        return given;
    }

    /**
     * A state that can be asked for.
     *
     * @param words what it is called
     */
    public record Choice(String value, String words) {}

    private static <S> List<Choice> choices(
            S[] states, Function<S, String> label, Function<S, String> words) {
        return Stream.of(states)
                .map(state -> new Choice(label.apply(state), words.apply(state)))
                .toList();
    }

    /** The page with the choices of this filter, and with what is chosen. */
    Page on(Page page) {
        return page.with("states", choices(StatementState.values(), StatementState::label, StatementWords::of))
                .with("state", statements.map(StatementState::label).orElse(null))
                .with("payoutStates", choices(PayoutState.values(), PayoutState::label, SettlementWords::of))
                .with("payoutState", payouts.map(PayoutState::label).orElse(null))
                .with("from", period.days().from().map(LocalDate::toString).orElse(null))
                .with("to", period.days().to().map(LocalDate::toString).orElse(null))
                .with("listAsked", given());
    }
}
