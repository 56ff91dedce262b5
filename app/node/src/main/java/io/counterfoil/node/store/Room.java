package io.counterfoil.node.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The free room of the volume, shared out among the uploads that run: what was promised to one and
 * isn't written yet is not free for another.
 */
public final class Room {
    private final LongSupplier usableBytes;
    private final long minimumFreeBytes;
    private final AtomicLong promised = new AtomicLong();

    /**
     * @param usableBytes what is free now
     * @param minimumFreeBytes what uploads leave alone, so that deleting and administration go on
     */
    public Room(LongSupplier usableBytes, long minimumFreeBytes) {
        this.usableBytes = usableBytes;
        this.minimumFreeBytes = minimumFreeBytes;
    }

    /** Sets so many bytes aside, none to ask whether any are left; false when there are too few. */
    boolean promise(long bytes) {
        return promise(bytes, minimumFreeBytes);
    }

    /**
     * The same for what a prune writes before it frees anything: locks, an index, snapshots. It may
     * use half of what other uploads leave alone.
     */
    boolean promiseForPrune(long bytes) {
        return promise(bytes, minimumFreeBytes / 2);
    }

    private boolean promise(long bytes, long leftAlone) {
        while (true) {
            // First what is promised, then what is free: in between, bytes may move from the one
            // to the other, and this way they count twice rather than never.
            long before = promised.get();
            long left = usableBytes.getAsLong() - leftAlone - before;
            if (left <= 0 || bytes > left) {
                return false;
            }
            if (promised.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
    }

    /** Bytes that were set aside are written, or won't be. */
    void release(long bytes) {
        promised.addAndGet(-bytes);
    }
}
