package io.counterfoil.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=--5"
            })
    void whatIsNoSingleRangeGetsTheWholeObject(@Nullable String header) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void manySpacesTakeNoMoreThanAMoment() {
        String header = "bytes=" + " ".repeat(200_000) + "x";
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Whole()));
    }

    @Property(seed = "1")
    void fromToIsCutAtTheEnd(
            @ForAll @IntRange(max = 50) int from,
            @ForAll @IntRange(max = 50) int more,
            @ForAll @IntRange(max = 60) int size) {
        ByteRange range = ByteRange.of("bytes=" + from + "-" + (from + more), size);
        assertThat(range)
                .isEqualTo(
                        from >= size
                                ? new ByteRange.Unsatisfiable()
                                : new ByteRange.Part(from, Math.min(more + 1, size - from)));
    }

    @Property(seed = "1")
    void anOpenEndIsTheLastByte(
            @ForAll @IntRange(max = 50) int from, @ForAll @IntRange(max = 60) int size) {
        assertThat(ByteRange.of("bytes=" + from + "-", size))
                .isEqualTo(
                        from >= size
                                ? new ByteRange.Unsatisfiable()
                                : new ByteRange.Part(from, size - from));
    }

    @Property(seed = "1")
    void aSuffixIsTheLastBytes(
            @ForAll @IntRange(max = 80) int length, @ForAll @IntRange(max = 60) int size) {
        int part = Math.min(length, size);
        assertThat(ByteRange.of("bytes=-" + length, size))
                .isEqualTo(
                        part == 0
                                ? new ByteRange.Unsatisfiable()
                                : new ByteRange.Part(size - part, part));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-99999999999999999999", "bytes=-99999999999999999999"})
    void numbersBeyondAllMeasureReachTheEnd(String header) {
        assertThat(ByteRange.of(header, 10)).isEqualTo(new ByteRange.Part(0, 10));
    }
}
