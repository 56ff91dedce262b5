package io.counterfoil.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.terms.Term.Extension;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration LONGEST_CLOCK_CHANGE = Duration.ofHours(2);

    @ParameterizedTest
    @CsvSource({
        // A month-end is clamped, in leap years a day later.
        "2026-01-31T12:00+01:00, P1M, 2026-02-28T12:00+01:00",
        "2028-01-31T12:00+01:00, P1M, 2028-02-29T12:00+01:00",
        "2028-02-29T12:00+01:00, P1Y, 2029-02-28T12:00+01:00",
        "2026-08-31T12:00+02:00, P6M, 2027-02-28T12:00+01:00",
        "2026-12-31T12:00+01:00, P2Y, 2028-12-31T12:00+01:00",
        // The hour on the wall stays, whatever the clocks do in between.
        "2026-03-01T02:30+01:00, P1M, 2026-04-01T02:30+02:00",
        // 2:30 does not exist on 29 March 2026, and exists twice on 25 October.
        "2026-02-28T02:30+01:00, P29D, 2026-03-29T03:30+02:00",
        "2026-09-25T02:30+02:00, P1M, 2026-10-25T02:30+02:00",
    })
    void aNewTermLastsItsPeriodInTheProvidersCalendar(
            ZonedDateTime now, Period period, ZonedDateTime end) {
        assertThat(Term.extend(null, now.toInstant(), period, TermDays.USUAL.rules(BERLIN)))
                .isEqualTo(new Extension.Extended(now.toInstant(), end.toInstant()));
    }

    @Test
    void theDayIsTheProvidersNotTheServers() {
        // Half past midnight on 31 January in Berlin.
        Instant now = Instant.parse("2026-01-30T23:30:00Z");
        assertThat(Term.extend(null, now, Period.ofMonths(1), TermDays.USUAL.rules(BERLIN)))
                .isEqualTo(new Extension.Extended(now, Instant.parse("2026-02-27T23:30:00Z")));
        assertThat(Term.extend(null, now, Period.ofMonths(1), TermDays.USUAL.rules(ZoneOffset.UTC)))
                .isEqualTo(new Extension.Extended(now, Instant.parse("2026-02-28T23:30:00Z")));
    }

    @Test
    void aTermReachesTenYearsAheadAndNotADayFurther() {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        Instant inNineYears = Instant.parse("2035-11-22T10:00:00Z");
        Instant latest = Instant.parse("2036-11-22T10:00:00Z");
        assertThat(Term.extend(inNineYears, now, Period.ofYears(1), TermDays.USUAL.rules(ZoneOffset.UTC)))
                .isEqualTo(new Extension.Extended(inNineYears, latest));
        assertThat(Term.extend(inNineYears, now, Period.parse("P1Y1D"), TermDays.USUAL.rules(ZoneOffset.UTC)))
                .isEqualTo(new Extension.TooLong(latest));
    }

    @Test
    void aProviderThatLetsLessBeAddedUpTakesNothingAway() {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        Instant inTenYears = Instant.parse("2036-11-22T10:00:00Z");
        Instant inFifteenYears = Instant.parse("2041-11-22T10:00:00Z");
        TermRules tenYears = TermDays.USUAL.rules(ZoneOffset.UTC);
        assertThat(Term.extend(inFifteenYears, now, Period.ofDays(1), tenYears))
                .isEqualTo(new Extension.TooLong(inTenYears));
        assertThat(Term.extend(now.plusSeconds(1), now, Period.ofYears(10), tenYears))
                .isEqualTo(new Extension.TooLong(inTenYears));
        // The longest product fits as soon as nothing is left.
        for (Instant end : new Instant[] {null, now.minusSeconds(1), now}) {
            assertThat(Term.extend(end, now, Period.ofYears(10), tenYears))
                    .isEqualTo(new Extension.Extended(now, inTenYears));
        }
    }

    @Test
    void aProviderThatLetsMoreBeAddedUpGoesThatFar() {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        Instant inTenYears = Instant.parse("2036-11-22T10:00:00Z");
        Instant inTwentyYears = Instant.parse("2046-11-22T10:00:00Z");
        TermRules twenty =
                new TermDays(5, 30, 7, TermDays.MOST_LONGEST_YEARS).rules(ZoneOffset.UTC);
        assertThat(Term.extend(inTenYears, now, Period.ofYears(10), twenty))
                .isEqualTo(new Extension.Extended(inTenYears, inTwentyYears));
        assertThat(Term.extend(inTenYears.plusSeconds(1), now, Period.ofYears(10), twenty))
                .isEqualTo(new Extension.TooLong(inTwentyYears));
    }

    @Property(seed = "20240229")
    void timeStillLeftIsKept(
            @ForAll("instants") Instant now,
            @ForAll @IntRange(max = 1000) int daysLeft,
            @ForAll("periods") Period period,
            @ForAll("zones") ZoneId zone) {
        Instant end = now.plus(Duration.ofDays(daysLeft));
        assertThat(Term.extend(end, now, period, TermDays.USUAL.rules(zone)))
                .isInstanceOfSatisfying(
                        Extension.Extended.class,
                        extended -> {
                            assertThat(extended.from()).isEqualTo(end);
                            assertThat(extended.to()).isAfter(end);
                        });
    }

    @Property(seed = "20240229")
    void anEndInThePastCountsAsNow(
            @ForAll("instants") Instant now,
            @ForAll @IntRange(min = 1, max = 5000) int daysAgo,
            @ForAll("periods") Period period,
            @ForAll("zones") ZoneId zone) {
        Instant end = now.minus(Duration.ofDays(daysAgo));
        assertThat(Term.extend(end, now, period, TermDays.USUAL.rules(zone)))
                .isEqualTo(Term.extend(null, now, period, TermDays.USUAL.rules(zone)));
    }

    @Property(seed = "20240229")
    void monthsEndOnTheSameDayOrTheLastOfTheMonth(
            @ForAll("instants") Instant now,
            @ForAll @IntRange(min = 1, max = 60) int months,
            @ForAll("zones") ZoneId zone) {
        LocalDate start = LocalDate.ofInstant(now, zone);
        YearMonth last = YearMonth.from(start).plusMonths(months);
        LocalDate expected = last.atDay(Math.min(start.getDayOfMonth(), last.lengthOfMonth()));
        Instant sameHour = now.atZone(zone).toLocalTime().atDate(expected).atZone(zone).toInstant();
        assertThat(end(now, Period.ofMonths(months), zone))
                .isBetween(
                        sameHour.minus(LONGEST_CLOCK_CHANGE), sameHour.plus(LONGEST_CLOCK_CHANGE));
    }

    @Property(seed = "20240229")
    void aLongerPeriodNeverEndsEarlier(
            @ForAll("instants") Instant now,
            @ForAll @IntRange(min = 1, max = 59) int months,
            @ForAll("zones") ZoneId zone) {
        assertThat(end(now, Period.ofMonths(months + 1), zone))
                .isAfter(end(now, Period.ofMonths(months), zone));
    }

    @Property(seed = "20240229")
    void aPeriodOfNoTimeIsRefused(@ForAll @IntRange(min = -24, max = 0) int months) {
        assertThatThrownBy(() -> Term.extend(null, Instant.EPOCH, Period.ofMonths(months), TermDays.USUAL.rules(BERLIN)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("2020-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2060-01-01T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<Period> periods() {
        return Arbitraries.of("P1M", "P2M", "P3M", "P6M", "P1Y", "P2Y", "P5Y", "P14D", "P2W")
                .map(Period::parse);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Europe/Berlin",
                        "America/New_York",
                        "America/Santiago",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                        "Pacific/Chatham")
                .map(ZoneId::of);
    }

    private static Instant end(Instant now, Period period, ZoneId zone) {
        return switch (Term.extend(null, now, period, TermDays.USUAL.rules(zone))) {
            case Extension.Extended extended -> extended.to();
            case Extension.TooLong tooLong -> throw new AssertionError(tooLong);
        };
    }
}
