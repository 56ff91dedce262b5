package io.counterfoil.node.scrub;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps reading in the background so slow that clients don't feel it. */
public final class ReadPace {
    /** What was not used is lost after this, so that no hurry follows a pause. */
    private static final long LONGEST_CREDIT = TimeUnit.SECONDS.toNanos(1);

    private final long bytesPerSecond;
    private final LongSupplier nanos;
    private final Pause pause;
    private long free;

    /**
     * @param nanos a clock that only goes forward
     */
    public ReadPace(long bytesPerSecond, LongSupplier nanos, Pause pause) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanos = nanos;
        this.pause = pause;
        this.free = nanos.getAsLong();
    }

    /** Waits. */
    public interface Pause {
        void of(long nanos) throws InterruptedException;
    }

    /** Returns when so many bytes more may be read. */
    void await(int bytes) throws InterruptedException {
        long now = nanos.getAsLong();
        free = Math.max(free, now - LONGEST_CREDIT);
        free += (long) (bytes * 1e9 / bytesPerSecond);
        if (free > now) {
            pause.of(free - now);
        }
    }
}
