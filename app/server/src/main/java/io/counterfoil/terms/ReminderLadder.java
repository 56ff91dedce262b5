package io.counterfoil.terms;

import io.counterfoil.terms.Reminder.Topic;
import io.counterfoil.terms.TermState.Active;
import io.counterfoil.terms.TermState.Deleted;
import io.counterfoil.terms.TermState.DeletionScheduled;
import io.counterfoil.terms.TermState.Frozen;
import io.counterfoil.terms.TermState.Grace;
import io.counterfoil.terms.TermState.Living;
import io.counterfoil.terms.TermState.Purging;
import io.counterfoil.terms.TermState.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When the holder of an account is reminded, and of what.
 *
 * <p>Days are those of the provider's calendar, at the hour at which the term ends or the deletion
 * is due: that is the hour at which the holder once paid or redeemed, so hardly one of the night.
 * No account is told twice on one day. The day on which an account freezes or is uninstalled has an
 * announcement of its own, so that reminders begin on the next.
 */
public final class ReminderLadder {
    private ReminderLadder() {}

    /**
     * The first reminder after a moment; empty if the state has none left.
     *
     * @param follows whether it is a sub-account that goes with its parent, whose holder is told of
     *     the date only: no other reminder tells them anything that they can do
     * @param after up to when everything was told, or need not be
     */
    public static Optional<Reminder> next(
            TermState state, boolean follows, TermRules rules, ReminderDays days, Instant after) {
        return ladder(state, follows, rules, days).stream()
                .filter(reminder -> reminder.at().isAfter(after))
                .findFirst();
    }

    /**
     * What there is to tell: the newest reminder that has become due, however many were missed.
     *
     * @param state as it is now: what it once was makes no sense any more
     * @param follows whether it is a sub-account that goes with its parent
     * @param after up to when everything was told, or need not be
     * @param until up to when it may be due
     */
    public static Optional<Reminder> due(
            TermState state,
            boolean follows,
            TermRules rules,
            ReminderDays days,
            Instant after,
            Instant until) {
        return ladder(state, follows, rules, days).stream()
                .filter(
                        reminder ->
                                reminder.at().isAfter(after) && !reminder.at().isAfter(until))
                .reduce((earlier, later) -> later);
    }

    /**
     * Up to when nothing need be told once a term has moved. Who has just got time hears nothing in
     * its first third: nobody wants to read a day after paying for a month that it ends in thirty
     * days. That ends with the time that it is a third of: as soon as the term has another end, or
     * a date of deletion, that counts again which is to be told of it.
     *
     * @param after up to when everything was told, or needed not be, before
     */
    public static Instant quietUntil(
            TermState from, TermState to, Instant after, Instant now, TermRules rules) {
        if (to instanceof Grace && !to.end().isBefore(from.end())) {
            // The clock moved it; that it did is still to be told.
            return after;
        }
        if (from.deletion().isPresent() && from.deletion().equals(to.deletion())) {
            // So is the same deletion, whatever moved before it.
            return after;
        }
        if (to instanceof Living && to.end().isAfter(from.end()) && to.end().isAfter(now)) {
            return now.plus(Duration.between(now, to.end()).dividedBy(3));
        }
        // What was told of today is not told again; what lies further ahead was a third.
        boolean told = day(after, rules).equals(day(now, rules));
        return told ? TermRules.later(now, after) : now;
    }

    private static Collection<Reminder> ladder(
            TermState state, boolean follows, TermRules rules, ReminderDays days) {
        if (!follows) {
            return ladder(state, rules, days);
        }
        Instant since =
                switch (state) {
                    case Frozen frozen -> frozen.since();
                    case DeletionScheduled scheduled -> scheduled.since();
                    case Trial trial -> null;
                    case Active active -> null;
                    case Grace grace -> null;
                    case Purging purging -> null;
                    case Deleted deleted -> null;
                };
        return since == null
                ? List.of()
                : beforeDeletion(
                                state.deletion().orElseThrow(),
                                rules,
                                days,
                                Topic.LEAVING_WITH_PARENT)
                        .tailMap(day(since, rules), false)
                        .values();
    }

    /** In the order of time, at most one a day. */
    private static Collection<Reminder> ladder(
            TermState state, TermRules rules, ReminderDays days) {
        return switch (state) {
            case Trial(Instant end, Instant promised) ->
                    // At the end itself it freezes, which is announced.
                    beforeEnd(end, rules, days, Topic.TRIAL_ENDING).headMap(day(end, rules)).values();
            case Active(Instant end, Instant promised) ->
                    beforeEnd(end, rules, days, Topic.TERM_ENDING)
                            .headMap(day(rules.graceEnd(end), rules))
                            .values();
            case Grace(Instant end, Instant until, Instant promised) ->
                    days.beforeEnd().contains(0) && end.isBefore(until)
                            ? List.of(new Reminder(end, Topic.TERM_OVER))
                            : List.of();
            case Frozen frozen -> whileFrozen(frozen, rules, days);
            case DeletionScheduled(
                            var before,
                            Instant since,
                            Instant deletesAt,
                            boolean confirmed) ->
                    beforeDeletion(deletesAt, rules, days, Topic.LEAVING)
                            .tailMap(day(since, rules), false)
                            .values();
            case Purging purging -> List.of();
            case Deleted deleted -> List.of();
        };
    }

    private static NavigableMap<LocalDate, Reminder> beforeEnd(
            Instant end, TermRules rules, ReminderDays days, Topic topic) {
        NavigableMap<LocalDate, Reminder> ladder = new TreeMap<>();
        days.beforeEnd().forEach(before -> put(ladder, end.atZone(rules.zone()).minusDays(before), topic));
        return ladder;
    }

    private static Collection<Reminder> whileFrozen(
            Frozen frozen, TermRules rules, ReminderDays days) {
        NavigableMap<LocalDate, Reminder> ladder = new TreeMap<>();
        ZonedDateTime since = frozen.since().atZone(rules.zone());
        for (int day = days.whileFrozen();
                day > 0 && since.plusDays(day).toInstant().isBefore(frozen.deletesAt());
                day += days.whileFrozen()) {
            put(ladder, since.plusDays(day), Topic.STILL_FROZEN);
        }
        ladder.putAll(beforeDeletion(frozen.deletesAt(), rules, days, Topic.DELETION_NEAR));
        return ladder.tailMap(since.toLocalDate(), false).values();
    }

    private static NavigableMap<LocalDate, Reminder> beforeDeletion(
            Instant deletesAt, TermRules rules, ReminderDays days, Topic topic) {
        NavigableMap<LocalDate, Reminder> ladder = new TreeMap<>();
        days.beforeDeletion()
                .forEach(before -> put(ladder, deletesAt.atZone(rules.zone()).minusDays(before), topic));
        return ladder;
    }

    private static void put(
            Map<LocalDate, Reminder> ladder, ZonedDateTime at, Topic topic) {
        ladder.put(at.toLocalDate(), new Reminder(at.toInstant(), topic));
    }

    private static LocalDate day(Instant at, TermRules rules) {
        return at.atZone(rules.zone()).toLocalDate();
    }
}
