package io.counterfoil.printing.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Refused;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final SerialRange RUN = new SerialRange(100_001, 1, 100);

    @Test
    void whatIsNotNamedIsInNoBucket() {
        Buckets buckets = Buckets.of(RUN, counted(List.of(serial(1)), List.of(serial(2)), null));
        assertThat(buckets.spoiled().stream()).containsExactly(SerialNumber.of(100_001, 1));
        assertThat(buckets.missing().stream()).containsExactly(SerialNumber.of(100_001, 2));
        assertThat(Buckets.of(RUN, counted(null, null, null)))
                .isEqualTo(Buckets.of(RUN, counted(List.of(), List.of(), null)));
    }

    @Test
    void aSerialNamedTwiceInOneListCountsOnce() {
        assertThat(Buckets.of(RUN, counted(List.of(serial(1), serial(1)), null, null)).spoiled().size())
                .isEqualTo(1);
    }

    @Test
    void aListOfWhatIsPrintedMustAddUp() {
        List<String> rest = RUN.stream().skip(2).map(SerialNumber::toString).toList();
        assertThat(Buckets.of(RUN, counted(List.of(serial(1)), List.of(serial(2)), rest)).missing().size())
                .isEqualTo(1);
        assertThat(problems(counted(List.of(serial(1)), null, rest)))
                .containsExactly(
                        "printed: The run has 100 items, but the lists name 99. Leave printed out"
                                + " if everything else is good.");
    }

    @Test
    void anItemIsInOneBucketOnly() {
        assertThat(problems(counted(List.of(serial(1)), List.of(serial(1)), null)))
                .singleElement()
                .asString()
                .startsWith("missing: " + serial(1) + " is spoiled and missing");
        List<String> all = RUN.stream().map(SerialNumber::toString).toList();
        assertThat(problems(counted(List.of(serial(1)), null, all)))
                .anySatisfy(problem -> assertThat(problem).contains("named as spoiled"));
    }

    @Test
    void rangesStandBesideSingleSerials() {
        assertThat(
                        Buckets.of(
                                        RUN,
                                        counted(
                                                List.of(
                                                        serial(1),
                                                        serial(3) + "-" + serial(5),
                                                        " " + serial(7) + " – " + serial(8) + " "),
                                                null,
                                                null))
                                .spoiled().stream())
                .extracting(SerialNumber::sequence)
                .containsExactly(1, 3, 4, 5, 7, 8);
    }

    @Test
    void aRangeThatGoesDownOrLeavesTheRunIsSaid() {
        String foreign = SerialNumber.of(100_001, 101).toString();
        assertThat(
                        problems(
                                counted(
                                        List.of(serial(5) + "-" + serial(3)),
                                        List.of(serial(5) + "-" + foreign),
                                        null)))
                .satisfiesExactly(
                        first -> assertThat(first).contains("a range goes upwards"),
                        second -> assertThat(second).contains(foreign + " is not of this run"));
    }

    @Test
    void twoScansThatRanIntoEachOtherAreNoRange() {
        assertThat(problems(counted(List.of(serial(1) + serial(9)), null, null)))
                .singleElement()
                .asString()
                .contains("14 digits; this one has more");
    }

    @Test
    void whatIsNoSerialOfTheRunIsSaid() {
        String foreign = SerialNumber.of(100_002, 1).toString();
        assertThat(problems(counted(List.of(foreign), List.of("x".repeat(50)), null)))
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .isEqualTo("spoiled: " + foreign + " is not of this run."),
                        second ->
                                assertThat(second).startsWith("missing: " + "x".repeat(20) + "…"));
    }

    @Test
    void aListFullOfMistakesIsRefusedByItsFirstTwenty() {
        List<String> nonsense = Collections.nCopies(1_000_000, "");
        assertThat(problems(counted(nonsense, nonsense, null))).hasSize(40);
        List<String> all = RUN.stream().map(SerialNumber::toString).toList();
        assertThat(problems(counted(all, all, null))).hasSize(20);
    }

    @Test
    void moreRangesThanCanBeKeptAreRefused() {
        Buckets three =
                Buckets.of(
                        RUN,
                        counted(
                                List.of(serial(1), serial(3) + "-" + serial(4)),
                                List.of(serial(6)),
                                null));

        assertThat(three.requireRanges(3, "spoiled")).isSameAs(three);
        assertThat(catchThrowableOfType(Refused.class, () -> three.requireRanges(2, "spoiled")).fields())
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each.message())
                                        .contains("more than 2 ranges", "neighbours as ranges"));
    }

    private static List<String> problems(NewCountIn counted) {
        return catchThrowableOfType(Refused.class, () -> Buckets.of(RUN, counted)).fields().stream()
                .map(problem -> problem.field() + ": " + problem.message())
                .toList();
    }

    private static NewCountIn counted(
            @Nullable List<String> spoiled,
            @Nullable List<String> missing,
            @Nullable List<String> printed) {
        return new NewCountIn(spoiled, missing, printed);
    }

    private static String serial(int sequence) {
        return SerialNumber.of(100_001, sequence).toString();
    }
}
