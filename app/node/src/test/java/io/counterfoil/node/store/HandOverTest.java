package io.counterfoil.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.Blobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HandOverTest {
    private final AtomicInteger wentOn = new AtomicInteger();

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(Blobs.bytes(count, count));
    }

    @Test
    void bytesComeOutAsTheyWentIn() throws Exception {
        HandOver body = new HandOver(5, Runnable::run);
        body.write(ByteBuffer.wrap(new byte[] {1, 2}));
        body.write(ByteBuffer.wrap(new byte[] {3, -4, 5}));
        assertThat(body.readNBytes(3)).containsExactly(1, 2, 3);
        assertThat(body.read()).isEqualTo(256 - 4);
        assertThat(body.isReleased()).isFalse();
        body.release();
        assertThat(body.isReleased()).isTrue();
        assertThat(body.read()).isEqualTo(5);
    }

    @Test
    void theLastByteStaysUntilItIsReleased() throws Exception {
        HandOver body = new HandOver(3, Runnable::run);
        body.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        byte[] target = new byte[10];
        assertThat(body.read(target, 0, 10)).isEqualTo(2);
        body.giveUp();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    }

    @Test
    void whoWritesWaitsForWhoReads() throws Exception {
        HandOver body = new HandOver(1 << 20, Runnable::run);
        while (body.takesNow(wentOn::incrementAndGet)) {
            body.write(bytes(50_000));
        }
        assertThat(wentOn).hasValue(0);
        assertThat(body.readNBytes(50_000)).hasSize(50_000);
        assertThat(wentOn).hasValue(1);
        assertThat(body.takesNow(wentOn::incrementAndGet)).isTrue();
        assertThat(body.readNBytes(50_000)).hasSize(50_000);
        assertThat(wentOn).hasValue(1);
    }

    @Test
    void whoWritesGoesOnWhenNobodyReadsAnyMore() {
        HandOver body = new HandOver(1 << 20, Runnable::run);
        while (body.takesNow(wentOn::incrementAndGet)) {
            body.write(bytes(60_000));
        }
        body.readerGone();
        assertThat(wentOn).hasValue(1);
        body.write(bytes(60_000));
        assertThat(body.takesNow(wentOn::incrementAndGet)).isTrue();
    }

    @Test
    void whatWasWrittenMayBeChangedAfterwards() throws Exception {
        HandOver body = new HandOver(3, Runnable::run);
        byte[] reused = {7, 8};
        body.write(ByteBuffer.wrap(reused));
        reused[0] = 0;
        assertThat(body.readNBytes(2)).containsExactly(7, 8);
    }
}
