package io.counterfoil.node.store;

import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.bucket.BucketException;
import io.counterfoil.node.bucket.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The place of an object that comes into a bucket. */
final class BucketPlace {
    private final Bucket bucket;
    private final Lease lease;
    private final String key;
    private final @Nullable String deletedKey;
    private final Location location;
    private final Doubts doubts;

    /**
     * @param deletedKey how the keys begin that say that the object here is a deleted one;
     *     null = it never is
     */
    BucketPlace(
            Bucket bucket,
            Lease lease,
            String key,
            @Nullable String deletedKey,
            Location location,
            Doubts doubts) {
        this.bucket = bucket;
        this.lease = lease;
        this.key = key;
        this.deletedKey = deletedKey;
        this.location = location;
        this.doubts = doubts;
    }

    /**
     * Sends a whole body; when this returns, the object stands. To be called under its lock.
     *
     * @param sha256 of the body, in hexadecimal digits
     */
    void put(long length, String sha256, InputStream body) throws IOException {
        requireHeld();
        if (location.name() == null) {
            // What an earlier try left there isn't this one, unlike with names that are hashes.
            settleDoubt();
        }
        stand(length, send(length, sha256, body, () -> true));
    }

    /** Another node may have taken the bucket over since the body began to come. */
    void requireHeld() throws StoreException {
        requireHeld(lease, bucket);
    }

    /** Who lost its lease writes nothing. */
    static void requireHeld(Lease lease, Bucket bucket) throws StoreException {
        if (!lease.isHeld()) {
            throw new StoreException(
                    Refusal.STORE_AWAY, "the lease of " + bucket + " isn't held", null);
        }
    }

    /**
     * Sends a body, also one that still comes.
     *
     * @param sha256 of the body, in hexadecimal digits
     * @param whole whether the last byte was let go
     */
    Bucket.Created send(long length, String sha256, InputStream body, BooleanSupplier whole)
            throws IOException {
        try {
            return bucket.create(key, sha256, length, body);
        } catch (BucketException e) {
            if (whole.getAsBoolean() && !e.isCertain()) {
                doubts.add(location, bucket, key, deletedKey);
            }
            throw explained(e);
        }
    }

    /**
     * Makes sure that the object stands after it was sent. To be called under its lock.
     *
     * <p>A key that is taken though no such object is known holds an earlier try, whose answer got
     * lost. Names are hashes, so it is the same object.
     */
    void stand(long length, Bucket.Created created) throws IOException {
        if (created == Bucket.Created.TAKEN && !isThere(length)) {
            throw new StoreException(
                    location.name() == null ? Refusal.CONFIG_EXISTS : Refusal.STORE_AWAY,
                    key + " is taken by an object that this node didn't store",
                    null);
        }
        doubts.forget(location);
    }

    private boolean isThere(long length) throws IOException {
        try {
            return location.name() != null && bucket.size(key).equals(OptionalLong.of(length));
        } catch (BucketException e) {
            throw explained(e);
        }
    }

    private void settleDoubt() throws IOException {
        try {
            doubts.settle(location);
        } catch (BucketException e) {
            throw explained(e);
        }
    }

    /** What to tell the client; a wrong key or bucket stays a fault of the node. */
    static IOException explained(BucketException e) {
        return switch (e.reason()) {
            case FULL -> new StoreException(Refusal.DISK_FULL, String.valueOf(e.getMessage()), e);
            case AWAY -> new StoreException(Refusal.STORE_AWAY, String.valueOf(e.getMessage()), e);
            case WRONG -> e;
        };
    }
}
