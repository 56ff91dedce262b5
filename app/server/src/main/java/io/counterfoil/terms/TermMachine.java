package io.counterfoil.terms;

import io.counterfoil.terms.TermState.Active;
import io.counterfoil.terms.TermState.Frozen;
import io.counterfoil.terms.TermState.Grace;
import io.counterfoil.terms.TermState.Trial;
import java.time.Instant;

/** Decides where a term goes. */
public final class TermMachine {
    private TermMachine() {}

    /**
     * The state that follows. Doing something again leads to the same state; a look before the
     * state is due changes nothing, and a late one leads as far as the time that has passed, except
     * that a freeze begins when it is decided: nobody's restores were refused before.
     *
     * @throws IllegalArgumentException if a grant would move the end back
     */
    public static TermState decide(
            TermState state, TermCommand command, Instant now, TermRules rules) {
        return switch (command) {
            case TermCommand.Look() -> look(state, now, rules);
            case TermCommand.Extend(Instant end, boolean paid) -> extend(state, end, paid);
        };
    }

    private static TermState look(TermState state, Instant now, TermRules rules) {
        if (state.due().filter(due -> !now.isBefore(due)).isEmpty()) {
            return state;
        }
        return switch (state) {
            case Trial(Instant end) -> new Frozen(end, now);
            case Active(Instant end) -> {
                Instant until = rules.graceEnd(end);
                yield now.isBefore(until) ? new Grace(end, until) : new Frozen(end, now);
            }
            case Grace(Instant end, Instant until) -> new Frozen(end, now);
            case Frozen frozen -> frozen;
        };
    }

    private static TermState extend(TermState state, Instant end, boolean paid) {
        if (end.isBefore(state.end())) {
            throw new IllegalArgumentException("a grant never moves an end back");
        }
        // What was paid for stays paid time when a gift is added to it.
        boolean wasPaid = state instanceof Active || state instanceof Grace;
        return paid || wasPaid ? new Active(end) : new Trial(end);
    }
}
