package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"5, PT15M", "10, PT30M", "15, PT1H", "20, PT24H"})
    void everyFifthFailureOfABrowserOrAccountCostsMore(int failures, Duration pause) {
        List<Instant> just = failures(failures, Duration.ofSeconds(1));
        for (Guesser.Mark mark : List.of(Guesser.Mark.BROWSER, Guesser.Mark.ACCOUNT)) {
            assertThat(GuessRule.pause(mark, just, NOW)).contains(pause);
            assertThat(GuessRule.pause(mark, just, NOW.plus(pause))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"4", "6", "9", "11", "14", "16", "19"})
    void betweenTheStepsThePauseRunsFromTheStep(int failures) {
        List<Instant> hourly = failures(failures, Duration.ofHours(1));
        assertThat(GuessRule.pause(Guesser.Mark.BROWSER, hourly, NOW.plusSeconds(1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"6, PT14M59S", "9, PT14M56S", "11, PT29M59S", "14, PT29M56S", "16, PT59M59S", "19, PT59M56S"})
    void aFailureBetweenTheStepsEndsNoPause(int failures, Duration left) {
        List<Instant> just = failures(failures, Duration.ofSeconds(1));
        assertThat(GuessRule.pause(Guesser.Mark.BROWSER, just, NOW)).contains(left);
        assertThat(GuessRule.pause(Guesser.Mark.BROWSER, just, NOW.plus(left))).isEmpty();
    }

    @Test
    void anAddressHasTenFailuresAMinute() {
        List<Instant> failures = failures(10, Duration.ofSeconds(5));
        assertThat(GuessRule.pause(Guesser.Mark.ADDRESS, failures, NOW))
                .contains(Duration.ofSeconds(15));
        assertThat(GuessRule.pause(Guesser.Mark.ADDRESS, failures, NOW.plusSeconds(15))).isEmpty();
        assertThat(GuessRule.pause(Guesser.Mark.ADDRESS, failures.subList(0, 9), NOW)).isEmpty();
        assertThat(GuessRule.pause(Guesser.Mark.ADDRESS, failures(20, Duration.ofSeconds(7)), NOW))
                .isEmpty();
    }

    private static List<Instant> failures(int count, Duration apart) {
        return IntStream.range(0, count).mapToObj(i -> NOW.minus(apart.multipliedBy(i))).toList();
    }
}
