package io.counterfoil.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterfoil.terms.Conversion.Part;
import io.counterfoil.terms.Conversion.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Rate BASIC = new Rate(1900, Period.ofMonths(6));
    private static final long A_HUNDRED_YEARS = 36_500;
    private static final Rate SELECT = new Rate(4900, Period.ofYears(1));
    private static final Rate YEAR = new Rate(1200, Period.ofYears(1));
    private static final Rate MONTH = new Rate(300, Period.ofMonths(1));
    private static final Rate TEN_DAYS = new Rate(100, Period.ofDays(10));

    @Test
    void halfAYearOfBasicIsFewerDaysOfSelect() {
        // 100 days × 19.00 ÷ 182.5 days = 10.41; 49.00 ÷ 365 = 0.1342 a day; 77.55 days.
        assertThat(convert(100, BASIC, SELECT)).contains(78L);
    }

    @Test
    void equalPricesKeepEveryDayWithoutRounding() {
        Rate month = new Rate(100, Period.ofMonths(1));
        Rate year = new Rate(1200, Period.ofYears(1));
        assertThat(convert(363, month, year)).contains(363L);
    }

    @Test
    void whatCostNothingBecomesNothing() {
        Rate free = new Rate(0, Period.ofMonths(3));
        assertThat(convert(30, null, SELECT)).contains(0L);
        assertThat(convert(30, free, SELECT)).contains(0L);
        assertThat(convert(30, free, free)).contains(0L);
    }

    @Test
    void paidDaysCantBecomeDaysWithoutAPrice() {
        Rate free = new Rate(0, Period.ofMonths(3));
        assertThat(convert(30, SELECT, free)).isEmpty();
        assertThat(convert(0, SELECT, free)).contains(0L);
    }

    @Test
    void aDayThatHasBegunRemainsWholeAlsoWhereClocksChange() {
        Instant now = Instant.parse("2026-03-28T11:00:00Z");
        assertThat(days(now, "2026-03-28T11:00:00Z")).isZero();
        assertThat(days(now, "2026-03-27T11:00:00Z")).isZero();
        assertThat(days(now, "2026-03-28T11:00:01Z")).isEqualTo(1);
        // Noon to noon in Berlin is 23 hours on that day.
        assertThat(days(now, "2026-03-29T10:00:00Z")).isEqualTo(1);
        assertThat(days(now, "2026-03-29T10:00:01Z")).isEqualTo(2);
    }

    @Property(seed = "20240229")
    void roundedUpByLessThanADay(
            @ForAll @IntRange(max = 3660) int days,
            @ForAll @IntRange(min = 1, max = 100_000) int oldMinor,
            @ForAll @IntRange(min = 1, max = 100_000) int newMinor,
            @ForAll @IntRange(min = 1, max = 120) int oldMonths,
            @ForAll @IntRange(min = 1, max = 3660) int newDays) {
        long converted =
                convert(
                                days,
                                new Rate(oldMinor, Period.ofMonths(oldMonths)),
                                new Rate(newMinor, Period.ofDays(newDays)))
                        .orElseThrow();
        BigDecimal exact =
                BigDecimal.valueOf((long) days * oldMinor)
                        .multiply(BigDecimal.valueOf(newDays * 12L))
                        .divide(
                                BigDecimal.valueOf((long) newMinor * oldMonths * 365),
                                20,
                                RoundingMode.HALF_EVEN);
        BigDecimal bounded = exact.min(BigDecimal.valueOf(A_HUNDRED_YEARS));
        assertThat(BigDecimal.valueOf(converted).add(new BigDecimal("1e-15")))
                .isGreaterThanOrEqualTo(bounded);
        assertThat(BigDecimal.valueOf(converted - 1)).isLessThan(bounded.max(BigDecimal.ZERO));
    }

    @Test
    void theHighestPriceForTheLowestBecomesNoMoreDaysThanTimeCanHave() {
        Rate dear = new Rate(Long.MAX_VALUE, Period.ofDays(1));
        Rate cheap = new Rate(1, Period.ofYears(10));
        assertThat(convert(3660, dear, cheap)).contains(A_HUNDRED_YEARS);
    }

    static Stream<Arguments> sums() {
        Part year = new Part(365, YEAR);
        Part month = new Part(30, MONTH);
        return Stream.of(
                // 12.00 and 30 × 3.00 ÷ (365 ÷ 12) = 2.959: 14.959 × 365 ÷ 49.00 = 111.43 days.
                arguments(List.of(year, month), SELECT, 112L),
                // The order of the parts is all the same.
                arguments(List.of(month, year), SELECT, 112L),
                // 365 days and three for each of 30: a month is a twelfth of the year.
                arguments(List.of(year, month), YEAR, 365L + 90),
                // Rounded once: 0.5 + 0.5 days, not 1 + 1.
                arguments(
                        List.of(
                                new Part(1, new Rate(50, Period.ofDays(1))),
                                new Part(1, new Rate(100, Period.ofDays(2)))),
                        new Rate(100, Period.ofDays(1)),
                        1L),
                // Thirds add up exactly.
                arguments(
                        List.of(
                                new Part(1, new Rate(1, Period.ofDays(3))),
                                new Part(2, new Rate(2, Period.ofDays(6)))),
                        new Rate(1, Period.ofDays(1)),
                        1L),
                // A hair more than a day is two.
                arguments(
                        List.of(
                                new Part(1, new Rate(1, Period.ofDays(1))),
                                new Part(1, new Rate(1, Period.ofDays(3660)))),
                        new Rate(1, Period.ofDays(1)),
                        2L),
                // What cost nothing adds nothing: 10.00 × 10 days.
                arguments(
                        List.of(new Part(300, null), new Part(10, new Rate(1000, Period.ofDays(10)))),
                        TEN_DAYS,
                        100L),
                arguments(
                        List.of(
                                new Part(300, new Rate(0, Period.ofDays(30))),
                                new Part(10, new Rate(1000, Period.ofDays(10)))),
                        TEN_DAYS,
                        100L),
                arguments(List.of(), SELECT, 0L),
                // Each may be as long as time gets; together they are no longer.
                arguments(
                        List.of(
                                new Part(20_000, YEAR),
                                new Part(20_000, YEAR)),
                        YEAR,
                        A_HUNDRED_YEARS));
    }

    @ParameterizedTest
    @MethodSource("sums")
    void eachPartCountsAtItsOwnPriceAndTheSumIsRoundedOnce(
            List<Part> parts, Rate fresh, long days) {
        assertThat(Conversion.convert(parts, fresh)).contains(days);
    }

    @Test
    void onePaidPartIsEnoughNotToBeComparedWithDaysWithoutAPrice() {
        Rate free = new Rate(0, Period.ofMonths(3));
        assertThat(Conversion.convert(List.of(new Part(30, null), new Part(1, YEAR)), free)).isEmpty();
        assertThat(Conversion.convert(List.of(new Part(30, null), new Part(30, free)), free))
                .contains(0L);
    }

    @Test
    void theWorthOfThePartsAddsUpToThatOfAll() {
        assertThat(Conversion.worth(List.of(new Part(365, YEAR), new Part(30, MONTH))))
                .containsExactly(1200L, 296L);
        // A third and a third and a third of a cent.
        Part third = new Part(1, new Rate(1, Period.ofDays(3)));
        assertThat(Conversion.worth(List.of(third, third, third))).containsExactly(0L, 1L, 0L);
        assertThat(Conversion.worth(List.of(new Part(30, null), third))).containsExactly(0L, 0L);
        assertThat(Conversion.worth(List.of())).isEmpty();
    }

    @Test
    void whatPartsBecomeIsDividedAsTheyAreWorth() {
        Part year = new Part(365, YEAR);
        Part nothing = new Part(100, null);
        Part half = new Part(365, new Rate(600, Period.ofYears(1)));
        assertThat(Conversion.ends(List.of(nothing, year, nothing, half), 900))
                .containsExactly(0L, 600L, 600L, 900L);
        assertThat(Conversion.ends(List.of(year, year, year), 100)).containsExactly(33L, 67L, 100L);
    }

    @Property(seed = "20240229")
    void partsOfOnePriceAreWorthWhatTheyAreTogether(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 400) Integer> days,
            @ForAll @IntRange(max = 100_000) int oldMinor,
            @ForAll @IntRange(min = 1, max = 100_000) int newMinor,
            @ForAll @IntRange(min = 1, max = 120) int months) {
        Rate old = new Rate(oldMinor, Period.ofMonths(months));
        Rate fresh = new Rate(newMinor, Period.ofYears(1));
        List<Part> parts = days.stream().map(each -> new Part(each, old)).toList();
        long together = days.stream().mapToLong(Integer::longValue).sum();
        assertThat(Conversion.convert(parts, fresh)).isEqualTo(convert(together, old, fresh));
    }

    @Property(seed = "20240229")
    void partsAreWorthNoMoreAndHardlyLessThanEachRoundedForItself(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 400) Integer> days,
            @ForAll @Size(value = 8) List<@IntRange(max = 100_000) Integer> minors,
            @ForAll @IntRange(min = 1_000, max = 100_000) int newMinor) {
        Rate fresh = new Rate(newMinor, Period.ofYears(1));
        List<Part> parts =
                IntStream.range(0, days.size())
                        .mapToObj(
                                i ->
                                        new Part(
                                                days.get(i),
                                                new Rate(minors.get(i), Period.ofYears(1 + i))))
                        .toList();
        long apart =
                parts.stream()
                        .mapToLong(
                                part ->
                                        Conversion.convert(List.of(part), fresh)
                                                .orElseThrow())
                        .sum();
        long together = Conversion.convert(parts, fresh).orElseThrow();
        if (apart < A_HUNDRED_YEARS) {
            assertThat(together).isBetween(apart - parts.size() + 1, apart);
        }
        assertThat(Conversion.worth(parts).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(Conversion.worth(parts.reversed()).stream().mapToLong(Long::longValue).sum());
    }

    private static Optional<Long> convert(long days, @Nullable Rate old, Rate fresh) {
        return Conversion.convert(List.of(new Part(days, old)), fresh);
    }

    private static long days(Instant now, String end) {
        return Conversion.remainingDays(Instant.parse(end), now, BERLIN);
    }
}
