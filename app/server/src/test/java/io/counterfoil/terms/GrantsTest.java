package io.counterfoil.terms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aRefundTakesWhatIsNotUsedUpAndMovesForwardWhatFollows() {
        Grant first = grant(1, 0, 10);
        Grant second = grant(2, 10, 20);
        List<Grant> grants = new ArrayList<>(List.of(first, second));
        assertThat(Grants.refund(grants, first.id(), day(4)))
                .contains(new Grants.Refund(Duration.ofDays(6), day(20), day(14)));
        grants.add(new Grant(id(3), day(14), day(20), first.id()));
        assertThat(Grants.spans(grants))
                .containsEntry(first.id(), new Grants.Span(day(0), day(4)))
                .containsEntry(second.id(), new Grants.Span(day(4), day(14)));
        // Of the second, three days are used up by now.
        assertThat(Grants.refund(grants, second.id(), day(7)))
                .contains(new Grants.Refund(Duration.ofDays(7), day(14), day(7)));
        assertThat(Grants.refund(grants, first.id(), day(7))).isEmpty();
    }

    @Test
    void aConversionHasTheRestOfAllBeforeItAndEndsWhereItsCardDoes() {
        Grant running = grant(1, 0, 10);
        Grant stacked = grant(2, 10, 40);
        Grant converted = grant(3, 5, 15);
        Grant card = grant(4, 15, 20);
        List<Grant> grants = List.of(running, stacked, converted, card);
        assertThat(Grants.end(grants)).contains(day(20));
        assertThat(Grants.spans(grants))
                .containsEntry(running.id(), new Grants.Span(day(0), day(5)))
                .containsEntry(stacked.id(), new Grants.Span(day(5), day(5)));
        assertThat(Grants.refund(grants, stacked.id(), day(5))).isEmpty();
    }

    @Test
    void whatIsTakenBackOfAConversionIsTakenBackOfWhatItHadTakenOver() {
        Grant running = grant(1, 0, 10);
        Grant stacked = grant(2, 10, 25);
        // Twenty days became ten.
        Grant converted = grant(3, 5, 15);
        Grant card = grant(4, 15, 20);
        Map<UUID, List<Grants.Milestone>> conversions = Map.of(converted.id(), List.of());
        List<Grant> grants = new ArrayList<>(List.of(running, stacked, converted, card));
        assertThat(Grants.kept(grants, conversions))
                .containsEntry(running.id(), new Grants.Span(day(0), day(10)))
                .containsEntry(stacked.id(), new Grants.Span(day(10), day(25)))
                .containsEntry(converted.id(), new Grants.Span(day(5), day(15)));
        grants.add(new Grant(id(5), day(17), day(20), converted.id()));
        assertThat(Grants.kept(grants, conversions))
                .containsEntry(running.id(), new Grants.Span(day(0), day(10)))
                .containsEntry(stacked.id(), new Grants.Span(day(10), day(19)))
                .containsEntry(converted.id(), new Grants.Span(day(5), day(12)))
                .containsEntry(card.id(), new Grants.Span(day(12), day(17)));
        grants.add(new Grant(id(6), day(11), day(17), converted.id()));
        assertThat(Grants.kept(grants, conversions))
                .containsEntry(running.id(), new Grants.Span(day(0), day(7)))
                .containsEntry(stacked.id(), new Grants.Span(day(7), day(7)));
    }

    @Test
    void whatIsTakenBackOfAConversionOfDearAndCheapTimeIsTakenOfTheLaterWithItsOwnWorth() {
        Grant dear = grant(1, 0, 10);
        Grant free = grant(2, 10, 20);
        Grant cheap = grant(3, 20, 40);
        // Ten days became thirty, ten none and twenty ten.
        Grant converted = grant(4, 0, 40);
        Map<UUID, List<Grants.Milestone>> conversions =
                Map.of(converted.id(), List.of(milestone(10, 30), milestone(20, 30)));
        List<Grant> grants = List.of(dear, free, cheap, converted);
        assertThat(left(grants, conversions, 40)).containsExactly(day(10), day(20), day(40));
        assertThat(left(grants, conversions, 35)).containsExactly(day(10), day(20), day(30));
        assertThat(left(grants, conversions, 30)).containsExactly(day(10), day(10), day(10));
        assertThat(left(grants, conversions, 15)).containsExactly(day(5), day(5), day(5));
        assertThat(left(grants, conversions, 0)).containsExactly(day(0), day(0), day(0));
    }

    @Test
    void timeBeforeThatBecameNothingIsTakenBackWithAllOfAConversion() {
        Grant free = grant(1, 0, 10);
        Grant paid = grant(2, 10, 20);
        Grant converted = grant(3, 0, 5);
        Map<UUID, List<Grants.Milestone>> conversions =
                Map.of(converted.id(), List.of(milestone(10, 0)));
        List<Grant> grants = List.of(free, paid, converted);
        assertThat(left(grants, conversions, 1)).containsExactly(day(10), day(12));
        assertThat(left(grants, conversions, 0)).containsExactly(day(0), day(0));
    }

    private static Grants.Milestone milestone(int old, int fresh) {
        return new Grants.Milestone(
                Duration.ofDays(old).toSeconds(), Duration.ofDays(fresh).toSeconds());
    }

    /** Until when the grants before the last one reach, of which these days are left. */
    private static List<Instant> left(
            List<Grant> grants, Map<UUID, List<Grants.Milestone>> conversions, int days) {
        List<Grant> all = new ArrayList<>(grants);
        Grant last = grants.getLast();
        if (day(days).isBefore(last.to())) {
            all.add(new Grant(id(9), day(days), last.to(), last.id()));
        }
        Map<UUID, Grants.Span> kept = Grants.kept(all, conversions);
        return grants.stream()
                .limit(grants.size() - 1L)
                .map(grant -> requireNonNull(kept.get(grant.id())).to())
                .toList();
    }

    @Test
    void aConversionOfAConversionReachesBackToTheFirstPlan() {
        Grant first = grant(1, 0, 30);
        Grant second = grant(2, 10, 50);
        Grant third = grant(3, 20, 35);
        Map<UUID, List<Grants.Milestone>> conversions =
                Map.of(second.id(), List.of(), third.id(), List.of());
        List<Grant> grants = new ArrayList<>(List.of(first, second, third));
        assertThat(Grants.kept(grants, conversions))
                .containsEntry(first.id(), new Grants.Span(day(0), day(30)))
                .containsEntry(second.id(), new Grants.Span(day(10), day(50)));
        // A third of thirty days of the second plan is left, so that of its forty half are.
        grants.add(new Grant(id(4), day(25), day(35), third.id()));
        assertThat(Grants.kept(grants, conversions))
                .containsEntry(first.id(), new Grants.Span(day(0), day(20)))
                .containsEntry(second.id(), new Grants.Span(day(10), day(30)))
                .containsEntry(third.id(), new Grants.Span(day(20), day(25)));
    }

    @Test
    void whatIsUsedUpOrWasNeverGrantedIsNotTakenBack() {
        Grant only = grant(1, 0, 10);
        assertThat(Grants.refund(List.of(only), only.id(), day(10))).isEmpty();
        assertThatThrownBy(() -> Grants.refund(List.of(only), id(9), day(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Grants.spans(List.of(new Grant(id(2), day(0), day(1), id(1)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPartIsCountedBackInTheCalendarAndIsNeverMoreThanIsLeft() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        // At ten on the wall; the clocks go forward on 29 March.
        Instant now = Instant.parse("2026-01-31T09:00:00Z");
        Grant first = new Grant(id(1), now, Instant.parse("2026-04-30T08:00:00Z"), null);
        Grant second =
                new Grant(id(2), first.to(), Instant.parse("2026-05-30T08:00:00Z"), null);
        List<Grant> grants = List.of(first, second);
        Grants.Refund part =
                Grants.refund(grants, first.id(), Period.ofMonths(2), now, berlin).orElseThrow();
        assertThat(first.to().minus(part.taken())).isEqualTo("2026-02-28T09:00:00Z");
        assertThat(part.newEnd()).isEqualTo(second.to().minus(part.taken()));
        assertThat(Grants.refund(grants, second.id(), Period.ofDays(31), now, berlin)).isEmpty();
        assertThat(Grants.refund(grants, second.id(), Period.ofDays(30), now, berlin))
                .isEqualTo(Grants.refund(grants, second.id(), now))
                .isPresent();
    }

    @Test
    void whatWasGrantedIsTakenBackByItsOwnNameAlsoWhereTheMonthsAreShorter() {
        Instant now = Instant.parse("2026-01-31T09:00:00Z");
        Instant end = Instant.parse("2026-02-28T09:00:00Z");
        Grant month = new Grant(id(1), now, end, null);
        List<Grant> grants = new ArrayList<>(List.of(month));
        assertThat(Grants.refund(grants, month.id(), Period.ofMonths(1), now, ZoneOffset.UTC))
                .contains(new Grants.Refund(Duration.ofDays(28), end, now));
        // Once an hour of it is used up, there is no whole month left.
        Instant later = now.plusSeconds(3600);
        assertThat(Grants.refund(grants, month.id(), Period.ofMonths(1), later, ZoneOffset.UTC))
                .isEmpty();
        // Nor once a part of it was taken back.
        grants.add(new Grant(id(2), end.minusSeconds(3600), end, month.id()));
        assertThat(Grants.refund(grants, month.id(), Period.ofMonths(1), now, ZoneOffset.UTC))
                .isEmpty();
    }

    /** Days pass, then months are granted, or, for 0, one of the grants so far is taken back. */
    record Step(int days, int months, int which) {}

    @Property(seed = "20240229")
    void theEndIsTheSumOfGrantsAndOnlyARefundMovesItBack(@ForAll("lives") List<Step> life) {
        Instant now = START;
        List<Grant> grants = new ArrayList<>();
        List<UUID> given = new ArrayList<>();
        Instant end = null;
        for (Step step : life) {
            now = now.plus(Duration.ofDays(step.days()));
            UUID id = id(grants.size() + 1);
            if (step.months() > 0) {
                if (Term.extend(end, now, Period.ofMonths(step.months()), TermDays.USUAL.rules(ZoneOffset.UTC))
                        instanceof Term.Extension.Extended(Instant from, Instant to)) {
                    grants.add(new Grant(id, from, to, null));
                    given.add(id);
                    assertThat(end == null || to.isAfter(end)).isTrue();
                    end = to;
                }
            } else if (!given.isEmpty()) {
                UUID taken = given.get(step.which() % given.size());
                Optional<Grants.Refund> refund = Grants.refund(grants, taken, now);
                if (refund.isPresent() && end != null) {
                    assertThat(refund.get().oldEnd()).isEqualTo(end);
                    assertThat(refund.get().newEnd()).isAfterOrEqualTo(now);
                    grants.add(new Grant(id, refund.get().newEnd(), end, taken));
                    end = refund.get().newEnd();
                }
            }
            assertThat(Grants.end(grants)).isEqualTo(Optional.ofNullable(end));
            assertThat(granted(grants)).isEqualTo(used(grants));
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 120),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofMaxSize(20);
    }

    private static Duration granted(List<Grant> grants) {
        return grants.stream()
                .map(
                        grant -> {
                            Duration time = Duration.between(grant.from(), grant.to());
                            return grant.refunds() == null ? time : time.negated();
                        })
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration used(List<Grant> grants) {
        Map<UUID, Grants.Span> spans = Grants.spans(grants);
        return spans.values().stream()
                .map(span -> Duration.between(span.from(), span.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Grant grant(int id, int from, int to) {
        return new Grant(id(id), day(from), day(to), null);
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}
