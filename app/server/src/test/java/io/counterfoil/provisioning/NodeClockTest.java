package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeClockTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BACKUP = Instant.parse("2026-03-01T11:00:00Z");

    @Test
    void aClockThatIsBehindPutsItsTimesForward() {
        NodeClock clock = NodeClock.of(RECEIVED.minus(Duration.ofMinutes(90)), RECEIVED);
        assertThat(clock.corrected(BACKUP)).isEqualTo("2026-03-01T12:30:00Z");
    }

    @Test
    void aClockThatIsAheadPutsThemBack() {
        NodeClock clock = NodeClock.of(RECEIVED.plusSeconds(30), RECEIVED);
        assertThat(clock.corrected(BACKUP)).isEqualTo("2026-03-01T10:59:30Z");
    }

    @Test
    void whatTheNodeHasStoredIsNeverLaterThanItsAnswer() {
        Instant said = RECEIVED.plus(Duration.ofDays(400));
        assertThat(NodeClock.of(said, RECEIVED).corrected(said)).isEqualTo(RECEIVED);
    }

    @Test
    void whoDoesNotSayItsTimeIsTakenAtItsWord() {
        assertThat(NodeClock.UNKNOWN.corrected(BACKUP)).isEqualTo(BACKUP);
    }

    @Test
    void noBackupStaysNone() {
        assertThat(NodeClock.of(BACKUP, RECEIVED).corrected(null)).isNull();
    }
}
