package io.counterfoil.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class PeerTest {
    private static final long START = Long.MAX_VALUE - 10;

    private final Wire wire = new Wire();
    private final Peer peer = new Peer(wire, false, START);
    private long now = START;

    private static final class Wire extends AbstractConnection {
        private long received;

        Wire() {
            super(new ByteArrayEndPoint(), Runnable::run);
        }

        @Override
        public void onFillable() {}

        @Override
        public long getBytesIn() {
            return received;
        }
    }

    private static final class Download extends Peer.Visit {
        private long sent = -1;

        @Override
        long sent() {
            return sent;
        }
    }

    private boolean isCutAfter(long nanos) {
        now += nanos;
        return peer.fault(now) != null;
    }

    @Test
    void aHeadThatComesBitByBitIsCut() {
        assertThat(isCutAfter(1)).isFalse();
        wire.received = 1;
        assertThat(isCutAfter(1)).isFalse();
        wire.received = 20;
        assertThat(isCutAfter(Peer.LONGEST_HEAD_NANOS)).isFalse();
        wire.received = 40;
        assertThat(isCutAfter(1)).isTrue();
    }

    @Test
    void whoIsKeptAliveMayBeSilentButNotSendHalfAHead() {
        Download visit = new Download();
        wire.received = 100;
        peer.begin(visit);
        peer.end(visit, now);
        assertThat(isCutAfter(2 * Peer.LONGEST_SILENCE_NANOS)).isFalse();
        wire.received = 101;
        assertThat(isCutAfter(1)).isFalse();
        assertThat(isCutAfter(Peer.LONGEST_HEAD_NANOS + 1)).isTrue();
    }

    @Test
    void whoNeverAsksForAnythingIsCut() {
        assertThat(isCutAfter(Peer.LONGEST_SILENCE_NANOS)).isFalse();
        assertThat(isCutAfter(1)).isTrue();
    }

    @Test
    void whoDoesNotTakeADownloadIsCutAndWhoTakesItSlowlyIsNot() {
        Download download = new Download();
        peer.begin(download);
        assertThat(isCutAfter(10 * Pace.GRACE_NANOS)).as("no answer yet").isFalse();
        download.sent = 0;
        assertThat(isCutAfter(1)).isFalse();
        for (int minute = 0; minute < 60; minute++) {
            download.sent += 4_000 * 60;
            assertThat(isCutAfter(60_000_000_000L)).isFalse();
        }
        long paused = now;
        while (!isCutAfter(5_000_000_000L)) {
            download.sent += 1;
        }
        assertThat(now - paused).isBetween(Pace.GRACE_NANOS, 6 * Pace.GRACE_NANOS);
    }

    @Test
    void theEndOfARequestDoesNotHideTheNextOne() {
        Download first = new Download();
        Download second = new Download();
        peer.begin(first);
        peer.begin(second);
        peer.end(first, now);
        assertThat(peer.isIdle()).isFalse();
        peer.end(second, now);
        assertThat(peer.isIdle()).isTrue();
    }
}
