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
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubTermMachineTest {
    private static final TermRules RULES = TermDays.USUAL.rules(ZoneOffset.UTC);
    private static final Instant NOW = Instant.parse("2026-02-10T10:00:00Z");
    private static final Instant WEEK = day(7);

    private static final Trial TRIAL = new Trial(day(20), null);
    private static final Active ACTIVE = new Active(day(20), null);
    private static final Grace GRACE = new Grace(day(-1), day(4), null);
    private static final Frozen FROZEN = new Frozen(day(-9), day(-4), day(26));
    private static final Frozen FROZEN_LONG_AGO = new Frozen(day(-30), day(-28), day(2));
    private static final DeletionScheduled LEAVING =
            new DeletionScheduled(ACTIVE.promising(day(2)), day(-5), day(2), true);
    private static final List<TermState> PARENTS =
            List.of(TRIAL, ACTIVE, GRACE, FROZEN, FROZEN_LONG_AGO, LEAVING);

    /** What becomes of a sub-account under each of {@link #PARENTS}. */
    private enum Event {
        CARD_FOR_THE_PARENT,
        BACKUP,
        DATE,
        SIGN_IN
    }

    @Test
    void whoGoesWithTheParentStandsWhereItDoesWhateverHappens() {
        for (TermState parent : PARENTS) {
            SubTerm sub = new SubTerm(parent, false);
            assertThat(after(Event.CARD_FOR_THE_PARENT, sub, parent))
                    .isEqualTo(new SubTerm(new Active(day(90), parent.promised()), false));
            for (Event event : List.of(Event.BACKUP, Event.DATE, Event.SIGN_IN)) {
                assertThat(after(event, sub, parent)).as("%s under %s", event, parent).isEqualTo(sub);
            }
        }
    }

    @Test
    void underEachParentWhoWasUninstalledGoesWhereTheRulesSay() {
        Map<Event, List<TermState>> expected = new LinkedHashMap<>();
        // The parent's time is the sub-account's, its wish to leave is not.
        Active paid = new Active(day(90), NOW);
        DeletionScheduled still = own(paid);
        expected.put(
                Event.CARD_FOR_THE_PARENT, List.of(still, still, still, still, still, still));
        List<TermState> back =
                List.of(
                        new Trial(TRIAL.end(), NOW),
                        new Active(ACTIVE.end(), NOW),
                        new Grace(GRACE.end(), GRACE.until(), NOW),
                        FROZEN,
                        // Nobody has less than a week once they hear of a date.
                        new Frozen(FROZEN_LONG_AGO.end(), FROZEN_LONG_AGO.since(), WEEK),
                        new DeletionScheduled(
                                new Active(ACTIVE.end(), WEEK), LEAVING.since(), WEEK, true));
        expected.put(Event.BACKUP, back);
        expected.put(
                Event.DATE,
                PARENTS.stream()
                        .map(parent -> (TermState) new Purging(parent.end(), NOW, NOW))
                        .toList());
        expected.put(Event.SIGN_IN, back);

        expected.forEach(
                (event, leads) -> {
                    for (int at = 0; at < PARENTS.size(); at++) {
                        TermState parent = PARENTS.get(at);
                        SubTerm sub = uninstalled(parent, true);
                        boolean own =
                                leads.get(at) instanceof DeletionScheduled scheduled
                                        && scheduled.since().equals(day(-7));
                        assertThat(after(event, sub, parent))
                                .as("%s under %s", event, parent)
                                .isEqualTo(new SubTerm(leads.get(at), own));
                    }
                });
    }

    @Test
    void aSignInKeepsOnlyWhatWasConfirmed() {
        for (TermState parent : PARENTS) {
            SubTerm sub = uninstalled(parent, false);
            assertThat(after(Event.SIGN_IN, sub, parent)).isEqualTo(sub);
        }
    }

    @Test
    void anUninstallGivesADateOfItsOwnOnceAndRemembersWhetherItWasConfirmed() {
        for (TermState parent : PARENTS) {
            SubTerm sub = decide(new SubTerm(parent, false), parent, new TermCommand.Uninstall(false));
            assertThat(sub.own()).isTrue();
            assertThat(sub.term().deletion().orElseThrow())
                    .isEqualTo(TermRules.later(WEEK, parent.promised()));
            assertThat(sub.term())
                    .extracting(term -> ((DeletionScheduled) term).confirmed())
                    .isEqualTo(parent.hasPaidTime(NOW));
            assertThat(sub.term().takesBackups()).isEqualTo(parent.takesBackups());
            assertThat(decide(sub, parent, new TermCommand.Uninstall(false))).isEqualTo(sub);
            assertThat(decide(sub, parent, new TermCommand.Uninstall(true)))
                    .isEqualTo(
                            new SubTerm(((DeletionScheduled) sub.term()).confirming(), true));
        }
    }

    @Test
    void aParentsPurgeTakesAlongWhoIsOpenAndNothingOfItsMovesWhoIsPurged() {
        Purging parents = new Purging(day(-30), NOW, day(-1));
        assertThat(SubTermMachine.under(uninstalled(FROZEN, false), parents))
                .isEqualTo(new SubTerm(new Purging(day(-30), NOW, NOW), false));
        assertThat(SubTermMachine.under(new SubTerm(FROZEN_LONG_AGO, false), parents))
                .isEqualTo(new SubTerm(new Purging(day(-30), NOW, day(2)), false));
        SubTerm purging = new SubTerm(new Purging(day(20), day(-1), day(-1)), false);
        SubTerm deleted = new SubTerm(new Deleted(day(20), day(-1), day(-1)), false);
        for (TermState parent : PARENTS) {
            assertThat(SubTermMachine.under(purging, parent)).isEqualTo(purging);
            assertThat(decide(purging, parent, new TermCommand.TakeBack())).isEqualTo(purging);
            assertThat(SubTermMachine.under(deleted, parent)).isEqualTo(deleted);
        }
        assertThat(decide(purging, ACTIVE, new TermCommand.Purged()).term())
                .isEqualTo(new Deleted(day(20), NOW, day(-1)));
    }

    @Test
    void timeIsTheParents() {
        SubTerm sub = new SubTerm(ACTIVE, false);
        for (TermCommand command :
                List.of(
                        new TermCommand.Extend(day(90), true),
                        new TermCommand.Convert(day(90), true),
                        new TermCommand.Refund(day(2)))) {
            assertThatThrownBy(() -> decide(sub, ACTIVE, command))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(
                        () -> SubTermMachine.under(sub, new Deleted(day(-1), NOW, NOW)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SubTerm(ACTIVE, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Something that happens to a family: to the parent, or to the sub-account. */
    record Step(int hours, boolean toParent, TermMachineTest.Deed deed, int days) {}

    @Property(seed = "20240229")
    void noLifeOfAFamilyBreaksAPromiseOrTearsItApart(@ForAll("lives") List<Step> life) {
        Instant now = NOW;
        TermState parent = TRIAL;
        SubTerm sub = new SubTerm(parent, false);
        Instant announced = null;
        for (Step step : life) {
            now = now.plus(Duration.ofHours(step.hours()));
            parent = TermMachine.decide(parent, new TermCommand.Look(), now, RULES);
            sub = SubTermMachine.under(sub, parent);
            announced = later(announced, sub.term().deletion().orElse(null));
            SubTerm before = sub;
            TermCommand command = TermMachineTest.command(parent, step.deed(), step.days(), now);
            boolean mayGo =
                    !(command instanceof TermCommand.Purge)
                            || announced == null
                            || !now.isBefore(announced);
            if (step.toParent() && mayGo) {
                TermState moved = TermMachine.decide(parent, command, now, RULES);
                // A parent goes after its sub-accounts.
                parent =
                        moved instanceof Deleted && !(sub.term() instanceof Deleted)
                                ? parent
                                : moved;
                sub = parent instanceof Deleted ? sub : SubTermMachine.under(sub, parent);
            } else if (!step.toParent() && !isOfTime(command) && !(parent instanceof Deleted)) {
                sub = SubTermMachine.decide(sub, parent, command, now, RULES);
            }
            if (before.term().isOpen() && sub.term() instanceof Purging) {
                assertThat(announced).isNotNull().isBeforeOrEqualTo(now);
            }
            if (sub.term().deletion().isPresent() && announced != null) {
                assertThat(sub.term().deletion().get()).isAfterOrEqualTo(announced);
            }
            if (sub.term().isOpen() && !sub.own()) {
                assertThat(sub.term().label()).isEqualTo(parent.label());
            }
            if (sub.term().isOpen()) {
                assertThat(parent.isOpen()).isTrue();
                assertThat(sub.term().end()).isEqualTo(parent.end());
                assertThat(sub.term().takesBackups()).isEqualTo(parent.takesBackups());
            } else {
                assertThat(before.term().label().equals("deleted") && sub.term() instanceof Purging)
                        .isFalse();
            }
            if (!before.term().isOpen()) {
                assertThat(sub.term().isOpen()).isFalse();
            }
            assertThat(StoredTerm.of(sub.term()).state()).isEqualTo(sub.term());
            announced = later(announced, sub.term().deletion().orElse(null));
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 24 * 20),
                        Arbitraries.of(true, false),
                        Arbitraries.of(TermMachineTest.Deed.class),
                        Arbitraries.integers().between(1, 60))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }

    private static boolean isOfTime(TermCommand command) {
        return command instanceof TermCommand.Extend
                || command instanceof TermCommand.Convert
                || command instanceof TermCommand.Refund;
    }

    private static SubTerm after(Event event, SubTerm sub, TermState parent) {
        return switch (event) {
            case CARD_FOR_THE_PARENT ->
                    SubTermMachine.under(
                            sub,
                            TermMachine.decide(
                                    parent, new TermCommand.Extend(day(90), true), NOW, RULES));
            case BACKUP -> decide(sub, parent, new TermCommand.BackedUp(day(-6)));
            case DATE -> decide(sub, parent, new TermCommand.Purge(null));
            case SIGN_IN -> decide(sub, parent, new TermCommand.SignIn());
        };
    }

    private static SubTerm decide(SubTerm sub, TermState parent, TermCommand command) {
        return SubTermMachine.decide(sub, parent, command, NOW, RULES);
    }

    /** Uninstalled a week ago. */
    private static SubTerm uninstalled(TermState parent, boolean confirmed) {
        DeletionScheduled own = new DeletionScheduled(ACTIVE, day(-7), NOW, confirmed);
        return SubTermMachine.under(new SubTerm(own, true), parent);
    }

    private static DeletionScheduled own(Active before) {
        return new DeletionScheduled(before, day(-7), NOW, true);
    }

    private static Instant day(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
}
