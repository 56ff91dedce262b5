package io.counterfoil.node.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadPaceTest {
    private final AtomicLong now = new AtomicLong(7);
    private final ReadPace pace = new ReadPace(1_000, now::get, now::addAndGet);

    @Test
    void soManyBytesTakeASecond() throws Exception {
        for (int i = 0; i < 100; i++) {
            pace.await(100);
        }
        assertThat(now.get() - 7).isEqualTo(TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void afterAPauseOnlyASecondIsMadeUpFor() throws Exception {
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        long before = now.get();
        pace.await(1_000);
        assertThat(now.get()).isEqualTo(before);
        pace.await(500);
        assertThat(now.get() - before).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    }
}
