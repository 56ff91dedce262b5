package io.counterfoil.node.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.store.Deleted;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of an account was quarantined. Safe for concurrent use. */
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

    synchronized List<Deleted> all() {
        return List.copyOf(all);
    }

    /** Null for nothing. */
    synchronized @Nullable Aside sum() {
        return all.isEmpty()
                ? null
                : new Aside(
                        all.size(), all.stream().mapToLong(each -> each.object().size()).sum());
    }
}
