package io.counterfoil.node.store;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * Memory through which files go out to clients. The first downloads at one time get large pieces,
 * which take a quarter fewer of the processor's cycles, and 64 MiB at most; a crowd of slow ones
 * gets small pieces, of which there is room for thousands.
 */
final class ReadBuffers extends ByteBufferPool.Sized {
    static final int LARGE = 1 << 20;
    static final int MOST_LARGE = 64;

    /** The largest that Jetty's pools keep by default. */
    static final int SMALL = 64 << 10;

    private final AtomicInteger made = new AtomicInteger();
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

    /**
     * @param pool has the small ones
     */
    ReadBuffers(ByteBufferPool pool) {
        super(pool, true, SMALL);
    }

    @Override
    public RetainableByteBuffer.Mutable acquire() {
        ByteBuffer large = free.poll();
        if (large == null && made.get() < MOST_LARGE && made.incrementAndGet() <= MOST_LARGE) {
            large = ByteBuffer.allocateDirect(LARGE);
        }
        if (large == null) {
            return super.acquire();
        }
        ByteBuffer empty = large.clear().limit(0);
        return RetainableByteBuffer.wrap(empty, () -> free.add(empty));
    }
}
