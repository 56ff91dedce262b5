package io.counterfoil.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.terms.Conversion.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConversionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Rate BASIC = new Rate(1900, Period.ofMonths(6));
    private static final long A_HUNDRED_YEARS = 36_500;
    private static final Rate SELECT = new Rate(4900, Period.ofYears(1));

    @Test
    void halfAYearOfBasicIsFewerDaysOfSelect() {
        // 100 days × 19.00 ÷ 182.5 days = 10.41; 49.00 ÷ 365 = 0.1342 a day; 77.55 days.
        assertThat(Conversion.convert(100, BASIC, SELECT)).contains(78L);
    }

    @Test
    void equalPricesKeepEveryDayWithoutRounding() {
        Rate month = new Rate(100, Period.ofMonths(1));
        Rate year = new Rate(1200, Period.ofYears(1));
        assertThat(Conversion.convert(363, month, year)).contains(363L);
    }

    @Test
    void whatCostNothingBecomesNothing() {
        Rate free = new Rate(0, Period.ofMonths(3));
        assertThat(Conversion.convert(30, null, SELECT)).contains(0L);
        assertThat(Conversion.convert(30, free, SELECT)).contains(0L);
        assertThat(Conversion.convert(30, free, free)).contains(0L);
    }

    @Test
    void paidDaysCantBecomeDaysWithoutAPrice() {
        Rate free = new Rate(0, Period.ofMonths(3));
        assertThat(Conversion.convert(30, SELECT, free)).isEmpty();
        assertThat(Conversion.convert(0, SELECT, free)).contains(0L);
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
                Conversion.convert(
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
        assertThat(Conversion.convert(3660, dear, cheap)).contains(A_HUNDRED_YEARS);
    }

    private static long days(Instant now, String end) {
        return Conversion.remainingDays(Instant.parse(end), now, BERLIN);
    }
}
