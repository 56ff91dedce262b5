package io.counterfoil.node.store;

import io.counterfoil.node.bucket.Bucket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** An object on its way into a bucket, sent on while it comes. */
final class StreamedUpload implements ObjectStore.Incoming {
    private final BucketPlace place;
    private final long length;
    private final HandOver body;
    private final FutureTask<Bucket.Created> sending;

    /**
     * @param length at least one
     * @param name what the body's hash has to be
     */
    StreamedUpload(BucketPlace place, long length, ObjectName name, Executor threads) {
        this.place = place;
        this.length = length;
        this.body = new HandOver(length, threads);
        this.sending = new FutureTask<>(() -> send(name.toString()));
        threads.execute(sending);
    }

    private Bucket.Created send(String sha256) throws IOException {
        try {
            return place.send(length, sha256, body, body::isReleased);
        } finally {
            body.readerGone();
        }
    }

    /** Its length is known, and the bucket says itself when it is too much. */
    @Override
    public boolean makeRoom(long bytes) {
        return true;
    }

    @Override
    public boolean takesNow(Runnable later) {
        return body.takesNow(later);
    }

    /** Says at once what the bucket has to say; the client needn't send on for nothing. */
    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (sending.isDone()) {
            var unused = outcome();
        }
        body.write(bytes);
    }

    @Override
    public Instant publish(Instant now) throws IOException {
        place.requireHeld();
        body.release();
        place.stand(length, outcome());
        return now;
    }

    private Bucket.Created outcome() throws IOException {
        try {
            return sending.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known
                    ? known
                    : new IOException("sending failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the node stops", e);
        }
    }

    @Override
    public void close() {
        body.giveUp();
    }
}
