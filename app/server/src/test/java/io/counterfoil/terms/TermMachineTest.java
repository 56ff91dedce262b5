package io.counterfoil.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.terms.TermState.Active;
import io.counterfoil.terms.TermState.Frozen;
import io.counterfoil.terms.TermState.Grace;
import io.counterfoil.terms.TermState.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TermMachineTest {
    private static final TermRules RULES =
            new TermRules(TermRules.USUAL_GRACE, ZoneId.of("Europe/Berlin"));
    private static final Instant END = Instant.parse("2026-10-23T10:00:00Z");
    // The clocks go back on 25 October 2026: five days in Berlin are an hour longer.
    private static final Instant GRACE_END = Instant.parse("2026-10-28T11:00:00Z");
    private static final Instant LATER = Instant.parse("2027-10-23T10:00:00Z");

    @Test
    void fromEachStateEachCommandLeadsWhereTheRulesSay() {
        Instant now = GRACE_END;
        List<TermState> states =
                List.of(
                        new Trial(END),
                        new Active(END),
                        new Grace(END, GRACE_END),
                        new Frozen(END, END));
        Map<TermCommand, List<TermState>> expected = new LinkedHashMap<>();
        Frozen frozen = new Frozen(END, now);
        expected.put(
                new TermCommand.Look(), List.of(frozen, frozen, frozen, new Frozen(END, END)));
        Active paid = new Active(LATER);
        expected.put(new TermCommand.Extend(LATER, true), List.of(paid, paid, paid, paid));
        Trial gift = new Trial(LATER);
        expected.put(new TermCommand.Extend(LATER, false), List.of(gift, paid, paid, gift));

        expected.forEach(
                (command, leads) -> {
                    for (int at = 0; at < states.size(); at++) {
                        assertThat(TermMachine.decide(states.get(at), command, now, RULES))
                                .as("%s after %s", states.get(at), command)
                                .isEqualTo(leads.get(at));
                    }
                });
    }

    @Test
    void paidTimeHasDaysOfGraceInTheProvidersCalendarAndATrialHasNone() {
        assertThat(look(new Active(END), END)).isEqualTo(new Grace(END, GRACE_END));
        assertThat(look(new Trial(END), END)).isEqualTo(new Frozen(END, END));
        TermRules none = new TermRules(Period.ZERO, RULES.zone());
        assertThat(TermMachine.decide(new Active(END), new TermCommand.Look(), END, none))
                .isEqualTo(new Frozen(END, END));
    }

    @Test
    void nothingMovesAMomentTooEarly() {
        for (TermState state :
                List.of(new Trial(END), new Active(END), new Grace(END, GRACE_END))) {
            Instant before = state.due().orElseThrow().minusNanos(1000);
            assertThat(look(state, before)).isEqualTo(state);
        }
    }

    @Test
    void aGrantNeverTakesTimeAway() {
        assertThatThrownBy(
                        () ->
                                TermMachine.decide(
                                        new Active(LATER),
                                        new TermCommand.Extend(END, true),
                                        END,
                                        RULES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyStateIsFoundAgainByWhatIsStoredOfIt() {
        for (TermState state :
                List.of(
                        new Trial(END),
                        new Active(END),
                        new Grace(END, GRACE_END),
                        new Frozen(END, LATER))) {
            assertThat(TermState.of(state.label(), END, LATER, state.due())).isEqualTo(state);
        }
        assertThatThrownBy(() -> TermState.of("melted", END, END, new Trial(END).due()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A step of an account's life: so much time passes, then it is extended or only looked at. */
    record Step(int hours, int days, boolean paid) {}

    @Property
    void whateverHappensTheEndNeverMovesBackAndBackupsStopOnlyAfterIt(
            @ForAll("lives") List<Step> life) {
        Instant now = END;
        TermState state = new Trial(END);
        for (Step step : life) {
            now = now.plus(Duration.ofHours(step.hours()));
            TermState before = state;
            state = look(state, now);
            if (step.days() > 0) {
                Instant from = state.end().isAfter(now) ? state.end() : now;
                Instant end = from.plus(Duration.ofDays(step.days()));
                state =
                        TermMachine.decide(
                                state, new TermCommand.Extend(end, step.paid()), now, RULES);
            }
            assertThat(state.end()).isAfterOrEqualTo(before.end());
            assertThat(state.takesBackups() || !now.isBefore(state.end())).isTrue();
            assertThat(look(state, now)).isEqualTo(state);
            assertThat(state.due().isEmpty()).isEqualTo(!state.takesBackups());
        }
    }

    @Property
    void lookingSeldomOrOftenEndsInTheSameStates(@ForAll("lives") List<Step> life) {
        Instant now = END;
        TermState often = new Active(END);
        for (Step step : life) {
            now = now.plus(Duration.ofHours(step.hours()));
            often = look(often, now);
        }
        assertThat(look(often, now).label()).isEqualTo(look(new Active(END), now).label());
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 24 * 20),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(20);
    }

    private static TermState look(TermState state, Instant now) {
        return TermMachine.decide(state, new TermCommand.Look(), now, RULES);
    }
}
