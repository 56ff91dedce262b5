package io.counterfoil.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.jspecify.annotations.Nullable;

/** A request's body, read as it comes without copying it between buffers. */
final class RequestBody {
    private final Request request;
    private long received;
    private boolean ended;
    private boolean failed;

    RequestBody(Request request) {
        this.request = request;
    }

    /** Takes bytes; a refusal ends the reading. */
    interface Taker {
        @Nullable Refusal take(ByteBuffer bytes) throws IOException;
    }

    /**
     * Reads to the end, or to the first refusal. Waits as long as the connector's idle time-out
     * allows.
     */
    @Nullable Refusal read(Taker taker) throws IOException {
        Refusal refusal = null;
        while (!ended && refusal == null) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                await();
            } else {
                refusal = take(chunk, taker);
            }
        }
        return refusal;
    }

    /**
     * Reads on after the answer was given, so that a client that is still sending gets to see it
     * and not a reset connection.
     *
     * @return whether the end was reached within the bytes and the time
     */
    boolean drain(long bytes, long nanos) throws IOException {
        long upTo = received + bytes;
        long deadline = System.nanoTime() + nanos;
        while (!ended && received <= upTo) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                await(left);
            } else {
                take(chunk, taken -> null);
            }
        }
        return ended;
    }

    /** Whether the client broke off, so that there is nobody left to answer. */
    boolean failed() {
        return failed;
    }

    long received() {
        return received;
    }

    private @Nullable Refusal take(Content.Chunk chunk, Taker taker) throws IOException {
        if (Content.Chunk.isFailure(chunk)) {
            ended = true;
            failed = true;
            throw new IOException("the client went away", chunk.getFailure());
        }
        try {
            ended = chunk.isLast();
            received += chunk.remaining();
            return chunk.hasRemaining() ? taker.take(chunk.getByteBuffer()) : null;
        } finally {
            chunk.release();
        }
    }

    private void await() throws IOException {
        try (Blocker.Runnable more = Blocker.runnable()) {
            request.demand(more);
            more.block();
        }
    }

    private void await(long nanos) throws IOException {
        try (Blocker.Runnable more = Blocker.runnable()) {
            request.demand(more);
            more.block(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the client sent nothing for too long", e);
        }
    }
}
