package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-04T12:00:00Z");
    private static final Optional<Money> MOST = Optional.of(Money.of("98.00", "EUR"));

    @Test
    void theThirtyFirstSaleWithinTheTimeIsOneTooMany() {
        assertThat(pace(30, 30)).isEmpty();
        assertThat(pace(31, 30))
                .hasValueSatisfying(why -> assertThat(why.toString()).contains("sold 30 items", "release"));
        assertThat(pace(1_000, 0)).isEmpty();
    }

    @Test
    void aDaysValueMayBeReachedButNotPassedAndAClosedShopSellsNothing() {
        assertThat(broken(true, 9_800, false)).isEmpty();
        assertThat(broken(true, 9_801, false))
                .hasValueSatisfying(why -> assertThat(why.toString()).contains("98.00 EUR today", "release"));
        assertThat(broken(false, 0, false))
                .hasValueSatisfying(why -> assertThat(why.toString()).contains("is closed"));
    }

    @Test
    void whatIsEnteredLaterIsToldInThePastAndHasABoundOfItsOwn() {
        assertThat(broken(true, 9_801, true))
                .hasValueSatisfying(
                        why -> assertThat(why.toString()).contains("on that day", "enter the sale again"));
        assertThat(broken(false, 0, true))
                .hasValueSatisfying(why -> assertThat(why.toString()).contains("was closed"));
        assertThat(entered(2_000, 2_000)).isEmpty();
        assertThat(entered(2_001, 2_000))
                .hasValueSatisfying(why -> assertThat(why.toString()).contains("had 2,000 sales entered later"));
        assertThat(entered(2_001, 0)).isEmpty();
    }

    @Test
    void thePaceIsThatOfTheBusiestTimeAroundASaleWhicheverWasEnteredFirst() {
        List<Instant> before = every(10, NOON.minusSeconds(90), Duration.ofSeconds(-1));
        List<Instant> after = every(10, NOON.plusSeconds(540), Duration.ofSeconds(1));
        assertThat(LimitRules.pace(List.of(), NOON)).isEqualTo(1);
        assertThat(LimitRules.pace(before, NOON)).isEqualTo(11);
        assertThat(LimitRules.pace(after, NOON)).isEqualTo(11);
        assertThat(LimitRules.pace(List.of(before.getFirst(), after.getFirst()), NOON))
                .as("more than ten minutes lie between those two")
                .isEqualTo(2);
        assertThat(LimitRules.pace(List.of(NOON.minusSeconds(600), NOON.plusSeconds(600)), NOON))
                .as("ten minutes later another time begins")
                .isEqualTo(1);
        assertThat(LimitRules.pace(List.of(NOON, NOON), NOON)).isEqualTo(3);
    }

    private static List<Instant> every(int sales, Instant first, Duration pause) {
        return IntStream.range(0, sales).mapToObj(i -> first.plus(pause.multipliedBy(i))).toList();
    }

    private static Optional<Text> pace(int pace, int most) {
        return LimitRules.broken(
                new LimitRules.Figures(true, pace, most, 0, Optional.empty(), 0, 0), false);
    }

    private static Optional<Text> broken(boolean open, long value, boolean later) {
        return LimitRules.broken(
                new LimitRules.Figures(open, 1, 30, value, MOST, 0, 0), later);
    }

    private static Optional<Text> entered(int entered, int most) {
        return LimitRules.broken(
                new LimitRules.Figures(true, 1, 30, 0, Optional.empty(), entered, most), true);
    }
}
