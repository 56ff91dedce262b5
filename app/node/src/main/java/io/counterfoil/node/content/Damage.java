package io.counterfoil.node.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.contract.Aside;
import org.jspecify.annotations.Nullable;

/** How much of an account was quarantined. Safe for concurrent use. */
final class Damage {
    @GuardedBy("this")
    private long objects;

    @GuardedBy("this")
    private long bytes;

    synchronized void add(long size) {
        objects++;
        bytes += size;
    }

    synchronized void clear() {
        objects = 0;
        bytes = 0;
    }

    /** Null for nothing. */
    synchronized @Nullable Aside sum() {
        return objects == 0 ? null : new Aside(objects, bytes);
    }
}
