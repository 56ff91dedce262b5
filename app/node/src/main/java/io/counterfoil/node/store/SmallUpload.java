package io.counterfoil.node.store;

import io.counterfoil.node.bucket.Bucket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** A small object on its way into a bucket, in memory until it is whole. */
final class SmallUpload implements ObjectStore.Incoming {
    private final BucketPlace place;
    private byte[] bytes = new byte[0];

    SmallUpload(BucketPlace place) {
        this.place = place;
    }

    /** Its length is known, and small. */
    @Override
    public boolean makeRoom(long more) {
        return true;
    }

    @Override
    public boolean takesNow(Runnable later) {
        return true;
    }

    @Override
    public void write(ByteBuffer more) {
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, before + more.remaining());
        more.get(bytes, before, bytes.length - before);
    }

    @Override
    public Instant publish(Instant now) throws IOException {
        place.put(bytes.length, Bucket.sha256(bytes), new ByteArrayInputStream(bytes));
        return now;
    }

    @Override
    public void close() {
        bytes = new byte[0];
    }
}
