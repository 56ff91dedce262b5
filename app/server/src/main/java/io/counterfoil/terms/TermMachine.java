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

/** Decides where a term goes. */
public final class TermMachine {
    private TermMachine() {}

    /**
     * The state that follows. Doing something again leads to the same state, and so does what makes
     * no sense in a state; once a purge has begun, nothing but its end moves anything. A look
     * before the state is due changes nothing, and a late one leads as far as the time that has
     * passed, except that a freeze begins when it is decided: nobody's restores were refused
     * before, and nobody was told a date. Where a clock had gone ahead and was set back, a look
     * leads back to the time that still runs; a date that was promised meanwhile stays promised.
     *
     * @throws IllegalArgumentException if a grant would move the end back, or a refund forth
     */
    public static TermState decide(
            TermState state, TermCommand command, Instant now, TermRules rules) {
        return switch (state) {
            case Living living -> decide(living, command, now, rules);
            case DeletionScheduled scheduled -> decide(scheduled, command, now, rules);
            case Purging purging ->
                    command instanceof TermCommand.Purged
                            ? new Deleted(purging.end(), now, purging.promised())
                            : purging;
            case Deleted deleted -> deleted;
        };
    }

    private static TermState decide(
            Living state, TermCommand command, Instant now, TermRules rules) {
        return switch (command) {
            case TermCommand.Look() -> look(state, now, rules);
            case TermCommand.Extend(Instant end, boolean paid) -> extend(state, end, paid);
            case TermCommand.Convert(Instant end, boolean paid) -> convert(state, end, paid, now);
            case TermCommand.Refund(Instant end) -> look(refund(state, end), now, rules);
            case TermCommand.Uninstall(boolean asked) ->
                    uninstall(state, state.promised(), asked, now, rules);
            case TermCommand.TakeBack() -> state;
            case TermCommand.SignIn() -> state;
            case TermCommand.BackedUp(Instant at) -> state;
            // A late backup can't be: the node refuses them.
            case TermCommand.Purge(Instant lastBackup) ->
                    state instanceof Frozen frozen && !now.isBefore(frozen.deletesAt())
                            ? new Purging(frozen.end(), now, frozen.deletesAt())
                            : state;
            case TermCommand.Purged() -> state;
        };
    }

    private static TermState decide(
            DeletionScheduled state, TermCommand command, Instant now, TermRules rules) {
        Living before = state.before();
        Instant promised = state.deletesAt();
        return switch (command) {
            case TermCommand.Look() -> state.over(look(before, now, rules));
            case TermCommand.Extend(Instant end, boolean paid) ->
                    extend(before.promising(promised), end, paid);
            case TermCommand.Convert(Instant end, boolean paid) ->
                    convert(before.promising(promised), end, paid, now);
            case TermCommand.Refund(Instant end) ->
                    state.over(look(refund(before, end), now, rules));
            case TermCommand.Uninstall(boolean asked) -> asked ? state.confirming() : state;
            case TermCommand.TakeBack() -> takeBack(before.promising(promised), now, rules);
            case TermCommand.SignIn() ->
                    state.confirmed() ? takeBack(before.promising(promised), now, rules) : state;
            case TermCommand.BackedUp(Instant at) ->
                    isAfter(at, state.since())
                            ? takeBack(before.promising(promised), now, rules)
                            : state;
            case TermCommand.Purge(Instant lastBackup) -> {
                if (isAfter(lastBackup, state.since())) {
                    yield takeBack(before.promising(promised), now, rules);
                }
                yield now.isBefore(promised) ? state : new Purging(state.end(), now, promised);
            }
            case TermCommand.Purged() -> state;
        };
    }

    private static Living look(Living state, Instant now, TermRules rules) {
        Instant promised = state.promised();
        return switch (state) {
            case Trial(Instant end, Instant date) ->
                    now.isBefore(end) ? state : freeze(end, promised, now, rules);
            case Active(Instant end, Instant date) -> {
                if (now.isBefore(end)) {
                    yield state;
                }
                Instant until = rules.graceEnd(end);
                yield now.isBefore(until)
                        ? new Grace(end, until, promised)
                        : freeze(end, promised, now, rules);
            }
            case Grace(Instant end, Instant until, Instant date) -> {
                if (now.isBefore(end)) {
                    yield new Active(end, promised);
                }
                yield now.isBefore(until) ? state : freeze(end, promised, now, rules);
            }
            // A clock that was ahead froze it. Whether the time was paid for is not known any
            // more, and in doubt it was.
            case Frozen frozen ->
                    now.isBefore(frozen.end()) ? new Active(frozen.end(), promised) : frozen;
        };
    }

    private static Frozen freeze(
            Instant end, @Nullable Instant promised, Instant now, TermRules rules) {
        return new Frozen(end, now, rules.afterFreeze(now, promised));
    }

    private static TermState convert(Living state, Instant end, boolean paid, Instant now) {
        if (!end.isAfter(now)) {
            throw new IllegalArgumentException("a grant lasts some time");
        }
        return paid ? new Active(end, state.promised()) : new Trial(end, state.promised());
    }

    private static TermState extend(Living state, Instant end, boolean paid) {
        if (end.isBefore(state.end())) {
            throw new IllegalArgumentException("a grant never moves an end back");
        }
        // What was paid for stays paid time when a gift is added to it.
        boolean wasPaid = state instanceof Active || state instanceof Grace;
        return paid || wasPaid
                ? new Active(end, state.promised())
                : new Trial(end, state.promised());
    }

    private static Living refund(Living state, Instant end) {
        if (end.isAfter(state.end())) {
            throw new IllegalArgumentException("a refund never moves an end forth");
        }
        return switch (state) {
            case Trial(Instant before, Instant date) -> new Trial(end, date);
            case Active(Instant before, Instant date) -> new Active(end, date);
            case Grace(Instant before, Instant until, Instant date) ->
                    new Grace(end, until, date);
            case Frozen(Instant before, Instant since, Instant date) ->
                    new Frozen(end, since, date);
        };
    }

    static DeletionScheduled uninstall(
            Living before,
            @Nullable Instant promised,
            boolean asked,
            Instant now,
            TermRules rules) {
        return new DeletionScheduled(
                        before,
                        now,
                        rules.afterUninstall(now, promised),
                        asked || before.hasPaidTime(now))
                .over(before);
    }

    private static Living takeBack(Living before, Instant now, TermRules rules) {
        // Who froze while it was scheduled was not told a date for that.
        return look(
                before instanceof Frozen(Instant end, Instant since, Instant date)
                        ? new Frozen(end, since, rules.afterFreeze(since, date))
                        : before,
                now,
                rules);
    }

    static boolean isAfter(@Nullable Instant backup, Instant since) {
        return backup != null && backup.isAfter(since);
    }
}
