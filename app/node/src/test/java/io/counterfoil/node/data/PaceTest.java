package io.counterfoil.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;
    private final Pace pace = new Pace(0);

    @Test
    void aLineSharedByFiveIsFastEnough() {
        for (long second = 1; second < 10_000; second++) {
            assertThat(pace.isTooSlow(second * SECOND, second * 20_000 / 5)).isFalse();
        }
    }

    @Test
    void somePausesAreFine() {
        long bytes = 0;
        for (long minute = 0; minute < 100; minute++) {
            bytes += minute % 5 == 4 ? 4_000 * 60 : 0;
            assertThat(pace.isTooSlow(minute * 60 * SECOND, bytes)).as("%s", minute).isFalse();
        }
    }

    @Test
    void muchAtFirstIsNoCreditForHours() {
        long megabyte = 1 << 20;
        assertThat(pace.isTooSlow(SECOND, megabyte)).isFalse();
        long second = 1;
        while (!pace.isTooSlow(second * SECOND, megabyte + second)) {
            second++;
        }
        assertThat(second * SECOND).isBetween(2 * Pace.GRACE_NANOS, 4 * Pace.GRACE_NANOS);
    }
}
