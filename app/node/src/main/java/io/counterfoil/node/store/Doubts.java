package io.counterfoil.node.store;

import io.counterfoil.node.bucket.Bucket;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects that were sent whole and of which nobody knows whether they came to stand, as the answer
 * got lost. The client was told that they don't, so they are removed as soon as the store answers
 * again.
 */
public final class Doubts {
    private static final Logger log = LoggerFactory.getLogger(Doubts.class);

    private final LocationLocks locks;
    private final BooleanSupplier mayWrite;
    private final Map<Location, Removal> open = new ConcurrentHashMap<>();

    /**
     * @param mayWrite whether the bucket is this node's now; else what is there may be another's
     */
    public Doubts(LocationLocks locks, BooleanSupplier mayWrite) {
        this.locks = locks;
        this.mayWrite = mayWrite;
    }

    private record Removal(Bucket bucket, String key, @Nullable String deletedKey) {
        void run() throws IOException {
            if (deletedKey == null || !exists(deletedKey)) {
                bucket.delete(key);
            }
        }

        /** Then what stands is an older one that was deleted, whether the new one came or not. */
        private boolean exists(String beginning) throws IOException {
            AtomicBoolean exists = new AtomicBoolean();
            bucket.list(beginning, entry -> exists.set(true));
            return exists.get();
        }
    }

    /**
     * Remembers that something may stand that nobody knows.
     *
     * @param key of what may stand
     * @param deletedKey how the keys begin that say that what stands there is a deleted one; null =
     *     there are none
     */
    public void add(Location location, Bucket bucket, String key, @Nullable String deletedKey) {
        open.put(location, new Removal(bucket, key, deletedKey));
    }

    /** It stands, and is known. */
    void forget(Location location) {
        open.remove(location);
    }

    /** Removes what may be there; to be called under its lock. */
    void settle(Location location) throws IOException {
        Removal removal = open.get(location);
        if (removal != null) {
            removal.run();
            open.remove(location);
        }
    }

    /** Removes all that may be there, in a minute again what it can't now. */
    public void settleAll() {
        try {
            for (Location location : open.keySet()) {
                PatientLock lock = locks.of(location);
                lock.lock();
                try {
                    if (mayWrite.getAsBoolean()) {
                        settle(location);
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (IOException e) {
            log.warn("{} objects wait for the store: {}", open.size(), e.getMessage());
        }
    }
}
