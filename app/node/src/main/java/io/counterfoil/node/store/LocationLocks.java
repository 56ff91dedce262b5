package io.counterfoil.node.store;

import java.util.Arrays;

/**
 * Keeps two requests from publishing or deleting the same object at a time, with a fixed number of
 * locks.
 */
public final class LocationLocks {
    private final PatientLock[] locks = new PatientLock[256];

    public LocationLocks() {
        Arrays.setAll(locks, i -> new PatientLock());
    }

    /** What to hold while the object at this location comes or goes. */
    public PatientLock of(Location location) {
        return locks[Math.floorMod(location.hashCode(), locks.length)];
    }

    /** Returns when everybody who holds a lock now has let go of it. */
    public void awaitHolders() {
        for (PatientLock lock : locks) {
            lock.awaitHolder();
        }
    }
}
