package io.counterfoil.node.content;

import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.LocationLocks;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.PatientLock;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How objects of one account go, are kept for a while, and come back. */
final class Deletions {
    private final AccountIndex index;
    private final Quotas.Meter meter;
    private final ObjectStore store;
    private final Trash trash;
    private final LocationLocks locks;
    private final InstantSource clock;

    /** Of objects in the index that may have left their places, as a removal failed or still runs. */
    private final Map<Location, Removal> doubtful = new ConcurrentHashMap<>();

    Deletions(
            AccountIndex index,
            Quotas.Meter meter,
            ObjectStore store,
            Trash trash,
            LocationLocks locks,
            InstantSource clock) {
        this.index = index;
        this.meter = meter;
        this.store = store;
        this.trash = trash;
        this.locks = locks;
        this.clock = clock;
    }

    /** Takes an object out of its place and then {@link #forget}s it; again is fine. */
    interface Removal {
        void run() throws IOException;
    }

    /**
     * Removes an object, under its lock. Until this succeeds, who sends it again isn't told that it
     * stands.
     */
    void remove(Location location, Removal removal) throws IOException {
        doubtful.put(location, removal);
        removal.run();
    }

    /** Whether a removal of an object failed or still runs, so that nobody knows if it stands. */
    boolean isDoubtful(Location location) {
        return doubtful.containsKey(location);
    }

    /** Does what is left of a removal that failed, under its lock. */
    void settle(Location location) throws IOException {
        Removal removal = doubtful.get(location);
        if (removal != null) {
            remove(location, removal);
        }
    }

    /**
     * Ends removals that failed although their objects went: clients would be told of what they can't
     * read. What still stands is left alone, as somebody may have come to count on it since.
     */
    void endThoseThatWent() throws IOException {
        for (Location location : doubtful.keySet()) {
            PatientLock lock = locks.of(location);
            lock.lock();
            try {
                endIfItWent(location);
            } finally {
                lock.unlock();
            }
        }
    }

    /** The same of one object, under its lock. */
    void endIfItWent(Location location) throws IOException {
        if (isDoubtful(location) && store.read(location, 0, 0) == null) {
            settle(location);
        }
    }

    /**
     * Removes or keeps an object, under its lock; none there is fine.
     *
     * @param before is done first, and again with what is left of a removal that failed
     */
    void delete(Location location, boolean keep, Removal before) throws IOException {
        if (isDoubtful(location)) {
            // What is left of a removal that failed isn't kept: nobody knows what that would be, and
            // to delete takes no room.
            Removal removal = removal(location);
            remove(
                    location,
                    () -> {
                        before.run();
                        removal.run();
                    });
            return;
        }
        before.run();
        if (!kept(location, keep)) {
            remove(location, removal(location));
        }
    }

    private boolean kept(Location location, boolean keep) throws IOException {
        return index.has(location)
                ? keep && keepIfWorthIt(location)
                : trash.keepAgain(location);
    }

    private Removal removal(Location location) {
        return location.kind() == Kind.LOCKS
                ? () -> {
                    store.delete(location);
                    forget(location);
                }
                : () -> store.deleteDurably(location, () -> forget(location));
    }

    /** An object that doesn't stand any more isn't listed and takes no quota. */
    void forget(Location location) {
        StoredObject gone = index.remove(location);
        doubtful.remove(location);
        if (gone != null) {
            meter.freed(gone.size());
        }
    }

    /** False when such an object is deleted at once. */
    private boolean keepIfWorthIt(Location location) throws IOException {
        StoredObject object = index.get(location);
        if (object == null || !Trash.takes(location.kind(), object)) {
            return false;
        }
        var unused = index.remove(location);
        trash.keep(location, object, clock.millis());
        return true;
    }

    /**
     * Brings back what was deleted at an instant or later, one after the other under its lock.
     *
     * @param seen of when objects are that were fetched from another node; null = none were
     * @return null when all of it is back
     */
    @Nullable Refusal undelete(Instant since, @Nullable Seen seen, Permit permit)
            throws IOException {
        long fetchedUntil = seen == null ? Long.MIN_VALUE : seen.asOf().toEpochMilli();
        for (Deleted deleted : trash.between(since.toEpochMilli(), Long.MAX_VALUE)) {
            Location location = deleted.location();
            PatientLock lock = locks.of(location);
            lock.lock();
            try {
                Refusal refusal = permit.refusal();
                Repository repository = index.of(location);
                if (refusal != null || repository == null) {
                    return refusal;
                }
                if (location.kind() == Kind.CONFIG) {
                    undeleteConfig(location, repository, since.toEpochMilli(), fetchedUntil);
                } else if (trash.bringBack(deleted)) {
                    repository.put(location, deleted.object());
                }
            } finally {
                lock.unlock();
            }
        }
        return null;
    }

    private void undeleteConfig(
            Location location, Repository repository, long since, long fetchedUntil)
            throws IOException {
        settle(location);
        var unused = trash.settle(location);
        StoredObject standing = repository.get(location);
        Deleted right = trash.config(location.repository(), standing, since, fetchedUntil);
        if (right == null) {
            return;
        }
        if (standing != null && !keepIfWorthIt(location)) {
            remove(location, removal(location));
        }
        if (trash.bringBack(right)) {
            repository.put(location, right.object());
        }
    }

    /** Removes kept objects for good. */
    void drop(List<Deleted> all) throws IOException {
        for (Deleted deleted : all) {
            PatientLock lock = locks.of(deleted.location());
            lock.lock();
            try {
                trash.drop(deleted);
            } finally {
                lock.unlock();
            }
        }
    }
}
