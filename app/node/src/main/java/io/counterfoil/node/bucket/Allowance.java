package io.counterfoil.node.bucket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;

/**
 * Time that a store may take over a body. It runs out while the store is waited for, and grows again
 * with what moves: who stops is found out as soon in the middle as at the end, and who moves a byte
 * now and then not much later.
 */
final class Allowance {
    /** Bytes a second, or it runs out. */
    static final long SLOWEST = 4 << 10;

    private static final long NANOS_OF_A_BYTE = Duration.ofSeconds(1).toNanos() / SLOWEST;

    private final long most;

    @GuardedBy("this")
    private long left;

    @GuardedBy("this")
    private long since;

    @GuardedBy("this")
    private boolean running;

    /**
     * @param most there is of it at any time
     */
    Allowance(Duration most) {
        this.most = most.toNanos();
        this.left = this.most;
    }

    /** From now on the store is waited for. */
    synchronized void run(long now) {
        since = now;
        running = true;
    }

    /**
     * The store did what it was waited for.
     *
     * @param bytes that moved meanwhile
     */
    synchronized void rest(long now, long bytes) {
        left = Math.min(most, left(now) + bytes * NANOS_OF_A_BYTE);
        running = false;
    }

    /** Whether nothing is left. */
    synchronized boolean isOver(long now) {
        return left(now) < 0;
    }

    @GuardedBy("this")
    private long left(long now) {
        return running ? left - (now - since) : left;
    }
}
