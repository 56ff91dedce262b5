package io.counterfoil.node;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.contract.AccountSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may store how many bytes. Space is reserved before a byte is read, settled when the object
 * stands and refunded when it doesn't, all under one lock: the sums below are exact whatever runs
 * in parallel.
 */
final class Quotas {
    /** Room beyond the quota that lets a full account still lock, forget and prune. */
    static final long SMALLEST_RESERVE = 64L << 20;

    /** Objects that even the smallest account may store: years of daily backups. */
    static final long FREE_OBJECTS = 10_000;

    /**
     * Bytes of quota for each object more. Restic's are of several MiB; smaller ones cost blocks of
     * the disk and memory that no quota of bytes counts.
     */
    static final long BYTES_FOR_AN_OBJECT = 64 << 10;

    /** Objects beyond these that let a full account still lock, forget and prune. */
    static final long RESERVED_OBJECTS = 1_000;

    static final long UNLIMITED = Long.MAX_VALUE;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<UUID, Long> pools = new HashMap<>();

    /** A meter that starts empty and without any limit. */
    Meter meter() {
        return new Meter();
    }

    /**
     * The quota with the reserve on top: the bound for objects that a full account still needs to
     * write.
     */
    static long withReserve(long quota) {
        long reserve = Math.max(SMALLEST_RESERVE, quota / 100);
        return quota > UNLIMITED - reserve ? UNLIMITED : quota + reserve;
    }

    /**
     * An account's limits.
     *
     * @param quota the smaller of hard and user quota, {@link #UNLIMITED} without both
     * @param pool null without a pool
     * @param poolQuota {@link #UNLIMITED} without a pool
     */
    record Limits(long quota, @Nullable UUID pool, long poolQuota) {
        static final Limits NONE = new Limits(UNLIMITED, null, UNLIMITED);

        /** How many objects there may be. */
        long objects() {
            long bytes = Math.min(quota, poolQuota);
            return bytes == UNLIMITED ? UNLIMITED : FREE_OBJECTS + bytes / BYTES_FOR_AN_OBJECT;
        }

        static Limits of(AccountSpec spec) {
            long hard = spec.hardQuotaBytes() == null ? UNLIMITED : spec.hardQuotaBytes();
            long user = spec.userQuotaBytes() == null ? UNLIMITED : spec.userQuotaBytes();
            return spec.pool() == null
                    ? new Limits(Math.min(hard, user), null, UNLIMITED)
                    : new Limits(
                            Math.min(hard, user), spec.pool().id(), spec.pool().hardQuotaBytes());
        }
    }

    /** The bytes of one account, stored and on their way. */
    final class Meter {
        @GuardedBy("lock")
        private long stored;

        @GuardedBy("lock")
        private long reserved;

        @GuardedBy("lock")
        private long objects;

        @GuardedBy("lock")
        private Limits limits = Limits.NONE;

        private Meter() {}

        /** Takes room for bytes that will come, or none at all when there isn't enough of it. */
        boolean reserve(long bytes, boolean intoReserve) {
            synchronized (lock) {
                long quota = limits.quota();
                long poolQuota = limits.poolQuota();
                if (!fits(stored + reserved, bytes, intoReserve ? withReserve(quota) : quota)
                        || !fits(
                                inPool(),
                                bytes,
                                intoReserve ? withReserve(poolQuota) : poolQuota)) {
                    return false;
                }
                reserved += bytes;
                addToPool(bytes);
                return true;
            }
        }

        /** Whether it is the pool, and not the account's own quota, that has no room for these. */
        boolean isPoolShort(long bytes, boolean intoReserve) {
            synchronized (lock) {
                long quota = limits.quota();
                long poolQuota = limits.poolQuota();
                return fits(stored + reserved, bytes, intoReserve ? withReserve(quota) : quota)
                        && !fits(
                                inPool(),
                                bytes,
                                intoReserve ? withReserve(poolQuota) : poolQuota);
            }
        }

        /**
         * Counts one lock more, however many objects there are: without a lock nobody could free
         * space. Locks have a bound of their own.
         */
        void countLock() {
            synchronized (lock) {
                objects++;
            }
        }

        /** Counts one object more, stored or on its way, unless there are too many. */
        boolean admit(boolean intoReserve) {
            synchronized (lock) {
                long most = limits.objects();
                boolean fits =
                        fits(
                                objects,
                                1,
                                intoReserve && most != UNLIMITED ? most + RESERVED_OBJECTS : most);
                objects += fits ? 1 : 0;
                return fits;
            }
        }

        /** An object that was counted never came to stand. */
        void dismiss() {
            synchronized (lock) {
                objects--;
            }
        }

        /** Gives back what was reserved for an object that never came to stand. */
        void refund(long bytes) {
            synchronized (lock) {
                reserved -= bytes;
                addToPool(-bytes);
            }
        }

        /** The object for which bytes were reserved stands now. */
        void settle(long bytes) {
            synchronized (lock) {
                reserved -= bytes;
                stored += bytes;
            }
        }

        /** An object was found in the store at start; it counts even where it exceeds the quota. */
        void found(long bytes) {
            synchronized (lock) {
                stored += bytes;
                objects++;
                addToPool(bytes);
            }
        }

        /** A stored object is gone. */
        void freed(long bytes) {
            synchronized (lock) {
                stored -= bytes;
                objects--;
                addToPool(-bytes);
            }
        }

        /** Changes the limits; what is already stored or reserved stays, also above them. */
        void limit(Limits next) {
            synchronized (lock) {
                addToPool(-(stored + reserved));
                limits = next;
                addToPool(stored + reserved);
            }
        }

        long storedBytes() {
            synchronized (lock) {
                return stored;
            }
        }

        @GuardedBy("lock")
        private long inPool() {
            UUID pool = limits.pool();
            return pool == null ? 0 : pools.getOrDefault(pool, 0L);
        }

        @GuardedBy("lock")
        private void addToPool(long bytes) {
            UUID pool = limits.pool();
            if (pool != null) {
                pools.merge(pool, bytes, (a, b) -> a + b == 0 ? null : a + b);
            }
        }

        private static boolean fits(long taken, long bytes, long bound) {
            return bound == UNLIMITED || (taken <= bound && bytes <= bound - taken);
        }
    }
}
