package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeChoiceTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final long TB = 1_000_000_000_000L;
    private static final long GB = 1_000_000_000L;

    @Test
    void nodesAreChosenAsOftenAsTheirShareOfTheRoomSays() {
        NodeRoom small = node(1).disk(1 * TB, TB).ratio("1.5").placed(TB / 2).room();
        NodeRoom large = node(2).disk(2 * TB, 2 * TB).ratio("1.5").room();
        Map<String, Long> chosen = choose(List.of(small, large));
        assertThat(chosen.get("node-1")).isCloseTo(2500L, within(150L));
        assertThat(chosen.get("node-2")).isCloseTo(7500L, within(150L));
    }

    @Test
    void theSameAccountIsPutOnTheSameNodeAgainAndMovesOnlyWhereRoomCame() {
        List<NodeRoom> two = List.of(node(1).room(), node(2).room());
        List<NodeRoom> three = List.of(node(1).room(), node(2).room(), node(3).room());
        for (UUID account : accounts()) {
            String before = chosen(account, two);
            assertThat(chosen(account, two)).isEqualTo(before);
            assertThat(chosen(account, three)).isIn(before, "node-3");
        }
    }

    @Test
    void withoutARatioWhatIsFreeOnTheDiskDecides() {
        NodeRoom full = node(1).disk(TB, 0).room();
        NodeRoom free = node(2).disk(TB, 100 * GB).room();
        assertThat(choose(List.of(full, free))).containsOnlyKeys("node-2");
    }

    @Test
    void aDiskThatIsFullTakesNothingThoughItMayPromiseMore() {
        NodeRoom full = node(1).disk(TB, 0).ratio("10").room();
        NodeRoom free = node(2).disk(TB, 100 * GB).ratio("1").placed(900 * GB).room();
        assertThat(choose(List.of(full, free))).containsOnlyKeys("node-2");
    }

    @Test
    void whatHasPromisedAllIsTakenOnlyWhenNothingElseIsLeft() {
        NodeRoom over = node(1).ratio("1").placed(2 * TB).room();
        NodeRoom full = node(2).ratio("1").placed(TB).room();
        NodeRoom free = node(3).ratio("1").placed(TB - GB).room();
        assertThat(choose(List.of(over, full, free))).containsOnlyKeys("node-3");
        assertThat(choose(List.of(over, full))).containsOnlyKeys("node-2");
    }

    @Test
    void nodesThatAreSilentOrTakeNoAccountsAreLeftOut() {
        NodeRoom silent = node(1).answered(NOW.minus(Duration.ofMinutes(6))).room();
        NodeRoom never = node(2).answered(null).room();
        NodeRoom closed = node(3).accepts(false).room();
        NodeRoom open = node(4).answered(NOW.minus(Duration.ofMinutes(4))).room();
        assertThat(choose(List.of(silent, never, closed, open))).containsOnlyKeys("node-4");
        assertThat(choose(List.of(silent, never, closed))).containsOnlyKeys("node-1", "node-2");
        assertThat(NodeChoice.of(UUID.randomUUID(), GB, List.of(closed), NOW)).isEmpty();
    }

    private static String chosen(UUID account, List<NodeRoom> nodes) {
        return NodeChoice.of(account, GB, nodes, NOW).orElseThrow().name();
    }

    private static Map<String, Long> choose(List<NodeRoom> nodes) {
        return accounts().stream()
                .map(account -> chosen(account, nodes))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static List<UUID> accounts() {
        return LongStream.range(0, 10_000).mapToObj(at -> new UUID(7, at)).toList();
    }

    private static Builder node(int number) {
        return new Builder(
                number, true, TB, TB, null, 0, NOW);
    }

    private record Builder(
            int number,
            boolean accepts,
            long total,
            long free,
            @Nullable BigDecimal ratio,
            long placed,
            @Nullable Instant answered) {
        Builder accepts(boolean value) {
            return new Builder(number, value, total, free, ratio, placed, answered);
        }

        Builder disk(long bytes, long usable) {
            return new Builder(number, accepts, bytes, usable, ratio, placed, answered);
        }

        Builder ratio(String value) {
            return new Builder(
                    number, accepts, total, free, new BigDecimal(value), placed, answered);
        }

        Builder placed(long bytes) {
            return new Builder(number, accepts, total, free, ratio, bytes, answered);
        }

        Builder answered(@Nullable Instant at) {
            return new Builder(number, accepts, total, free, ratio, placed, at);
        }

        NodeRoom room() {
            return new NodeRoom(
                    new UUID(1, number),
                    "node-" + number,
                    URI.create("https://node-" + number + ".example.com/"),
                    accepts,
                    false,
                    ratio,
                    placed,
                    answered == null
                            ? null
                            : new NodeRoom.Measure(
                                    1, total, free, total - free, 0, Duration.ZERO, answered),
                    answered,
                    null);
        }
    }
}
