package io.counterfoil.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.terms.TermState.Active;
import io.counterfoil.terms.TermState.Deleted;
import io.counterfoil.terms.TermState.DeletionScheduled;
import io.counterfoil.terms.TermState.Frozen;
import io.counterfoil.terms.TermState.Grace;
import io.counterfoil.terms.TermState.Purging;
import io.counterfoil.terms.TermState.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TermMachineTest {
    private static final TermRules RULES = rules(Period.ofDays(TermDays.USUAL.grace()));
    private static final Instant END = Instant.parse("2026-10-23T10:00:00Z");
    // The clocks go back on 25 October 2026: five days in Berlin are an hour longer.
    private static final Instant GRACE_END = Instant.parse("2026-10-28T11:00:00Z");
    private static final Instant MONTH_LATER = Instant.parse("2026-11-27T11:00:00Z");
    private static final Instant WEEK_LATER = Instant.parse("2026-11-04T11:00:00Z");
    private static final Instant LATER = Instant.parse("2027-10-23T10:00:00Z");
    private static final Instant EARLIER = Instant.parse("2026-10-20T10:00:00Z");
    private static final Instant UNINSTALLED = Instant.parse("2026-10-21T11:00:00Z");

    // All seven, at the end of the days of grace.
    private static final Instant NOW = GRACE_END;
    private static final Frozen FROZEN = new Frozen(END, EARLIER, NOW);
    private static final DeletionScheduled SCHEDULED =
            new DeletionScheduled(new Active(END, NOW), UNINSTALLED, NOW, true);
    private static final Purging PURGING = new Purging(END, NOW, NOW);
    private static final Deleted DELETED = new Deleted(END, NOW, NOW);
    private static final List<TermState> STATES =
            List.of(
                    new Trial(END, null),
                    new Active(END, null),
                    new Grace(END, GRACE_END, null),
                    FROZEN,
                    SCHEDULED,
                    PURGING,
                    DELETED);

    @Test
    void fromEachStateEachCommandLeadsWhereTheRulesSay() {
        Map<TermCommand, List<TermState>> expected = new LinkedHashMap<>();
        Frozen frozen = new Frozen(END, NOW, MONTH_LATER);
        expected.put(
                new TermCommand.Look(),
                leads(
                        frozen,
                        frozen,
                        frozen,
                        FROZEN,
                        // Frozen inside, and nobody's date moves.
                        new DeletionScheduled(new Frozen(END, NOW, NOW), UNINSTALLED, NOW, true)));
        expected.put(
                new TermCommand.Extend(LATER, true),
                leads(
                        new Active(LATER, null),
                        new Active(LATER, null),
                        new Active(LATER, null),
                        new Active(LATER, NOW),
                        new Active(LATER, NOW)));
        expected.put(
                new TermCommand.Extend(LATER, false),
                leads(
                        new Trial(LATER, null),
                        new Active(LATER, null),
                        new Active(LATER, null),
                        new Trial(LATER, NOW),
                        new Active(LATER, NOW)));
        expected.put(
                new TermCommand.Convert(LATER, true),
                leads(
                        new Active(LATER, null),
                        new Active(LATER, null),
                        new Active(LATER, null),
                        new Active(LATER, NOW),
                        new Active(LATER, NOW)));
        expected.put(
                new TermCommand.Convert(LATER, false),
                leads(
                        new Trial(LATER, null),
                        new Trial(LATER, null),
                        new Trial(LATER, null),
                        new Trial(LATER, NOW),
                        new Trial(LATER, NOW)));
        Frozen refunded = new Frozen(EARLIER, NOW, MONTH_LATER);
        expected.put(
                new TermCommand.Refund(EARLIER),
                leads(
                        refunded,
                        refunded,
                        refunded,
                        new Frozen(EARLIER, EARLIER, NOW),
                        new DeletionScheduled(
                                new Frozen(EARLIER, NOW, NOW), UNINSTALLED, NOW, true)));
        expected.put(
                new TermCommand.Uninstall(false),
                leads(
                        new DeletionScheduled(new Trial(END, WEEK_LATER), NOW, WEEK_LATER, false),
                        new DeletionScheduled(new Active(END, WEEK_LATER), NOW, WEEK_LATER, false),
                        new DeletionScheduled(
                                new Grace(END, GRACE_END, WEEK_LATER), NOW, WEEK_LATER, false),
                        new DeletionScheduled(
                                new Frozen(END, EARLIER, WEEK_LATER), NOW, WEEK_LATER, false),
                        SCHEDULED));
        expected.put(
                new TermCommand.Uninstall(true),
                leads(
                        new DeletionScheduled(new Trial(END, WEEK_LATER), NOW, WEEK_LATER, true),
                        new DeletionScheduled(new Active(END, WEEK_LATER), NOW, WEEK_LATER, true),
                        new DeletionScheduled(
                                new Grace(END, GRACE_END, WEEK_LATER), NOW, WEEK_LATER, true),
                        new DeletionScheduled(
                                new Frozen(END, EARLIER, WEEK_LATER), NOW, WEEK_LATER, true),
                        SCHEDULED));
        expected.put(
                new TermCommand.TakeBack(),
                leads(STATES.get(0), STATES.get(1), STATES.get(2), FROZEN, frozen));
        expected.put(
                new TermCommand.SignIn(),
                leads(STATES.get(0), STATES.get(1), STATES.get(2), FROZEN, frozen));
        expected.put(new TermCommand.BackedUp(UNINSTALLED), STATES);
        expected.put(
                new TermCommand.BackedUp(UNINSTALLED.plusMillis(1)),
                leads(STATES.get(0), STATES.get(1), STATES.get(2), FROZEN, frozen));
        List<TermState> purged = leads(STATES.get(0), STATES.get(1), STATES.get(2), PURGING, PURGING);
        expected.put(new TermCommand.Purge(null), purged);
        // What was backed up before the uninstall says nothing.
        expected.put(new TermCommand.Purge(UNINSTALLED), purged);
        expected.put(
                new TermCommand.Purge(UNINSTALLED.plusMillis(1)),
                leads(STATES.get(0), STATES.get(1), STATES.get(2), PURGING, frozen));
        expected.put(
                new TermCommand.Purged(),
                List.of(
                        STATES.get(0),
                        STATES.get(1),
                        STATES.get(2),
                        FROZEN,
                        SCHEDULED,
                        DELETED,
                        DELETED));

        expected.forEach(
                (command, leads) -> {
                    for (int at = 0; at < STATES.size(); at++) {
                        assertThat(TermMachine.decide(STATES.get(at), command, NOW, RULES))
                                .as("%s after %s", STATES.get(at), command)
                                .isEqualTo(leads.get(at));
                    }
                });
    }

    // Nothing leads back from a purge.
    private static List<TermState> leads(
            TermState trial,
            TermState active,
            TermState grace,
            TermState frozen,
            TermState scheduled) {
        return List.of(trial, active, grace, frozen, scheduled, PURGING, DELETED);
    }

    @Test
    void paidTimeHasDaysOfGraceInTheProvidersCalendarAndATrialHasNone() {
        Instant month = Instant.parse("2026-11-22T11:00:00Z");
        assertThat(look(new Active(END, null), END)).isEqualTo(new Grace(END, GRACE_END, null));
        assertThat(look(new Trial(END, null), END)).isEqualTo(new Frozen(END, END, month));
        assertThat(
                        TermMachine.decide(
                                new Active(END, null),
                                new TermCommand.Look(),
                                END,
                                rules(Period.ZERO)))
                .isEqualTo(new Frozen(END, END, month));
    }

    @Test
    void nothingMovesAMomentTooEarly() {
        for (TermState state : STATES.subList(0, 3)) {
            Instant before = state.due().orElseThrow().minusNanos(1000);
            assertThat(look(state, before)).isEqualTo(state);
        }
        for (TermState state : List.of(FROZEN, SCHEDULED)) {
            Instant before = state.deletion().orElseThrow().minusNanos(1000);
            assertThat(TermMachine.decide(state, new TermCommand.Purge(null), before, RULES))
                    .isEqualTo(state);
        }
    }

    @Test
    void whatAClockThatWasAheadHasEndedRunsOnAndKeepsWhatWasPromised() {
        Instant ahead = END.plus(Duration.ofDays(400));
        TermState grace = look(new Active(END, null), END.plusSeconds(1));
        TermState frozen = look(grace, ahead);
        Instant promised = frozen.deletion().orElseThrow();
        assertThat(look(grace, EARLIER)).isEqualTo(new Active(END, null));
        assertThat(look(frozen, EARLIER)).isEqualTo(new Active(END, promised));
        TermState leaving = TermMachine.decide(frozen, new TermCommand.Uninstall(false), ahead, RULES);
        assertThat(look(leaving, EARLIER))
                .isEqualTo(new DeletionScheduled(new Active(END, promised), ahead, promised, false));
        assertThat(look(look(frozen, EARLIER), GRACE_END).deletion()).contains(promised);
    }

    @Test
    void aLookAloneDeletesNothing() {
        for (TermState state : STATES.subList(0, 5)) {
            assertThat(look(state, LATER).isOpen()).isTrue();
        }
    }

    @Test
    void aPromisedDateOutlivesACardAnotherFreezeAndAShorterRule() {
        TermRules short1 =
                new TermRules(
                        Period.ZERO,
                        Period.ofDays(1),
                        Period.ofDays(1),
                        RULES.longest(),
                        RULES.zone());
        Instant promised = NOW.plus(Duration.ofDays(60));
        TermState paid =
                TermMachine.decide(
                        new Frozen(END, END, promised),
                        new TermCommand.Extend(NOW.plusSeconds(60), true),
                        NOW,
                        RULES);
        TermState frozen =
                TermMachine.decide(paid, new TermCommand.Look(), NOW.plusSeconds(60), short1);
        assertThat(frozen.deletion()).contains(promised);
        TermState gone =
                TermMachine.decide(frozen, new TermCommand.Uninstall(false), NOW.plusSeconds(61), short1);
        assertThat(gone.deletion()).contains(promised);
    }

    @Test
    void takingBackWhatFrozeMeanwhileGivesTheDaysFromTheFreeze() {
        TermState scheduled =
                TermMachine.decide(
                        new Trial(END, null),
                        new TermCommand.Uninstall(false),
                        END.minusSeconds(60),
                        RULES);
        TermState frozenInside = look(scheduled, END);
        assertThat(frozenInside.takesBackups()).isFalse();
        assertThat(frozenInside.deletion()).isEqualTo(scheduled.deletion());
        assertThat(
                        TermMachine.decide(
                                frozenInside,
                                new TermCommand.TakeBack(),
                                END.plusSeconds(3600),
                                RULES))
                .isEqualTo(new Frozen(END, END, Instant.parse("2026-11-22T11:00:00Z")));
    }

    @Test
    void aSignInKeepsWhatWasConfirmedUntilTheDateAndNothingElse() {
        Active lastDay = new Active(END, null);
        TermState confirmed =
                TermMachine.decide(
                        lastDay, new TermCommand.Uninstall(false), END.minusSeconds(60), RULES);
        // The paid time is over, and so are its days of grace, a day before the date.
        Instant now = END.plus(Duration.ofDays(6));
        assertThat(TermMachine.decide(look(confirmed, now), new TermCommand.SignIn(), now, RULES))
                .isInstanceOf(Frozen.class)
                .extracting(term -> term.deletion().orElseThrow())
                .isEqualTo(Instant.parse("2026-11-28T10:00:00Z"));
        TermState unasked =
                TermMachine.decide(lastDay, new TermCommand.Uninstall(false), END, RULES);
        assertThat(TermMachine.decide(unasked, new TermCommand.SignIn(), END, RULES))
                .isEqualTo(unasked);
        // Whoever was asked while there was time and says yes later was told the same.
        TermState askedBefore =
                TermMachine.decide(unasked, new TermCommand.Uninstall(true), now, RULES);
        assertThat(askedBefore.deletion()).isEqualTo(unasked.deletion());
        assertThat(TermMachine.decide(askedBefore, new TermCommand.SignIn(), END, RULES))
                .isEqualTo(look(lastDay.promising(unasked.promised()), END));
    }

    @Test
    void aGrantNeverTakesTimeAwayAndARefundNeverGivesAny() {
        for (TermState state : STATES.subList(0, 5)) {
            assertThatThrownBy(() -> decide(state, new TermCommand.Extend(EARLIER, true)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> decide(state, new TermCommand.Refund(LATER)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyStateIsFoundAgainByWhatIsStoredOfIt() {
        for (TermState state : STATES) {
            assertThat(StoredTerm.of(state).state()).isEqualTo(state);
        }
        assertThatThrownBy(
                        () ->
                                new StoredTerm("melted", END, END, null, null, null, null, false).state())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(
                        () -> new StoredTerm("frozen", END, END, null, null, null, null, false).state())
                .isInstanceOf(IllegalStateException.class);
    }

    /** What may happen to an account. */
    enum Deed {
        LOOK,
        CARD,
        GIFT,
        CONVERT,
        REFUND,
        UNINSTALL,
        TAKE_BACK,
        SIGN_IN,
        BACKUP,
        DELETE,
        DELETE_AFTER_A_BACKUP,
        RECEIPT
    }

    /** A step of an account's life: so much time passes, then something happens to it. */
    record Step(int hours, Deed deed, int days) {}

    @Property(seed = "20240229")
    void noSequenceOfCommandsLeavesTheGraphOrBreaksAPromise(@ForAll("lives") List<Step> life) {
        Instant now = END;
        Instant announced = null;
        TermState state = new Trial(END.plus(Duration.ofDays(3)), null);
        for (Step step : life) {
            now = now.plus(Duration.ofHours(step.hours()));
            TermState before = look(state, now);
            announced = later(announced, before.deletion().orElse(null));
            state = TermMachine.decide(before, command(before, step.deed(), step.days(), now), now, RULES);
            announced = later(announced, state.deletion().orElse(null));

            boolean shorter = state.end().isBefore(before.end());
            assertThat(!shorter || Set.of(Deed.REFUND, Deed.CONVERT).contains(step.deed())).isTrue();
            assertThat(look(state, now)).isEqualTo(look(look(state, now), now));
            assertThat(state.due().isPresent()).isEqualTo(state.isOpen());
            assertThat(StoredTerm.of(state).state()).isEqualTo(state);
            if (state.deletion().isPresent()) {
                assertThat(state.deletion().get()).isAfterOrEqualTo(announced);
            }
            if (state instanceof Purging && before.isOpen()) {
                assertThat(announced).isNotNull().isBeforeOrEqualTo(now);
                assertThat(step.deed()).isIn(Deed.DELETE, Deed.DELETE_AFTER_A_BACKUP);
            }
            if (!before.isOpen()) {
                assertThat(state.isOpen()).isFalse();
            }
            if (state.isOpen() && !state.takesBackups()) {
                assertThat(now).isAfterOrEqualTo(state.end());
            }
            if (Set.of(Deed.CARD, Deed.GIFT, Deed.CONVERT).contains(step.deed()) && before.isOpen()) {
                assertThat(state).isInstanceOfAny(Active.class, Trial.class);
            }
        }
    }

    @Property(seed = "20240229")
    void lookingSeldomOrOftenEndsInTheSameStateAndSeldomNeverInAnEarlierDate(
            @ForAll("lives") List<Step> life) {
        TermState start = new Active(END, null);
        Instant now = END;
        TermState often = look(start, now);
        for (Step step : life) {
            now = now.plus(Duration.ofHours(step.hours()));
            often = look(often, now);
        }
        TermState seldom = look(start, now);
        if (often instanceof Frozen(Instant end, Instant since, Instant deletesAt)) {
            // A freeze begins when it is decided, and has its days from then on.
            assertThat(since).isAfterOrEqualTo(RULES.graceEnd(END)).isBeforeOrEqualTo(now);
            assertThat(deletesAt).isEqualTo(RULES.afterFreeze(since, null));
            assertThat(seldom)
                    .isEqualTo(new Frozen(end, now, RULES.afterFreeze(now, null)));
        } else {
            assertThat(seldom).isEqualTo(often);
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 24 * 20),
                        Arbitraries.of(Deed.class),
                        Arbitraries.integers().between(1, 60))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }

    static TermCommand command(TermState state, Deed deed, int count, Instant now) {
        Duration days = Duration.ofDays(count);
        Instant from = state.end().isAfter(now) ? state.end() : now;
        return switch (deed) {
            case LOOK -> new TermCommand.Look();
            case CARD -> new TermCommand.Extend(from.plus(days), true);
            case GIFT -> new TermCommand.Extend(from.plus(days), false);
            case CONVERT -> new TermCommand.Convert(now.plus(days), true);
            case REFUND -> {
                Instant shorter = state.end().minus(days);
                yield new TermCommand.Refund(shorter.isBefore(now) ? state.end() : shorter);
            }
            case UNINSTALL -> new TermCommand.Uninstall(false);
            case TAKE_BACK -> new TermCommand.TakeBack();
            case SIGN_IN -> new TermCommand.SignIn();
            case BACKUP -> new TermCommand.BackedUp(now);
            case DELETE -> new TermCommand.Purge(null);
            case DELETE_AFTER_A_BACKUP -> new TermCommand.Purge(now);
            case RECEIPT -> new TermCommand.Purged();
        };
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    private static TermState decide(TermState state, TermCommand command) {
        return TermMachine.decide(state, command, NOW, RULES);
    }

    private static TermState look(TermState state, Instant now) {
        return TermMachine.decide(state, new TermCommand.Look(), now, RULES);
    }

    private static TermRules rules(Period grace) {
        return new TermRules(
                grace,
                Period.ofDays(TermDays.USUAL.frozen()),
                Period.ofDays(TermDays.USUAL.uninstall()),
                Period.ofYears(TermDays.USUAL.longestYears()),
                ZoneId.of("Europe/Berlin"));
    }
}
