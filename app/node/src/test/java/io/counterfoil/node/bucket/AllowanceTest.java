package io.counterfoil.node.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final Allowance allowance = new Allowance(Duration.ofSeconds(60));
    private long now = -5 * SECOND;

    private void waitFor(long seconds, long bytes) {
        allowance.run(now);
        now += seconds * SECOND;
        allowance.rest(now, bytes);
    }

    @Test
    void whoTakesNothingIsFoundOutAfterTheTimeThereIs() {
        allowance.run(now);
        assertThat(allowance.isOver(now + 60 * SECOND)).isFalse();
        assertThat(allowance.isOver(now + 61 * SECOND)).isTrue();
    }

    @Test
    void aStopIsFoundOutAsSoonAfterMuchHasMoved() {
        waitFor(10, 100 << 20);
        allowance.run(now);
        assertThat(allowance.isOver(now + 60 * SECOND)).isFalse();
        assertThat(allowance.isOver(now + 61 * SECOND)).isTrue();
    }

    @Test
    void timeInWhichTheStoreIsNotWaitedForIsNobodysFault() {
        waitFor(59, 0);
        now += 3600 * SECOND;
        assertThat(allowance.isOver(now)).isFalse();
        allowance.run(now);
        assertThat(allowance.isOver(now + 2 * SECOND)).isTrue();
    }

    @Test
    void aByteNowAndThenIsNotEnough() {
        for (int i = 0; i < 6; i++) {
            assertThat(allowance.isOver(now)).isFalse();
            waitFor(11, 1);
        }
        assertThat(allowance.isOver(now)).isTrue();
    }

    @Test
    void theSlowestPaceMayGoOnForEver() {
        for (int i = 0; i < 1_000; i++) {
            waitFor(50, 50 * Allowance.SLOWEST);
            assertThat(allowance.isOver(now)).isFalse();
        }
    }
}
