package io.counterfoil.node;

import java.util.Arrays;

/**
 * Keeps two requests from publishing or deleting the same object at a time, with a fixed number of
 * locks.
 */
final class LocationLocks {
    private final Object[] locks = new Object[256];

    LocationLocks() {
        Arrays.setAll(locks, i -> new Object());
    }

    /** What to synchronise on while the object at this location comes or goes. */
    Object of(Location location) {
        return locks[Math.floorMod(location.hashCode(), locks.length)];
    }

    /** Returns when everybody who holds a lock now has let go of it. */
    void awaitHolders() {
        for (Object lock : locks) {
            synchronized (lock) {
                // Having got it is all that matters.
            }
        }
    }
}
