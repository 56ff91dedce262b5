package io.counterfoil.node.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that may be held while a store far away is asked. A store that hangs lets each of those wait
 * who come one after the other, so whoever comes later doesn't wait for all of them.
 *
 * <p>No monitor: that would hold up more than the one virtual thread that waits.
 */
public final class PatientLock {
    private static final long SECONDS = 60;

    private final Lock lock = new ReentrantLock();

    /**
     * Waits for it, but not long; {@link #unlock} ends having it.
     *
     * @throws StoreException when it wasn't to be had
     */
    public void lock() throws StoreException {
        try {
            if (lock.tryLock(SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Refusal.STORE_AWAY, "the node stops", e);
        }
        throw new StoreException(Refusal.STORE_AWAY, "others wait for the store, too", null);
    }

    public void unlock() {
        lock.unlock();
    }

    /** Returns when who has it now has let go of it, however long that takes. */
    void awaitHolder() {
        lock.lock();
        try {
            // Having got it is all that matters.
        } finally {
            lock.unlock();
        }
    }
}
