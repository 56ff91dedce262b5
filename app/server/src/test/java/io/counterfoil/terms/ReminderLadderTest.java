package io.counterfoil.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.terms.Reminder.Topic;
import io.counterfoil.terms.TermState.Active;
import io.counterfoil.terms.TermState.Deleted;
import io.counterfoil.terms.TermState.DeletionScheduled;
import io.counterfoil.terms.TermState.Frozen;
import io.counterfoil.terms.TermState.Grace;
import io.counterfoil.terms.TermState.Purging;
import io.counterfoil.terms.TermState.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReminderLadderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final TermRules RULES =
            new TermRules(
                    Period.ofDays(TermDays.USUAL.grace()),
                    Period.ofDays(TermDays.USUAL.frozen()),
                    Period.ofDays(TermDays.USUAL.uninstall()),
                    Period.ofYears(TermDays.USUAL.longestYears()),
                    BERLIN);
    private static final ReminderDays DAYS = ReminderDays.USUAL;
    private static final Instant END = Instant.parse("2026-06-30T10:00:00Z");

    @Test
    void paidTimeIsRemindedOfDownToTheDayOfItsEnd() {
        assertThat(all(new Active(END, null)))
                .containsExactly(
                        "2026-05-31T10:00:00Z TERM_ENDING",
                        "2026-06-16T10:00:00Z TERM_ENDING",
                        "2026-06-23T10:00:00Z TERM_ENDING",
                        "2026-06-27T10:00:00Z TERM_ENDING",
                        "2026-06-29T10:00:00Z TERM_ENDING",
                        "2026-06-30T10:00:00Z TERM_ENDING");
        // The clock moves the term before anybody is told.
        assertThat(all(new Grace(END, RULES.graceEnd(END), null)))
                .containsExactly("2026-06-30T10:00:00Z TERM_OVER");
    }

    @Test
    void aTrialsEndIsAnnouncedByItsFreezeAndNotTwice() {
        assertThat(all(new Trial(END, null)))
                .hasSize(5)
                .last()
                .isEqualTo("2026-06-29T10:00:00Z TRIAL_ENDING");
        TermRules noGrace =
                new TermRules(Period.ZERO, Period.ofDays(30), Period.ofDays(7), Period.ofYears(10), BERLIN);
        assertThat(
                        ReminderLadder.next(
                                new Active(END, null), false, noGrace, DAYS, END.minusSeconds(3600)))
                .isEmpty();
    }

    @Test
    void aFreezeIsRemindedOfWeeklyAndBeforeTheDeletion() {
        Instant deletes = Instant.parse("2026-07-30T10:00:00Z");
        assertThat(all(new Frozen(END, END, deletes)))
                .containsExactly(
                        "2026-07-07T10:00:00Z STILL_FROZEN",
                        "2026-07-14T10:00:00Z STILL_FROZEN",
                        "2026-07-21T10:00:00Z STILL_FROZEN",
                        "2026-07-23T10:00:00Z DELETION_NEAR",
                        "2026-07-27T10:00:00Z DELETION_NEAR",
                        "2026-07-28T10:00:00Z STILL_FROZEN",
                        "2026-07-29T10:00:00Z DELETION_NEAR");
    }

    @Test
    void anUninstallAnnouncesItselfAndIsThenCountedDown() {
        Instant deletes = END.plus(Duration.ofDays(7));
        assertThat(all(new DeletionScheduled(new Active(END, deletes), END, deletes, true)))
                .containsExactly("2026-07-04T10:00:00Z LEAVING", "2026-07-06T10:00:00Z LEAVING");
    }

    @Test
    void whoGoesWithAParentIsToldOfTheDateOnly() {
        Instant deletes = END.plus(Duration.ofDays(30));
        for (TermState state :
                List.of(
                        new Frozen(END, END, deletes),
                        new DeletionScheduled(new Active(END, deletes), END, deletes, true))) {
            assertThat(ReminderLadder.next(state, true, RULES, DAYS, END))
                    .contains(
                            new Reminder(
                                    deletes.minus(Duration.ofDays(7)), Topic.LEAVING_WITH_PARENT));
            assertThat(ReminderLadder.due(state, true, RULES, DAYS, END, deletes))
                    .contains(
                            new Reminder(
                                    deletes.minus(Duration.ofDays(1)), Topic.LEAVING_WITH_PARENT));
        }
        for (TermState state : List.of(new Active(END, null), new Purging(END, END, END))) {
            assertThat(ReminderLadder.next(state, true, RULES, DAYS, Instant.EPOCH)).isEmpty();
        }
    }

    @Test
    void nobodyIsRemindedOnceTheEndHasBegun() {
        assertThat(all(new Purging(END, END, END))).isEmpty();
        assertThat(all(new Deleted(END, END, END))).isEmpty();
    }

    @Test
    void daysAreThoseOfTheCalendarWhenTheClocksChange() {
        // The clocks go back on 25 October 2026, and forward on 28 March 2027.
        assertThat(all(new Active(Instant.parse("2026-10-26T09:30:00Z"), null)))
                .contains("2026-10-25T09:30:00Z TERM_ENDING", "2026-10-23T08:30:00Z TERM_ENDING");
        // Half past two of that morning does not exist.
        assertThat(all(new Active(Instant.parse("2027-03-29T00:30:00Z"), null)))
                .contains("2027-03-28T01:30:00Z TERM_ENDING");
    }

    @Test
    void aClockThatJumpsTellsOnlyTheNewest() {
        Active state = new Active(END, null);
        Optional<Reminder> due =
                ReminderLadder.due(
                        state, false, RULES, DAYS, Instant.EPOCH, Instant.parse("2026-06-28T00:00:00Z"));
        assertThat(due.map(Reminder::at)).contains(Instant.parse("2026-06-27T10:00:00Z"));
    }

    @Test
    void whoHasJustPaidHearsNothingInTheFirstThird() {
        Instant now = Instant.parse("2026-05-30T10:00:00Z");
        Active paid = new Active(END, null);
        Instant quiet =
                ReminderLadder.quietUntil(
                        new Active(now, null), paid, Instant.EPOCH, now, RULES);
        assertThat(ReminderLadder.next(paid, false, RULES, DAYS, quiet).map(Reminder::at))
                .contains(Instant.parse("2026-06-16T10:00:00Z"));
    }

    @Test
    void whatTheClockMovesIsStillToldAndWhatPeopleMoveIsNotToldAgain() {
        Active active = new Active(END, null);
        Instant told = Instant.parse("2026-06-29T21:59:59Z");
        assertThat(
                        ReminderLadder.quietUntil(
                                active,
                                new Grace(END, RULES.graceEnd(END), null),
                                told,
                                END,
                                RULES))
                .isEqualTo(told);
        Instant now = END.minusSeconds(60);
        DeletionScheduled gone = new DeletionScheduled(active, now, now.plusSeconds(604800), true);
        assertThat(ReminderLadder.quietUntil(active, gone, told, now, RULES)).isEqualTo(now);
        assertThat(ReminderLadder.quietUntil(gone, active, END, now, RULES)).isEqualTo(END);
    }

    /** A trial that ends inside its week after the uninstall, while nobody was there to tell. */
    @Test
    void aDeletionThatStandsIsStillToldOfWhateverTheClockMovesBeforeIt() {
        Instant since = END.minus(Duration.ofDays(6));
        Instant date = since.plus(Duration.ofDays(7));
        DeletionScheduled before = new DeletionScheduled(new Trial(END, null), since, date, true);
        Instant now = END.plusSeconds(60);
        TermState after = TermMachine.decide(before, new TermCommand.Look(), now, RULES);
        Instant told = since.plusSeconds(60);
        assertThat(after).isNotEqualTo(before);
        assertThat(ReminderLadder.quietUntil(before, after, told, now, RULES)).isEqualTo(told);
    }

    @Test
    void theThirdEndsWithTheTimeThatItIsAThirdOf() {
        Instant now = Instant.parse("2026-02-20T10:00:00Z");
        Instant third = Instant.parse("2026-04-11T10:00:00Z");
        Instant week = now.plus(Duration.ofDays(7));
        Active active = new Active(END, null);
        DeletionScheduled gone = new DeletionScheduled(active.promising(week), now, week, true);
        Active converted = new Active(now.plus(Duration.ofDays(60)), null);
        List<TermState> moved =
                List.of(gone, converted, new Frozen(now, now, week), new Trial(week, null));
        for (TermState to : moved) {
            Instant quiet = ReminderLadder.quietUntil(active, to, third, now, RULES);
            assertThat(quiet).as("%s", to).isEqualTo(now);
            assertThat(ReminderLadder.next(to, false, RULES, DAYS, quiet)).as("%s", to).isPresent();
        }
        assertThat(ReminderLadder.next(gone, false, RULES, DAYS, now).map(Reminder::at))
                .contains(week.minus(Duration.ofDays(3)));
        assertThat(ReminderLadder.quietUntil(gone, active.promising(week), third, now, RULES))
                .isEqualTo(now);
    }

    @Test
    void chosenDaysAreInOrderAndWithinBounds() {
        ReminderDays days = new ReminderDays(List.of(1, 5, 1), 0, List.of(2, 9), 14);
        assertThat(days.beforeEnd()).containsExactly(5, 1);
        assertThat(days.beforeDeletion()).containsExactly(9, 2);
        assertThat(ReminderLadder.next(new Frozen(END, END, END.plusSeconds(86400)), false, RULES, days, END))
                .isEmpty();
        assertThatThrownBy(() -> new ReminderDays(List.of(-1), 7, List.of(), 14))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReminderDays(List.of(), 7, List.of(0), 14))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReminderDays(List.of(), 91, List.of(), 14))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReminderDays(List.of(), 90, List.of(), -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReminderDays(List.of(), 90, List.of(), 366))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(seed = "20240229")
    void aWalkOverTheLadderTellsEachDayOnceInOrderAndWithinTheState(
            @ForAll("states") TermState state,
            @ForAll("zones") ZoneId zone,
            @ForAll("chosen") ReminderDays days) {
        TermRules rules =
                new TermRules(Period.ofDays(5), Period.ofDays(30), Period.ofDays(7), Period.ofYears(10), zone);
        Set<LocalDate> told = new HashSet<>();
        Instant last = Instant.EPOCH;
        Optional<Reminder> next = ReminderLadder.next(state, false, rules, days, last);
        while (next.isPresent()) {
            Reminder reminder = next.get();
            assertThat(reminder.at()).isAfter(last);
            assertThat(told.add(reminder.at().atZone(zone).toLocalDate())).isTrue();
            assertThat(ReminderLadder.due(state, false, rules, days, last, reminder.at()))
                    .contains(reminder);
            state.deletion().ifPresent(date -> assertThat(reminder.at()).isBefore(date));
            last = reminder.at();
            next = ReminderLadder.next(state, false, rules, days, last);
        }
    }

    @Property(seed = "20240229")
    void howeverTheClockJumpsNothingIsToldTwice(
            @ForAll("states") TermState state, @ForAll("jumps") List<Duration> jumps) {
        Instant now = state.end().minus(Duration.ofDays(60));
        Instant after = now;
        List<Instant> told = new ArrayList<>();
        for (Duration jump : jumps) {
            now = now.plus(jump);
            Optional<Reminder> due = ReminderLadder.due(state, false, RULES, DAYS, after, now);
            if (due.isPresent()) {
                assertThat(told).doesNotContain(due.get().at());
                told.add(due.get().at());
                assertThat(due.get().at()).isAfter(after).isBeforeOrEqualTo(now);
                after = now;
            }
        }
        assertThat(told).isSorted();
    }

    @Property(seed = "20240229")
    void aTermGrantedBeyondIsNotRemindedOfInItsFirstThird(
            @ForAll("states") TermState state, @ForAll("jumps") List<Duration> jumps) {
        Instant now = state.end().minus(Duration.ofDays(3));
        for (Duration more : jumps) {
            Active granted = new Active(state.end().plus(more).plusSeconds(1), state.promised());
            Instant quiet = ReminderLadder.quietUntil(
                            state, granted, Instant.EPOCH, now, RULES);
            Duration left = Duration.between(now, granted.end());
            ReminderLadder.next(granted, false, RULES, DAYS, quiet)
                    .ifPresent(
                            next ->
                                    assertThat(next.at())
                                            .isAfter(now.plus(left.dividedBy(3))));
        }
    }

    private static List<String> all(TermState state) {
        List<String> all = new ArrayList<>();
        Optional<Reminder> next = ReminderLadder.next(state, false, RULES, DAYS, Instant.EPOCH);
        while (next.isPresent()) {
            all.add(next.get().at() + " " + next.get().topic());
            next = ReminderLadder.next(state, false, RULES, DAYS, next.get().at());
        }
        return all;
    }

    @Provide
    static Arbitrary<TermState> states() {
        Arbitrary<Instant> ends =
                Arbitraries.longs().between(1_770_000_000L, 1_900_000_000L).map(Instant::ofEpochSecond);
        Arbitrary<Integer> kept = Arbitraries.integers().between(1, 400);
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 4);
        return Combinators.combine(ends, kept, kinds)
                .as(
                        (end, days, kind) -> {
                            Instant deletes = end.plus(Duration.ofDays(days));
                            return switch (kind) {
                                case 0 -> new Trial(end, null);
                                case 1 -> new Active(end, deletes);
                                case 2 -> new Grace(end, RULES.graceEnd(end), null);
                                case 3 -> new Frozen(end, end, deletes);
                                default ->
                                        new DeletionScheduled(
                                                new Trial(end, deletes), end, deletes, false);
                            };
                        });
    }

    @Provide
    static Arbitrary<ReminderDays> chosen() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 365).list().ofMaxSize(12),
                        Arbitraries.integers().between(0, 90),
                        Arbitraries.integers().between(1, 90).list().ofMaxSize(12),
                        Arbitraries.integers().between(0, 365))
                .as(ReminderDays::new);
    }

    @Provide
    static Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")
                .map(ZoneId::of);
    }

    @Provide
    static Arbitrary<List<Duration>> jumps() {
        return Arbitraries.longs()
                .between(0, 40L * 24 * 3600)
                .map(Duration::ofSeconds)
                .list()
                .ofMaxSize(20);
    }
}
