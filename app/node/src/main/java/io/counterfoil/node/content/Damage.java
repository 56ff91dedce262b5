package io.counterfoil.node.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Layout;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of an account was quarantined, and was not stored again since. Safe for concurrent use. */
final class Damage {
    private static final Logger log = LoggerFactory.getLogger(Damage.class);

    /** Stands for an object of which there is nothing. */
    private static final StoredObject LOST = new StoredObject(0, 0);

    @GuardedBy("this")
    private final Map<Location, Set<Deleted>> all = new HashMap<>();

    /** What perhaps is not yet put aside, or only in part, as that failed or still runs. */
    @GuardedBy("this")
    private final Map<Location, Deleted> begun = new HashMap<>();

    private final ObjectStore store;

    Damage(ObjectStore store) {
        this.store = store;
    }

    synchronized void add(Deleted damaged) {
        all.computeIfAbsent(damaged.location(), location -> new LinkedHashSet<>()).add(damaged);
    }

    /**
     * How an object is to be put aside, under its lock. Where that began before and failed it goes on
     * with what it began with, or there would be two of the same object.
     */
    Deleted begin(Location location, long at, StoredObject object) throws IOException {
        Deleted before = begun(location);
        if (before != null && before.object().equals(object)) {
            return before;
        }
        if (before != null) {
            // Of an object that has come to stand since.
            drop(before);
        }
        Deleted damaged = new Deleted(location, at, object);
        synchronized (this) {
            begun.put(location, damaged);
        }
        return damaged;
    }

    /** Puts aside what was begun, under its lock; again is fine. */
    void putAside(Deleted damaged) throws IOException {
        store.quarantine(damaged);
        synchronized (this) {
            // Whoever doesn't find it listed finds it here.
            add(damaged);
            begun.remove(damaged.location());
        }
    }

    /** What of an object is perhaps put aside in part; null = nothing. */
    synchronized @Nullable Deleted begun(Location location) {
        return begun.get(location);
    }

    /** Whether this is put aside. */
    synchronized boolean has(Deleted damaged) {
        return all.getOrDefault(damaged.location(), Set.of()).contains(damaged);
    }

    /** Counts an object as damage of which there is nothing, under its lock, unless it is by now. */
    void mark(Location location, long at) throws IOException {
        if (at(location).isEmpty()) {
            putAside(begin(location, at, LOST));
        }
    }

    /** Removes what was quarantined of an object, or was to be, under its lock. */
    void forget(Location location) throws IOException {
        forgetBegun(location);
        for (Deleted damaged : at(location)) {
            drop(damaged);
        }
    }

    private void forgetBegun(Location location) throws IOException {
        Deleted damaged = begun(location);
        if (damaged == null) {
            return;
        }
        if (!damaged.object().equals(LOST) && store.isUntouched(damaged)) {
            // Nothing to remove, which would take room on a disk that may have none.
            synchronized (this) {
                begun.remove(location);
            }
        } else {
            drop(damaged);
        }
    }

    /** The same, but what is whole, or can't be read now, stays: it may be the only copy. */
    void forgetBroken(Location location) throws IOException {
        forgetBegun(location);
        for (Deleted damaged : at(location)) {
            if (mayBeWhole(damaged)) {
                log.warn(
                        "an object that the source neither has nor misses may be whole, stays aside"
                                + " and counts as damage: damaged/{}/{}",
                        location.account(),
                        Layout.path(damaged));
            } else {
                drop(damaged);
            }
        }
    }

    private boolean mayBeWhole(Deleted damaged) {
        ObjectName name = damaged.location().name();
        if (name == null || damaged.object().size() == 0) {
            return false;
        }
        try (InputStream in = store.scanQuarantined(damaged)) {
            return in != null && name.isOf(in);
        } catch (IOException e) {
            log.warn("what was put aside can't be read", e);
            return true;
        }
    }

    private void drop(Deleted damaged) throws IOException {
        store.dropQuarantined(damaged);
        remove(damaged);
    }

    private synchronized void remove(Deleted damaged) {
        begun.remove(damaged.location(), damaged);
        all.computeIfPresent(
                damaged.location(),
                (location, each) -> each.remove(damaged) && each.isEmpty() ? null : each);
    }

    synchronized void clear() {
        all.clear();
        begun.clear();
    }

    synchronized boolean isEmpty() {
        return all.isEmpty() && begun.isEmpty();
    }

    /** What was quarantined in one place; more than one if the first could not be removed. */
    private synchronized List<Deleted> at(Location location) {
        return List.copyOf(all.getOrDefault(location, Set.of()));
    }

    /** What was quarantined of a kind in one repository, as it was listed before. */
    synchronized Map<ObjectName, StoredObject> of(String repository, Kind kind) {
        Map<ObjectName, StoredObject> found = new HashMap<>();
        all.forEach(
                (location, each) -> {
                    ObjectName name = location.name();
                    if (name != null
                            && location.kind() == kind
                            && location.repository().equals(repository)) {
                        found.put(name, last(each).object());
                    }
                });
        return found;
    }

    /**
     * The objects that are missing now; null for none.
     *
     * @param stands whether an object is in its place
     */
    synchronized @Nullable Aside missing(Predicate<Location> stands) {
        List<Deleted> missing =
                all.entrySet().stream()
                        .filter(each -> !stands.test(each.getKey()))
                        .map(each -> last(each.getValue()))
                        .toList();
        return missing.isEmpty()
                ? null
                : new Aside(
                        missing.size(),
                        missing.stream().mapToLong(each -> each.object().size()).sum());
    }

    private static Deleted last(Set<Deleted> each) {
        return Collections.max(each, Comparator.comparingLong(Deleted::at));
    }
}
