package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.provisioning.NodeTrouble.Kind;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeTroubleTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void aNodeThatHasRoomAndAnswersNeedsNobody() {
        assertThat(of(room(90, 10, NOW, null))).isEmpty();
    }

    @Test
    void whatIsPromisedToMoreThanNineTenthsIsTold() {
        assertThat(of(room(91, 50, NOW, null)))
                .containsExactly(new NodeTrouble("north", Kind.PROMISED, 91));
    }

    @Test
    void aDiskWithLessThanATenthFreeIsTold() {
        assertThat(of(room(0, 9, NOW, null)))
                .containsExactly(new NodeTrouble("north", Kind.FULL, 91));
    }

    @Test
    void aNodeIsSilentAfterAQuarterOfAnHourOfQuestionsOrIfItNeverAnswered() {
        Instant before = NOW.minus(Duration.ofMinutes(16));
        String problem = "The node north does not answer.";
        assertThat(of(room(0, 50, NOW.minus(Duration.ofMinutes(14)), problem))).isEmpty();
        assertThat(of(room(0, 50, before, problem)))
                .containsExactly(new NodeTrouble("north", Kind.SILENT, 0));
        assertThat(of(room(0, 50, null, problem)))
                .containsExactly(new NodeTrouble("north", Kind.SILENT, 0));
        // Nobody asked.
        assertThat(of(room(0, 50, before, null))).isEmpty();
    }

    private static List<NodeTrouble> of(NodeRoom room) {
        return NodeTrouble.of(room, NOW);
    }

    /** One whose disk has 100 bytes, of which as many may be promised. */
    private static NodeRoom room(
            long placed, long free, @Nullable Instant answered, @Nullable String problem) {
        return new NodeRoom(
                new UUID(1, 1),
                "north",
                URI.create("https://north.example.com/"),
                true,
                false,
                BigDecimal.ONE,
                placed,
                new NodeRoom.Measure(1, 100, free, 0, 0, Duration.ZERO, NOW),
                answered,
                problem);
    }
}
