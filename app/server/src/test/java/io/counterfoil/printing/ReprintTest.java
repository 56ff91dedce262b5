package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.codes.SerialRange;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReprintTest {
    private static final int MANY = 10_000;

    /** Single serials, each a number of its own apart; counts how often one is looked at. */
    private static final class Singles extends AbstractList<SerialRange> {
        private final int first;
        private int looks;

        Singles(int first) {
            this.first = first;
        }

        @Override
        public SerialRange get(int index) {
            looks++;
            return single(first + 20 * index);
        }

        @Override
        public int size() {
            return MANY;
        }
    }

    @Test
    void itTouchesWhatSharesAnItemWithIt() {
        Reprint reprint = reprint(List.of(range(3, 5), range(10, 10), range(20, 29)));

        assertThat(reprint.touches(List.of(range(1, 3)))).isTrue();
        assertThat(reprint.touches(List.of(single(1), single(7), single(29)))).isTrue();
        assertThat(reprint.touches(List.of(range(1, 100)))).isTrue();
        assertThat(reprint.touches(List.of(range(1, 2), range(6, 9), range(11, 19)))).isFalse();
        assertThat(reprint.touches(List.of(single(30)))).isFalse();
        assertThat(reprint.touches(List.of())).isFalse();
    }

    @Test
    void tenReprintsOfTenThousandSingleItemsAreComparedInOnePassEach() {
        for (int at = 1; at <= 10; at++) {
            int first = 2 * at;
            Reprint reprint =
                    reprint(IntStream.range(0, MANY).mapToObj(i -> single(first + 20 * i)).toList());
            Singles others = new Singles(first + 1);

            assertThat(reprint.touches(others)).isFalse();
            assertThat(others.looks).isLessThan(5 * MANY);
        }
    }

    private static Reprint reprint(List<SerialRange> serials) {
        return new Reprint(
                new UUID(0, 1),
                new UUID(0, 2),
                2,
                serials,
                "smudged",
                Reprint.State.READY,
                true,
                null,
                Instant.EPOCH);
    }

    private static SerialRange single(int at) {
        return range(at, at);
    }

    private static SerialRange range(int from, int to) {
        return new SerialRange(100_001, from, to);
    }
}
