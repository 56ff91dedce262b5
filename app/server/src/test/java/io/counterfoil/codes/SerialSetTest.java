package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SerialSetTest {
    private static final int RUN = 100_001;

    @Property(seed = "20240229")
    void itsRangesAreAllOfItAndAsFewAsCanBe(
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 60) Integer> sequences) {
        SerialSet set =
                SerialSet.of(
                        sequences.stream().map(at -> new SerialRange(RUN, at, at)).toList());

        List<SerialRange> ranges = set.ranges().toList();

        assertThat(ranges.stream().flatMap(SerialRange::stream))
                .containsExactlyElementsOf(set.stream().toList())
                .allMatch(set::contains);
        assertThat(set.stream().map(SerialNumber::sequence))
                .containsExactlyElementsOf(sequences.stream().distinct().sorted().toList());
        assertThat(set.size()).isEqualTo(ranges.stream().mapToInt(SerialRange::size).sum());
        assertThat(SerialSet.of(ranges)).isEqualTo(set).hasSameHashCodeAs(set);
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).from()).isGreaterThan(ranges.get(i - 1).to() + 1);
        }
    }

    @Test
    void setsOfTwoRunsHaveNothingInCommon() {
        SerialSet some = SerialSet.of(List.of(new SerialRange(RUN, 2, 4)));
        SerialSet others = SerialSet.of(List.of(new SerialRange(RUN + 1, 2, 4)));

        assertThat(some.intersects(others)).isFalse();
        assertThat(some).isNotEqualTo(others);
        assertThat(some.contains(SerialNumber.of(RUN + 1, 3))).isFalse();
        assertThatThrownBy(
                        () ->
                                SerialSet.of(
                                        List.of(
                                                new SerialRange(RUN, 1, 1),
                                                new SerialRange(RUN + 1, 1, 1))))
                .hasMessageContaining("within one run");
    }

    @Test
    void twoSetsOfARunMakeOneAndLeaveWhatIsInTheFirstOnly() {
        SerialSet some = SerialSet.of(List.of(new SerialRange(RUN, 2, 4)));
        SerialSet others = SerialSet.of(List.of(new SerialRange(RUN, 4, 6)));
        SerialSet elsewhere = SerialSet.of(List.of(new SerialRange(RUN + 1, 2, 4)));

        assertThat(some.plus(others)).isEqualTo(SerialSet.of(List.of(new SerialRange(RUN, 2, 6))));
        assertThat(some.plus(SerialSet.none())).isEqualTo(some);
        assertThat(SerialSet.none().plus(some)).isEqualTo(some);
        assertThatThrownBy(() -> some.plus(elsewhere)).hasMessageContaining("within one run");
        assertThat(some.minus(others)).isEqualTo(SerialSet.of(List.of(new SerialRange(RUN, 2, 3))));
        assertThat(some.minus(elsewhere)).isEqualTo(some);
        assertThat(some.minus(SerialSet.none())).isEqualTo(some);
        assertThat(some.size()).as("it stays as it is").isEqualTo(3);
    }

    @Test
    void itKnowsWhetherItIsWithinARange() {
        SerialSet some = SerialSet.of(List.of(new SerialRange(RUN, 2, 4)));

        assertThat(some.isWithin(new SerialRange(RUN, 2, 4))).isTrue();
        assertThat(some.isWithin(new SerialRange(RUN, 3, 4))).isFalse();
        assertThat(some.isWithin(new SerialRange(RUN, 2, 3))).isFalse();
        assertThat(some.isWithin(new SerialRange(RUN + 1, 2, 4))).isFalse();
        assertThat(SerialSet.none().isWithin(new SerialRange(RUN, 1, 1))).isTrue();
        assertThat(SerialSet.none()).isEqualTo(SerialSet.of(List.of()));
    }
}
