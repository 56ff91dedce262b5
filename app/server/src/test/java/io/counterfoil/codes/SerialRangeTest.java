package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SerialRangeTest {
    @Test
    void goesFromEndToEnd() {
        SerialRange range = new SerialRange(100_001, 8, 11);

        assertThat(range).containsExactlyElementsOf(range.stream().toList());
        assertThat(range.stream().map(SerialNumber::sequence)).containsExactly(8, 9, 10, 11);
        assertThat(range.size()).isEqualTo(4);
        assertThat(SerialRange.between(range.first(), range.last())).isEqualTo(range);
    }

    @Test
    void knowsWhatItContains() {
        SerialRange range = new SerialRange(100_001, 8, 11);

        assertThat(range.contains(SerialNumber.of(100_001, 8))).isTrue();
        assertThat(range.contains(SerialNumber.of(100_001, 12))).isFalse();
        assertThat(range.contains(SerialNumber.of(100_002, 9))).isFalse();
    }

    @Test
    void isCutIntoBlocksWithAShortLastOne() {
        assertThat(new SerialRange(100_001, 1, 25).blocks(10))
                .containsExactly(
                        new SerialRange(100_001, 1, 10),
                        new SerialRange(100_001, 11, 20),
                        new SerialRange(100_001, 21, 25));
        assertThat(new SerialRange(100_001, 1, SerialNumber.LAST_SEQUENCE).blocks(1_000))
                .hasSize(10_000);
    }

    @Test
    void staysInOneRunAndGoesUpwards() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SerialRange(100_001, 2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SerialRange.between(
                                        SerialNumber.of(100_001, 1), SerialNumber.of(100_002, 1)));
    }
}
