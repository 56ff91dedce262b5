package io.counterfoil.node.content;

import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What clients deleted from one account and is kept for a while. It has each named object once at
 * most, as there is no other content of that name, but may have several configs of a repository.
 *
 * <p>What is said of one location is said under its lock.
 */
final class Trash {
    /** Restic's has some 155 bytes; what is larger is none, and is deleted at once. */
    private static final long LARGEST_CONFIG = 64 << 10;

    /** What refers to others comes after them. */
    private static final Comparator<Deleted> REFERRED_FIRST =
            Comparator.comparingInt(
                    d ->
                            switch (d.location().kind()) {
                                case DATA -> 0;
                                case INDEX -> 1;
                                case KEYS, LOCKS -> 2;
                                case CONFIG -> 3;
                                case SNAPSHOTS -> 4;
                            });

    private final ObjectStore store;
    private final Quotas.Meter meter;
    private final Map<Location, Deleted> named = new ConcurrentHashMap<>();
    private final Set<Deleted> configs = ConcurrentHashMap.newKeySet();

    /** Kept here, but perhaps not yet in the store, or not any more. */
    private final Set<Deleted> unsettled = ConcurrentHashMap.newKeySet();

    Trash(ObjectStore store, Quotas.Meter meter) {
        this.store = store;
        this.meter = meter;
    }

    /** Whether an object is worth keeping at all. Locks expire by themselves. */
    static boolean takes(Kind kind, StoredObject object) {
        return switch (kind) {
            case LOCKS -> false;
            case CONFIG -> object.size() <= LARGEST_CONFIG;
            case DATA, INDEX, KEYS, SNAPSHOTS -> true;
        };
    }

    /** An object that was found here at start. */
    void found(Deleted deleted) {
        add(deleted);
        meter.foundKept(deleted.object().size());
    }

    /** One of these may not last yet, as a run that kept it was killed; none stands in its place. */
    void foundInDoubt(Deleted deleted) {
        unsettled.add(deleted);
    }

    /**
     * Keeps an object that stands and leaves the index with this. When the store fails, the object
     * is kept all the same, and {@link #settle} does the rest.
     */
    void keep(Location location, StoredObject object, long now) throws IOException {
        Deleted deleted = new Deleted(location, now, object);
        while (configs.contains(deleted)) {
            deleted = new Deleted(location, deleted.at() + 1, object);
        }
        unsettled.add(deleted);
        add(deleted);
        meter.kept(object.size());
        store.keep(deleted);
        unsettled.remove(deleted);
    }

    /**
     * Makes sure that an object that isn't in the index is kept in the store, too. False when none
     * of this name is.
     */
    boolean settle(Location location) throws IOException {
        for (Deleted deleted : List.copyOf(unsettled)) {
            if (deleted.location().equals(location)) {
                store.keep(deleted);
                unsettled.remove(deleted);
            }
        }
        return keeps(location);
    }

    /** The same when it is deleted once more: a run that was killed may have begun to keep it. */
    boolean keepAgain(Location location) throws IOException {
        Deleted deleted = named.get(location);
        if (deleted != null) {
            store.keep(deleted);
            unsettled.remove(deleted);
        }
        return settle(location);
    }

    /**
     * The same object stands again, so none is kept any more. Where this fails it is kept and
     * doesn't stand, as its upload is refused then.
     */
    void replaced(Location location) throws IOException {
        Deleted deleted = named.get(location);
        if (deleted == null) {
            return;
        }
        unsettled.add(deleted);
        try {
            var unused = store.bringBack(deleted);
        } catch (IOException e) {
            takeBack(location, e);
            throw e;
        }
        remove(deleted);
        meter.dropped(deleted.object().size());
    }

    private void takeBack(Location location, IOException cause) {
        try {
            var unused = settle(location);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Puts a kept object in its place, where none stands; false when it isn't kept any more. */
    boolean bringBack(Deleted deleted) throws IOException {
        if (!has(deleted)) {
            return false;
        }
        // Until this is done, whatever else happens in this place has to find it kept.
        unsettled.add(deleted);
        boolean stands = store.bringBack(deleted);
        remove(deleted);
        meter.dropped(deleted.object().size());
        if (stands) {
            meter.found(deleted.object().size());
        }
        return stands;
    }

    /** Removes a kept object for good. */
    void drop(Deleted deleted) throws IOException {
        if (has(deleted)) {
            var unused = settle(deleted.location());
            store.drop(deleted);
            remove(deleted);
            meter.dropped(deleted.object().size());
        }
    }

    /** Kept objects that were deleted in these milliseconds, those that refer to others last. */
    List<Deleted> between(long from, long before) {
        List<Deleted> found = new ArrayList<>();
        for (Deleted deleted : named.values()) {
            if (from <= deleted.at() && deleted.at() < before) {
                found.add(deleted);
            }
        }
        for (Deleted deleted : configs) {
            if (from <= deleted.at() && deleted.at() < before) {
                found.add(deleted);
            }
        }
        found.sort(REFERRED_FIRST);
        return found;
    }

    /**
     * The config that is to stand in a repository after everything since an instant was undone.
     *
     * @param standing what stands now; null = none
     * @param fetchedUntil what was stored up to then was fetched from another node, where it may be
     *     of any age: it is the older one
     * @return null when that is right
     */
    @Nullable Deleted config(
            String repository,
            @Nullable StoredObject standing,
            long since,
            long fetchedUntil) {
        long newest = Math.max(since - 1, fetchedUntil);
        if (standing != null && standing.storedAt() <= newest) {
            return null;
        }
        Comparator<Deleted> latest = Comparator.comparingLong(Deleted::at);
        List<Deleted> later =
                configs.stream()
                        .filter(d -> d.location().repository().equals(repository))
                        .filter(d -> d.at() >= since)
                        .sorted(latest)
                        .toList();
        for (Deleted deleted : later) {
            if (deleted.object().storedAt() <= newest) {
                return deleted;
            }
        }
        return standing != null || later.isEmpty() ? null : later.getLast();
    }

    /** Whether a named object is kept. */
    boolean keeps(Location location) {
        return named.containsKey(location);
    }

    private boolean has(Deleted deleted) {
        return deleted.location().kind() == Kind.CONFIG
                ? configs.contains(deleted)
                : deleted.equals(named.get(deleted.location()));
    }

    private void add(Deleted deleted) {
        if (deleted.location().kind() == Kind.CONFIG) {
            configs.add(deleted);
        } else {
            named.put(deleted.location(), deleted);
        }
    }

    private void remove(Deleted deleted) {
        unsettled.remove(deleted);
        configs.remove(deleted);
        named.remove(deleted.location(), deleted);
    }
}
