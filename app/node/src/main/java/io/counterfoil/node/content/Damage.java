package io.counterfoil.node.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.StoredObject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What of an account was quarantined, and was not stored again since. Safe for concurrent use. */
final class Damage {
    @GuardedBy("this")
    private final Set<Deleted> all = new LinkedHashSet<>();

    synchronized void add(Deleted damaged) {
        all.add(damaged);
    }

    synchronized void remove(Deleted damaged) {
        all.remove(damaged);
    }

    synchronized void clear() {
        all.clear();
    }

    synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    /** What was quarantined in one place; more than one if the first could not be removed. */
    synchronized List<Deleted> at(Location location) {
        return all.stream().filter(each -> each.location().equals(location)).toList();
    }

    /** What was quarantined of a kind in one repository, as it was listed before. */
    synchronized Map<ObjectName, StoredObject> of(String repository, Kind kind) {
        Map<ObjectName, StoredObject> found = new HashMap<>();
        for (Deleted each : all) {
            ObjectName name = each.location().name();
            if (name != null
                    && each.location().kind() == kind
                    && each.location().repository().equals(repository)) {
                found.put(name, each.object());
            }
        }
        return found;
    }

    /**
     * The objects that are missing now; null for none.
     *
     * @param stands whether an object is in its place
     */
    synchronized @Nullable Aside missing(Predicate<Location> stands) {
        Map<Location, Long> missing = new HashMap<>();
        for (Deleted each : all) {
            if (!stands.test(each.location())) {
                missing.put(each.location(), each.object().size());
            }
        }
        return missing.isEmpty()
                ? null
                : new Aside(
                        missing.size(),
                        missing.values().stream().mapToLong(Long::longValue).sum());
    }
}
