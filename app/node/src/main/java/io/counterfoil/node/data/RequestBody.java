package io.counterfoil.node.data;

import io.counterfoil.node.store.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, taken as it comes without copying it between buffers. No thread waits for a
 * client: while there are no bytes, nothing but the connection is in use.
 */
final class RequestBody {
    private final Content.Source source;
    private final LongSupplier nanoTime;
    private final Pace pace;
    private long received;
    private boolean ended;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    RequestBody(Content.Source source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.pace = new Pace(nanoTime.getAsLong());
    }

    /** Takes a body: bytes, and then one of the three ends, called by one thread at a time. */
    interface Taker {
        /**
         * Whether bytes may come now. If not, the reading goes on when {@code later} is run.
         */
        boolean takesNow(Runnable later);

        /** The next bytes; a refusal ends the reading. */
        @Nullable Refusal take(ByteBuffer bytes) throws IOException;

        /** There is no more to take: all bytes were taken, or what was refused. */
        void end(@Nullable Refusal refusal);

        /** The client went away; there is nobody left to answer. */
        void gone(Throwable cause);

        /** Taking failed. */
        void fault(Throwable cause);
    }

    /**
     * Reads to the end, or to the first refusal, now and whenever bytes come. Waits for them as
     * long as the connector's idle time-out allows.
     */
    void read(Taker taker) {
        Runnable later = () -> read(taker);
        Refusal refusal = null;
        try {
            while (!ended && refusal == null) {
                if (!taker.takesNow(() -> goOn(taker))) {
                    return;
                }
                Content.Chunk chunk = source.read();
                if (chunk == null) {
                    source.demand(later);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    ended = true;
                    taker.gone(chunk.getFailure());
                    return;
                }
                refusal = take(chunk, taker);
                if (refusal == null && !ended && isTooSlow()) {
                    refusal = Refusal.TOO_SLOW;
                }
            }
        } catch (IOException | RuntimeException e) {
            taker.fault(e);
            return;
        }
        taker.end(refusal);
    }

    private @Nullable Refusal take(Content.Chunk chunk, Taker taker) throws IOException {
        try {
            ended = chunk.isLast();
            received += chunk.remaining();
            return chunk.hasRemaining() ? taker.take(chunk.getByteBuffer()) : null;
        } finally {
            chunk.release();
        }
    }

    /** Each byte restarts the idle time-out, so that alone would let a body take for ever. */
    private boolean isTooSlow() {
        return pace.isTooSlow(nanoTime.getAsLong(), received);
    }

    private void goOn(Taker taker) {
        pace.restart(nanoTime.getAsLong(), received);
        read(taker);
    }

    /**
     * Drops what has come so far.
     *
     * @param most bytes in all
     * @return whether that was the end of it
     */
    boolean skip(long most) {
        while (!ended && received <= most) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                break;
            }
            ended = chunk.isLast() || Content.Chunk.isFailure(chunk);
            received += chunk.remaining();
            chunk.release();
        }
        return ended;
    }

    /** Calls back when there is more to {@link #skip}. */
    void await(Runnable more) {
        source.demand(more);
    }

    long received() {
        return received;
    }
}
