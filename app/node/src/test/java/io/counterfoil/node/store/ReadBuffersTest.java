package io.counterfoil.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Test;

class ReadBuffersTest {
    private final ByteBufferPool.Sized buffers = new ReadBuffers(new ArrayByteBufferPool());

    @Test
    void aCrowdGetsSmallPiecesAndWhatIsGivenBackIsUsedAgain() {
        List<RetainableByteBuffer> few = take(ReadBuffers.MOST_LARGE);
        assertThat(few).extracting(RetainableByteBuffer::capacity).containsOnly(ReadBuffers.LARGE);
        List<RetainableByteBuffer> crowd = take(100);
        assertThat(crowd)
                .extracting(RetainableByteBuffer::capacity)
                .containsOnly(ReadBuffers.SMALL);

        ByteBuffer first = few.getFirst().getByteBuffer();
        first.limit(10).position(10);
        few.getFirst().release();
        RetainableByteBuffer again = buffers.acquire();
        assertThat(again.getByteBuffer()).isSameAs(first);
        assertThat(again.capacity()).isEqualTo(ReadBuffers.LARGE);
        assertThat(buffers.acquire().capacity()).isEqualTo(ReadBuffers.SMALL);

        crowd.forEach(RetainableByteBuffer::release);
        assertThat(take(50))
                .as("small ones are used again, too")
                .allMatch(one -> crowd.stream().anyMatch(other -> isSame(one, other)));
    }

    // Two buffers with the same bytes are not what is asked for.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(RetainableByteBuffer one, RetainableByteBuffer other) {
        return one.getByteBuffer() == other.getByteBuffer();
    }

    private List<RetainableByteBuffer> take(int count) {
        List<RetainableByteBuffer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(buffers.acquire());
        }
        return taken;
    }
}
