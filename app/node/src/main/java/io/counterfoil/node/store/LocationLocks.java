package io.counterfoil.node.store;

import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps two requests from publishing or deleting the same object at a time, with a fixed number of
 * locks. They may be held while a store far away is asked, so no monitors: those hold up more than
 * the one virtual thread that waits.
 */
public final class LocationLocks {
    private final Lock[] locks = new Lock[256];

    public LocationLocks() {
        Arrays.setAll(locks, i -> new ReentrantLock());
    }

    /** What to hold while the object at this location comes or goes. */
    public Lock of(Location location) {
        return locks[Math.floorMod(location.hashCode(), locks.length)];
    }

    /** Returns when everybody who holds a lock now has let go of it. */
    public void awaitHolders() {
        for (Lock lock : locks) {
            lock.lock();
            try {
                // Having got it is all that matters.
            } finally {
                lock.unlock();
            }
        }
    }
}
