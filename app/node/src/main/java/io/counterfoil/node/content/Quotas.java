package io.counterfoil.node.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.store.Room;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may store how many bytes. What clients deleted and is kept for a while doesn't count against
 * the quota, or a prune would free nothing; but stored and kept bytes together are bounded by twice
 * the quota, with the reserve on top of both. Beyond that bound nothing new comes in, and what is
 * kept stays: otherwise whoever wants to destroy it had only to upload and delete often enough.
 *
 * <p>Space is reserved before a byte is read, settled when the object
 * stands and refunded when it doesn't, all under one lock: the sums below are exact whatever runs
 * in parallel.
 */
public final class Quotas {
    /** Room beyond the quota that lets a full account still lock, forget and prune. */
    public static final long SMALLEST_RESERVE = 64L << 20;

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

    /** Kept bytes of the members. */
    @GuardedBy("lock")
    private final Map<UUID, Long> keptInPools = new HashMap<>();

    /** A meter that starts empty and without any limit. */
    public Meter meter() {
        return new Meter();
    }

    /**
     * The quota with the reserve on top: the bound for objects that a full account still needs to
     * write.
     */
    public static long withReserve(long quota) {
        long reserve = Math.max(SMALLEST_RESERVE, quota / 100);
        return quota > UNLIMITED - reserve ? UNLIMITED : quota + reserve;
    }

    private static long twice(long bound) {
        return bound > UNLIMITED / 2 ? UNLIMITED : 2 * bound;
    }

    /**
     * An account's limits.
     *
     * @param quota the smaller of hard and user quota, {@link #UNLIMITED} without both
     * @param pool null without a pool
     * @param poolQuota {@link #UNLIMITED} without a pool
     */
    public record Limits(long quota, @Nullable UUID pool, long poolQuota) {
        public static final Limits NONE = new Limits(UNLIMITED, null, UNLIMITED);

        /** How many objects there may be. */
        long objects() {
            long bytes = Math.min(quota, poolQuota);
            return bytes == UNLIMITED ? UNLIMITED : FREE_OBJECTS + bytes / BYTES_FOR_AN_OBJECT;
        }

        public static Limits of(AccountSpec spec) {
            long hard = spec.hardQuotaBytes() == null ? UNLIMITED : spec.hardQuotaBytes();
            long user = spec.userQuotaBytes() == null ? UNLIMITED : spec.userQuotaBytes();
            return spec.pool() == null
                    ? new Limits(Math.min(hard, user), null, UNLIMITED)
                    : new Limits(
                            Math.min(hard, user), spec.pool().id(), spec.pool().hardQuotaBytes());
        }
    }

    /** The bytes of one account, stored and on their way. */
    public final class Meter {
        @GuardedBy("lock")
        private long stored;

        @GuardedBy("lock")
        private long reserved;

        @GuardedBy("lock")
        private long objects;

        @GuardedBy("lock")
        private long kept;

        @GuardedBy("lock")
        private long keptObjects;

        @GuardedBy("lock")
        private Aside spared = new Aside(0, 0);

        @GuardedBy("lock")
        private Limits limits = Limits.NONE;

        private Meter() {}

        /**
         * From now on these take no room from what comes: all of that fits where it comes from, where
         * these are not.
         */
        public void spare(Aside more) {
            synchronized (lock) {
                spared = more;
            }
        }

        /** Takes room for bytes that will come, or none at all when there isn't enough of it. */
        boolean reserve(long bytes, boolean intoReserve) {
            synchronized (lock) {
                if (!fitsOwn(bytes, intoReserve) || !fitsPool(bytes, intoReserve)) {
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
                return fitsOwn(bytes, intoReserve) && !fitsPool(bytes, intoReserve);
            }
        }

        @GuardedBy("lock")
        private boolean fitsOwn(long bytes, boolean intoReserve) {
            long most = intoReserve ? withReserve(limits.quota()) : limits.quota();
            long taken = stored + reserved - spared.bytes();
            return fits(taken, bytes, most) && fits(taken + kept, bytes, twice(most));
        }

        @GuardedBy("lock")
        private boolean fitsPool(long bytes, boolean intoReserve) {
            long most = intoReserve ? withReserve(limits.poolQuota()) : limits.poolQuota();
            long taken = in(pools) - spared.bytes();
            return fits(taken, bytes, most)
                    && fits(taken + in(keptInPools), bytes, twice(most));
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
                long limit = limits.objects();
                long most =
                        intoReserve && limit != UNLIMITED ? limit + RESERVED_OBJECTS : limit;
                long counted = objects - spared.objects();
                boolean fits =
                        fits(counted, 1, most) && fits(counted + keptObjects, 1, twice(most));
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

        /** An object was found in the store; it counts even where it exceeds the quota. */
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

        /** A stored object was deleted and is kept. */
        void kept(long bytes) {
            synchronized (lock) {
                freed(bytes);
                foundKept(bytes);
            }
        }

        /** A kept object was found in the store at start. */
        void foundKept(long bytes) {
            synchronized (lock) {
                kept += bytes;
                keptObjects++;
                add(keptInPools, bytes);
            }
        }

        /** A kept object is gone. */
        void dropped(long bytes) {
            synchronized (lock) {
                kept -= bytes;
                keptObjects--;
                add(keptInPools, -bytes);
            }
        }

        /** Changes the limits; what is already stored or reserved stays, also above them. */
        public void limit(Limits next) {
            synchronized (lock) {
                addToPool(-(stored + reserved));
                add(keptInPools, -kept);
                limits = next;
                addToPool(stored + reserved);
                add(keptInPools, kept);
            }
        }

        public long storedBytes() {
            synchronized (lock) {
                return stored;
            }
        }

        /** Objects and bytes that were deleted and are kept. */
        public Aside deleted() {
            synchronized (lock) {
                return new Aside(keptObjects, kept);
            }
        }

        @GuardedBy("lock")
        private long in(Map<UUID, Long> sums) {
            UUID pool = limits.pool();
            return pool == null ? 0 : sums.getOrDefault(pool, 0L);
        }

        @GuardedBy("lock")
        private void addToPool(long bytes) {
            add(pools, bytes);
        }

        @GuardedBy("lock")
        private void add(Map<UUID, Long> sums, long bytes) {
            UUID pool = limits.pool();
            if (pool != null) {
                sums.merge(pool, bytes, (a, b) -> a + b == 0 ? null : a + b);
            }
        }

        private static boolean fits(long taken, long bytes, long bound) {
            return bound == UNLIMITED || (taken <= bound && bytes <= bound - taken);
        }
    }
}
