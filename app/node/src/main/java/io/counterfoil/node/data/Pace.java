package io.counterfoil.node.data;

import java.util.concurrent.TimeUnit;

/**
 * Whether bytes move fast enough, looked at from time to time. A client may pause, as a laptop does
 * that sleeps, and then has to go on; each window of time stands for itself, so that who sent much
 * at first can't dawdle for hours afterwards.
 *
 * <p>For one thread at a time.
 */
final class Pace {
    /** What a client may need before anything moves, and restic tries again after it. */
    static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final long WINDOW_NANOS = 2 * GRACE_NANOS;

    /** Bytes a second: less than a modem shared by five connections. */
    static final long SLOWEST = 512;

    private long begin;
    private long bytesAtBegin;

    Pace(long now) {
        this.begin = now;
    }

    /** Time that went by was nobody's fault; a new window begins. */
    void restart(long now, long bytes) {
        begin = now;
        bytesAtBegin = bytes;
    }

    /**
     * @param bytes moved until now in all
     */
    boolean isTooSlow(long now, long bytes) {
        long beyond = now - begin - GRACE_NANOS;
        if (beyond > 0
                && bytes - bytesAtBegin < TimeUnit.NANOSECONDS.toSeconds(beyond) * SLOWEST) {
            return true;
        }
        if (now - begin > WINDOW_NANOS) {
            restart(now, bytes);
        }
        return false;
    }
}
