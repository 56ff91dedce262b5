package io.counterfoil.terms;

import io.counterfoil.terms.TermState.Active;
import io.counterfoil.terms.TermState.Deleted;
import io.counterfoil.terms.TermState.DeletionScheduled;
import io.counterfoil.terms.TermState.Frozen;
import io.counterfoil.terms.TermState.Grace;
import io.counterfoil.terms.TermState.Living;
import io.counterfoil.terms.TermState.Purging;
import io.counterfoil.terms.TermState.Trial;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state of a term as one row keeps it.
 *
 * @param label as {@link TermState#label} gave it
 * @param end the end of what was granted
 * @param since when a freeze, a schedule, a purge or the end of everything began
 * @param until when days of grace end
 * @param promised as {@link TermState#promised} gave it
 * @param before of a scheduled deletion: the label of the state that it leads back to
 * @param beforeSince of a scheduled deletion: when that one froze
 * @param confirmed of a scheduled deletion: whether its holder was asked first
 */
public record StoredTerm(
        String label,
        Instant end,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Instant promised,
        @Nullable String before,
        @Nullable Instant beforeSince,
        boolean confirmed) {

    /** The row of a state. */
    public static StoredTerm of(TermState state) {
        Instant promised = state.promised();
        return switch (state) {
            case Living living ->
                    new StoredTerm(
                            state.label(),
                            state.end(),
                            since(living),
                            until(living),
                            promised,
                            null,
                            null,
                            false);
            case DeletionScheduled(
                            Living before,
                            Instant since,
                            Instant deletesAt,
                            boolean confirmed) ->
                    new StoredTerm(
                            state.label(),
                            state.end(),
                            since,
                            until(before),
                            promised,
                            before.label(),
                            since(before),
                            confirmed);
            case Purging(Instant end, Instant since, Instant date) -> over(state, since);
            case Deleted(Instant end, Instant since, Instant date) -> over(state, since);
        };
    }

    /**
     * The state of a row.
     *
     * @throws IllegalStateException if there is no such state, or what it needs is missing
     */
    public TermState state() {
        return switch (label) {
            case DeletionScheduled.LABEL ->
                    new DeletionScheduled(
                            living(given(before), beforeSince),
                            given(since),
                            given(promised),
                            confirmed);
            case Purging.LABEL -> new Purging(end, given(since), given(promised));
            case Deleted.LABEL -> new Deleted(end, given(since), given(promised));
            default -> living(label, since);
        };
    }

    private Living living(String name, @Nullable Instant frozen) {
        return switch (name) {
            case Trial.LABEL -> new Trial(end, promised);
            case Active.LABEL -> new Active(end, promised);
            case Grace.LABEL -> new Grace(end, given(until), promised);
            case Frozen.LABEL -> new Frozen(end, given(frozen), given(promised));
            default -> throw new IllegalStateException("no term is " + name);
        };
    }

    private static StoredTerm over(TermState state, Instant since) {
        return new StoredTerm(
                state.label(), state.end(), since, null, state.promised(), null, null, false);
    }

    private static @Nullable Instant since(Living state) {
        return state instanceof Frozen frozen ? frozen.since() : null;
    }

    private static @Nullable Instant until(Living state) {
        return state instanceof Grace grace ? grace.until() : null;
    }

    private static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a stored term lacks what its state needs");
        }
        return value;
    }
}
