package io.counterfoil.terms;

import io.counterfoil.terms.TermState.Deleted;
import io.counterfoil.terms.TermState.DeletionScheduled;
import io.counterfoil.terms.TermState.Living;
import io.counterfoil.terms.TermState.Purging;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a sub-account goes. It stands where its parent account does, whose time it shares,
 * unless it was uninstalled itself: then it has a date of its own, until it is taken back and goes
 * with its parent again. Once its own purge has begun, nothing of its parent's concerns it.
 */
public final class SubTermMachine {
    private SubTermMachine() {}

    /**
     * Where it stands once its parent stands somewhere. No date that its holder was promised comes
     * earlier by that.
     *
     * @throws IllegalArgumentException if the parent is deleted, which has no sub-accounts
     */
    public static SubTerm under(SubTerm sub, TermState parent) {
        if (!sub.term().isOpen()) {
            return sub;
        }
        return sub.own()
                        && parent.isOpen()
                        && sub.term() instanceof DeletionScheduled scheduled
                ? new SubTerm(scheduled.over(time(parent)), true)
                : new SubTerm(with(parent, sub.term().promised()), false);
    }

    /**
     * The state that follows what happens to the sub-account itself; what its parent's time does is
     * for {@link #under}. Who goes with a parent that is to be deleted is told of that date for the
     * first time, and has as many days from now on as after an uninstall.
     *
     * @throws IllegalArgumentException if time is granted or taken back, which is the parent's
     */
    public static SubTerm decide(
            SubTerm sub, TermState parent, TermCommand command, Instant now, TermRules rules) {
        if (sub.term() instanceof Purging purging && command instanceof TermCommand.Purged) {
            return new SubTerm(new Deleted(purging.end(), now, purging.promised()), false);
        }
        if (!sub.term().isOpen()) {
            return sub;
        }
        return switch (command) {
            case TermCommand.Look() -> sub;
            case TermCommand.Uninstall(boolean asked) ->
                    sub.own() && sub.term() instanceof DeletionScheduled own
                            ? new SubTerm(asked ? own.confirming() : own, true)
                            : new SubTerm(
                                    TermMachine.uninstall(
                                            time(parent),
                                            sub.term().promised(),
                                            asked,
                                            now,
                                            rules),
                                    true);
            case TermCommand.TakeBack() -> back(sub, true, parent, now, rules);
            case TermCommand.SignIn() ->
                    back(
                            sub,
                            sub.term() instanceof DeletionScheduled own && own.confirmed(),
                            parent,
                            now,
                            rules);
            case TermCommand.BackedUp(Instant at) ->
                    back(sub, isSince(sub, at), parent, now, rules);
            case TermCommand.Purge(Instant lastBackup) -> {
                SubTerm left = back(sub, isSince(sub, lastBackup), parent, now, rules);
                yield left.own() && left.term() instanceof DeletionScheduled scheduled
                                && !now.isBefore(scheduled.deletesAt())
                        ? new SubTerm(
                                new Purging(scheduled.end(), now, scheduled.deletesAt()), false)
                        : left;
            }
            case TermCommand.Purged() -> sub;
            case TermCommand.Extend extend -> throw notItsOwn();
            case TermCommand.Convert convert -> throw notItsOwn();
            case TermCommand.Refund refund -> throw notItsOwn();
        };
    }

    private static SubTerm back(
            SubTerm sub, boolean shownToStay, TermState parent, Instant now, TermRules rules) {
        if (!sub.own() || !shownToStay) {
            return sub;
        }
        Instant promised = sub.term().promised();
        return new SubTerm(
                with(
                        parent,
                        parent.deletion().isPresent()
                                ? rules.afterUninstall(now, promised)
                                : promised),
                false);
    }

    private static boolean isSince(SubTerm sub, @Nullable Instant backup) {
        return sub.term() instanceof DeletionScheduled own
                && TermMachine.isAfter(backup, own.since());
    }

    /** Where the parent's time stands, whatever else is to become of it. */
    private static Living time(TermState parent) {
        return switch (parent) {
            case Living living -> living;
            case DeletionScheduled scheduled -> scheduled.before();
            case Purging purging -> throw withoutTime();
            case Deleted deleted -> throw withoutTime();
        };
    }

    private static TermState with(TermState parent, @Nullable Instant promised) {
        Instant date = parent.promised();
        return switch (parent) {
            case Living living ->
                    living.promising(date == null ? promised : TermRules.later(date, promised));
            case DeletionScheduled scheduled -> scheduled.promising(promised);
            case Purging(Instant end, Instant since, Instant its) ->
                    new Purging(end, since, TermRules.later(its, promised));
            case Deleted deleted -> throw withoutTime();
        };
    }

    private static IllegalArgumentException withoutTime() {
        return new IllegalArgumentException("a parent account goes after its sub-accounts");
    }

    private static IllegalArgumentException notItsOwn() {
        return new IllegalArgumentException("a sub-account has its parent's time");
    }
}
