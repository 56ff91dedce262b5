package io.counterfoil.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPlanTest {
    private static final Instant POSTED = Instant.parse("2026-01-31T10:00:00Z");

    @Test
    void pausesDoubleFromAMinuteToFourHoursUntilThreeDaysAreOver() {
        assertThat(RetryPlan.PATIENCE).isEqualTo(Duration.ofDays(3));
        Instant end = POSTED.plus(Duration.ofDays(3));
        List<Duration> pauses = new ArrayList<>();
        Instant now = POSTED;
        for (Optional<Instant> next = RetryPlan.next(1, now, end);
                next.isPresent();
                next = RetryPlan.next(pauses.size() + 1, now, end)) {
            pauses.add(Duration.between(now, next.get()));
            now = next.get();
        }
        assertThat(now).as("the last attempt").isEqualTo(end);
        assertThat(pauses.subList(0, 9))
                .containsExactly(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(4),
                        Duration.ofMinutes(8),
                        Duration.ofMinutes(16),
                        Duration.ofMinutes(32),
                        Duration.ofMinutes(64),
                        Duration.ofMinutes(128),
                        Duration.ofHours(4));
        assertThat(pauses).hasSizeLessThan(30);
    }

    @Test
    void afterAnOutageNothingWaitsForLongerThanTenMinutes() {
        Instant end = POSTED.plus(RetryPlan.PATIENCE);
        assertThat(RetryPlan.whileAway(1, POSTED, end)).contains(POSTED.plusSeconds(60));
        for (int attempts = 5; attempts < 500; attempts++) {
            assertThat(RetryPlan.whileAway(attempts, POSTED, end))
                    .contains(POSTED.plus(Duration.ofMinutes(10)));
        }
        assertThat(RetryPlan.whileAway(500, end, end)).isEmpty();
    }

    @Test
    void veryManyAttemptsDoNotOverflow() {
        assertThat(RetryPlan.next(Integer.MAX_VALUE, POSTED, POSTED.plus(RetryPlan.PATIENCE)))
                .contains(POSTED.plus(Duration.ofHours(4)));
    }
}
