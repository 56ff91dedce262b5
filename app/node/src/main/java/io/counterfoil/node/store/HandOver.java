package io.counterfoil.node.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way from a client, for whom no thread waits, to a reader that waits for the client.
 * It holds a few chunks and no more: when they are not taken, the client isn't read from.
 *
 * <p>The last byte stays here until {@link #release}. Who sends the body on can't have sent all of
 * it before, so whether the object comes to stand is decided on this side.
 */
final class HandOver extends InputStream {
    /** Bytes at rest here, some of a chunk more. */
    private static final int ENOUGH = 128 << 10;

    private final Executor threads;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();

    @GuardedBy("lock")
    private int resting;

    /** What may be read yet. */
    @GuardedBy("lock")
    private long readable;

    @GuardedBy("lock")
    private boolean released;

    @GuardedBy("lock")
    private boolean givenUp;

    @GuardedBy("lock")
    private boolean readerGone;

    @GuardedBy("lock")
    private @Nullable Runnable waiting;

    /**
     * @param length of the body, at least one
     * @param threads runs the writer that waited
     */
    HandOver(long length, Executor threads) {
        this.readable = length - 1;
        this.threads = threads;
    }

    /**
     * Whether more may be written now.
     *
     * @param later run when it may, if not
     */
    boolean takesNow(Runnable later) {
        lock.lock();
        try {
            boolean now = resting < ENOUGH || readerGone;
            waiting = now ? null : later;
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a copy of these bytes. */
    void write(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        lock.lock();
        try {
            if (!readerGone) {
                chunks.add(copy);
                resting += copy.remaining();
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets the last byte go. */
    void release() {
        lock.lock();
        try {
            released = true;
            readable++;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last byte may have gone. */
    boolean isReleased() {
        lock.lock();
        try {
            return released;
        } finally {
            lock.unlock();
        }
    }

    /** The reader's next read fails, unless it has read everything. */
    void giveUp() {
        lock.lock();
        try {
            givenUp = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Waits for bytes; the reader knows how many there are, so there is no end to tell. */
    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (chunks.isEmpty() || readable == 0) {
                if (givenUp) {
                    throw new IOException("the client didn't send all of it, or something else");
                }
                changed.await();
            }
            ByteBuffer chunk = chunks.element();
            int count = (int) Math.min(Math.min(length, chunk.remaining()), readable);
            chunk.get(target, from, count);
            if (!chunk.hasRemaining()) {
                chunks.remove();
            }
            readable -= count;
            resting -= count;
            if (resting < ENOUGH) {
                goOn();
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the node stops");
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads any more; what is written is dropped. */
    void readerGone() {
        lock.lock();
        try {
            readerGone = true;
            chunks.clear();
            goOn();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void goOn() {
        Runnable next = waiting;
        waiting = null;
        if (next != null) {
            threads.execute(next);
        }
    }
}
