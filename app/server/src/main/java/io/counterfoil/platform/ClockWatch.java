package io.counterfoil.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Notices that a clock was set back, by more than what corrects it now and then. Safe for concurrent
 * use.
 */
final class ClockWatch {
    private static final Duration CORRECTED = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final AtomicReference<Instant> latest;

    ClockWatch(InstantSource clock) {
        this.clock = clock;
        this.latest = new AtomicReference<>(clock.instant());
    }

    /** Whether it was since it was asked last; each time is told once. */
    boolean wasSetBack() {
        Instant now = clock.instant();
        Instant before =
                latest.getAndAccumulate(
                        now,
                        (last, next) -> next.isAfter(last) || isBack(last, next) ? next : last);
        return isBack(before, now);
    }

    // From the latest moment that was seen, so that many small steps are noticed too.
    private static boolean isBack(Instant latest, Instant now) {
        return now.isBefore(latest.minus(CORRECTED));
    }
}
