package io.counterfoil.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.store.Refusal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private final Wire wire = new Wire();
    private final Recorder taker = new Recorder();
    private long now = 17;
    private final RequestBody body = new RequestBody(wire, () -> now);

    /** Chunks come when the test says so. */
    private static final class Wire implements Content.Source {
        private final Deque<Content.Chunk> chunks = new ArrayDeque<>();
        private @Nullable Runnable demand;

        void sends(int bytes, boolean last) {
            sends(Content.Chunk.from(ByteBuffer.allocate(bytes), last));
        }

        void sends(Content.Chunk chunk) {
            chunks.add(chunk);
            Runnable waiting = demand;
            demand = null;
            if (waiting != null) {
                waiting.run();
            }
        }

        @Override
        public Content.@Nullable Chunk read() {
            return chunks.poll();
        }

        @Override
        public void demand(Runnable more) {
            assertThat(demand).isNull();
            demand = Objects.requireNonNull(more);
        }

        @Override
        public void fail(Throwable failure) {
            throw new AssertionError("nobody fails it", failure);
        }
    }

    private static final class Recorder implements RequestBody.Taker {
        private final List<Object> seen = new ArrayList<>();
        private boolean busy;
        private @Nullable Runnable goesOn;

        @Override
        public boolean takesNow(Runnable later) {
            goesOn = busy ? later : null;
            return !busy;
        }

        @Override
        public @Nullable Refusal take(ByteBuffer bytes) throws IOException {
            seen.add(bytes.remaining());
            if (bytes.remaining() == 13) {
                throw new IOException("of the disk");
            }
            return bytes.remaining() == 7 ? Refusal.OVER_QUOTA : null;
        }

        @Override
        public void end(@Nullable Refusal refusal) {
            seen.add(refusal == null ? "end" : refusal);
        }

        @Override
        public void gone(Throwable cause) {
            seen.add("gone");
        }

        @Override
        public void fault(Throwable cause) {
            seen.add("fault " + cause.getMessage());
        }
    }

    @Test
    void nobodyWaitsForBytesThatComeLater() {
        body.read(taker);
        assertThat(taker.seen).isEmpty();
        wire.sends(5, false);
        wire.sends(6, true);
        assertThat(taker.seen).containsExactly(5, 6, "end");
        assertThat(body.received()).isEqualTo(11);
    }

    @Test
    void nothingIsReadWhileTheTakerIsBusy() {
        taker.busy = true;
        body.read(taker);
        wire.sends(5, false);
        assertThat(taker.seen).isEmpty();
        assertThat(body.received()).isZero();
        taker.busy = false;
        Objects.requireNonNull(taker.goesOn).run();
        assertThat(taker.seen).containsExactly(5);

        taker.busy = true;
        wire.sends(6, true);
        assertThat(taker.seen).containsExactly(5);
        taker.busy = false;
        Objects.requireNonNull(taker.goesOn).run();
        assertThat(taker.seen).containsExactly(5, 6, "end");
    }

    @Test
    void aRefusalEndsTheReadingAndTheRestIsSkipped() {
        body.read(taker);
        wire.sends(7, false);
        wire.sends(8, false);
        assertThat(taker.seen).containsExactly(7, Refusal.OVER_QUOTA);
        assertThat(body.skip(100)).isFalse();
        wire.sends(1, true);
        assertThat(body.skip(100)).isTrue();
        assertThat(body.received()).isEqualTo(16);
    }

    @Test
    void noMoreIsSkippedThanAllowed() {
        wire.sends(50, false);
        wire.sends(60, false);
        wire.sends(70, true);
        assertThat(body.skip(100)).isFalse();
        assertThat(body.received()).isEqualTo(110);
    }

    @Test
    void aClientThatGoesAwayAndADiskThatFailsAreToldApart() {
        body.read(taker);
        wire.sends(Content.Chunk.from(new EOFException()));
        assertThat(taker.seen).containsExactly("gone");

        RequestBody other = new RequestBody(wire, () -> now);
        other.read(taker);
        wire.sends(13, false);
        assertThat(taker.seen).containsExactly("gone", 13, "fault of the disk");
    }

    @Test
    void aByteNowAndThenIsNoUpload() {
        body.read(taker);
        wire.sends(1, false);
        now += Pace.GRACE_NANOS;
        wire.sends(1, false);
        assertThat(taker.seen).containsExactly(1, 1);
        now += 1_000_000_000L;
        wire.sends(1, false);
        assertThat(taker.seen).containsExactly(1, 1, 1, Refusal.TOO_SLOW);
    }

    @Test
    void aSlowLineIsFastEnough() {
        body.read(taker);
        now += Pace.GRACE_NANOS;
        for (int i = 0; i < 1_000; i++) {
            now += 1_000_000_000L;
            wire.sends((int) Pace.SLOWEST, i == 999);
        }
        assertThat(taker.seen).hasSize(1_001).endsWith("end");
    }
}
