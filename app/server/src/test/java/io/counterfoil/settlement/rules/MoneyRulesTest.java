package io.counterfoil.settlement.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class MoneyRulesTest {
    private static final long MOST = 100_000_000_00L;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Example
    void aShopKeepsOneFiftyOfTenAtFifteenPercent() {
        Line line = Line.sale(1000, Share.of(1000, 1500), 0, false);
        assertThat(line.amount()).isEqualTo(850);
        assertThat(line.postings(LedgerAccount.COMMISSION))
                .containsExactly(
                        new Posting(LedgerAccount.RETAILER, LedgerAccount.DEFERRED_REVENUE, 1000),
                        new Posting(LedgerAccount.COMMISSION, LedgerAccount.RETAILER, 150));
    }

    @Example
    void halvesAreRoundedToTheEvenNeighbour() {
        assertThat(Share.of(10, 1500)).isEqualTo(2);
        assertThat(Share.of(30, 1500)).isEqualTo(4);
        assertThat(Share.of(50, 1500)).isEqualTo(8);
        assertThat(Share.of(-30, 1500)).isEqualTo(-4);
        assertThat(Share.of(-50, 1500)).isEqualTo(-8);
    }

    @Example
    void theTaxInsideAPriceIsWhatTheRateAddsToTheRest() {
        assertThat(Share.taxInside(1190, 1900)).isEqualTo(190);
        assertThat(Share.taxInside(4900, 1900)).isEqualTo(782);
        assertThat(Share.taxInside(4900, 0)).isZero();
    }

    @Example
    void theTaxOfASinglePurposeVoucherIsDueWhenItIsSold() {
        Line line = Line.sale(1190, 119, 1900, true);
        assertThat(line.deferred()).isEqualTo(1000);
        assertThat(line.postings(LedgerAccount.COMMISSION))
                .containsExactly(
                        new Posting(LedgerAccount.RETAILER, LedgerAccount.DEFERRED_REVENUE, 1190),
                        new Posting(LedgerAccount.COMMISSION, LedgerAccount.RETAILER, 100),
                        new Posting(LedgerAccount.TAX, LedgerAccount.RETAILER, 19),
                        new Posting(LedgerAccount.DEFERRED_REVENUE, LedgerAccount.TAX, 190));
    }

    @Example
    void aShopNeverKeepsMoreThanThePrice() {
        assertThatThrownBy(() -> Line.sale(100, 101, 0, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(seed = "20240229")
    void aShareIsTheNearestWholeUnit(
            @ForAll @LongRange(min = -MOST, max = MOST) long minor,
            @ForAll @IntRange(max = 10_000) int basisPoints) {
        assertThat(Share.of(minor, basisPoints))
                .isEqualTo(
                        BigDecimal.valueOf(minor)
                                .multiply(BigDecimal.valueOf(basisPoints, 4))
                                .setScale(0, RoundingMode.HALF_EVEN)
                                .longValueExact());
    }

    @Property(seed = "20240229")
    void allAccountsTogetherStayZero(@ForAll("lines") Line line) {
        assertThat(sum(balances(line.postings(LedgerAccount.COMMISSION)))).isZero();
    }

    @Property(seed = "20240229")
    void theRetailerOwesWhatTheLineSaysAndTheCustomerIsOwedTheRest(@ForAll("lines") Line line) {
        Map<LedgerAccount, Long> balances = balances(line.postings(LedgerAccount.COMMISSION));
        assertThat(balances.getOrDefault(LedgerAccount.RETAILER, 0L)).isEqualTo(line.amount());
        assertThat(balances.getOrDefault(LedgerAccount.DEFERRED_REVENUE, 0L))
                .isEqualTo(-line.deferred());
    }

    @Property(seed = "20240229")
    void whatIsGivenUpAfterItWasRedeemedCostsWhatTheCustomerGotBack(
            @ForAll("lines") Line sold,
            @ForAll @IntRange(max = 10_000) int rate,
            @ForAll @IntRange(max = 100) int kept,
            @ForAll @IntRange(max = 100) int earned) {
        Line line = sold.price() < 0 ? sold.opposite() : sold;
        Map<LedgerAccount, Long> balances = balances(line.postings(LedgerAccount.COMMISSION));
        long due = line.taxAtRedemption(rate);
        move(balances, LedgerAccount.DEFERRED_REVENUE, LedgerAccount.TAX, due);
        long whole = line.deferred() - due;
        long left = Share.part(whole, kept, 100);
        long tax = line.taxAtIssue() ? line.tax() : due;
        long taxLeft = Share.part(tax, kept, 100);
        move(balances, LedgerAccount.DEFERRED_REVENUE, LedgerAccount.CUSTOMER, whole - left);
        move(balances, LedgerAccount.TAX, LedgerAccount.CUSTOMER, tax - taxLeft);
        long gone = Share.part(left, earned, 100);
        move(balances, LedgerAccount.DEFERRED_REVENUE, LedgerAccount.REVENUE, gone);
        Redeemed redeemed = new Redeemed(left, taxLeft, gone);
        line.postings(LedgerAccount.COMMISSION).stream()
                .map(Posting::reversed)
                .forEach(posting -> post(balances, posting));
        redeemed.unearned().forEach(posting -> post(balances, posting));
        redeemed.unspent(line).forEach(posting -> post(balances, posting));
        long back = whole - left + tax - taxLeft;
        balances.merge(LedgerAccount.CUSTOMER, back, Long::sum);
        balances.merge(LedgerAccount.REVENUE, -back, Long::sum);
        assertThat(balances).allSatisfy((account, minor) -> assertThat(minor).isZero());
    }

    private static void move(
            Map<LedgerAccount, Long> balances,
            LedgerAccount debit,
            LedgerAccount credit,
            long minor) {
        balances.merge(debit, minor, Long::sum);
        balances.merge(credit, -minor, Long::sum);
    }

    @Property(seed = "20240229")
    void whatIsTakenBackLeavesNothing(@ForAll("lines") Line line) {
        Map<LedgerAccount, Long> balances = balances(line.postings(LedgerAccount.COMMISSION));
        line.postings(LedgerAccount.COMMISSION).stream()
                .map(Posting::reversed)
                .forEach(posting -> post(balances, posting));
        assertThat(balances).allSatisfy((account, minor) -> assertThat(minor).isZero());
        assertThat(line.amount() + line.opposite().amount()).isZero();
        assertThat(balances(line.opposite().postings(LedgerAccount.COMMISSION)))
                .isEqualTo(
                        balances(
                                line.postings(LedgerAccount.COMMISSION).stream()
                                        .map(Posting::reversed)
                                        .toList()));
    }

    @Property(seed = "20240229")
    void earningNeverFallsAndTheLastDayBringsTheRest(
            @ForAll @LongRange(max = MOST) long minor, @ForAll @IntRange(max = 800) int days) {
        LocalDate from = LocalDate.of(2026, 1, 31);
        Earning earning = new Earning(minor, from, from.plusDays(days));
        assertThat(earning.earnedBy(from.minusDays(1))).isZero();
        long before = 0;
        for (int day = 0; day < Math.max(1, days); day++) {
            long now = earning.earnedBy(from.plusDays(day));
            // A day's share, give or take one unit of rounding.
            assertThat(now - before)
                    .isBetween(minor / Math.max(1, days) - 1, minor / Math.max(1, days) + 1)
                    .isNotNegative();
            before = now;
        }
        assertThat(before).isEqualTo(minor);
        assertThat(earning.earnedBy(from.plusDays(days + 1_000))).isEqualTo(minor);
    }

    @Example
    void halfATermEarnsHalf() {
        Earning year =
                new Earning(4900, LocalDate.of(2027, 1, 1), LocalDate.of(2028, 1, 1));
        assertThat(year.earnedBy(LocalDate.of(2027, 1, 31))).isEqualTo(416);
        assertThat(year.earnedBy(LocalDate.of(2027, 7, 1))).isEqualTo(2443);
    }

    @Property(seed = "20240229")
    void aTermThatEndsEarlierKeepsWhatItsDaysHaveBrought(
            @ForAll @LongRange(max = MOST) long minor,
            @ForAll @IntRange(min = 1, max = 400) int days,
            @ForAll @IntRange(max = 500) int taken) {
        LocalDate from = LocalDate.of(2026, 1, 31);
        Earning whole = new Earning(minor, from, from.plusDays(days));
        Earning left = whole.until(whole.to().minusDays(taken));
        assertThat(left.minor()).isBetween(0L, minor);
        assertThat(left.earnedBy(left.to()))
                .isEqualTo(taken == 0 ? minor : whole.earnedBy(left.to().minusDays(1)));
    }

    @Example
    void aHoldIsCountedInDaysOfTheProvidersCalendar() {
        Instant beforeTheClockChanges = Instant.parse("2026-10-20T12:00:00Z");
        assertThat(Payable.held(beforeTheClockChanges, 14, BERLIN))
                .isEqualTo(Instant.parse("2026-11-03T13:00:00Z"));
    }

    @Property(seed = "20240229")
    void whatAccruesIsPayableAfterTheLastStatement(
            @ForAll @IntRange(max = 30) int holdDays, @ForAll @IntRange(max = 100) int later) {
        Optional<Instant> end = Optional.of(NOW.plusSeconds(later * 86_400L - 50 * 86_400L));
        Instant payable = Payable.from(Payable.held(NOW, holdDays, BERLIN), end);
        assertThat(Payable.isOpen(payable, end)).isTrue();
        assertThat(payable).isAfterOrEqualTo(NOW);
    }

    @Provide
    Arbitrary<Line> lines() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, MOST),
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 3_000),
                        Arbitraries.of(true, false))
                .as(
                        (price, commission, rate, atIssue) ->
                                Line.sale(price, Share.of(price, commission), rate, atIssue));
    }

    private static Map<LedgerAccount, Long> balances(List<Posting> postings) {
        Map<LedgerAccount, Long> balances = new EnumMap<>(LedgerAccount.class);
        postings.forEach(posting -> post(balances, posting));
        return balances;
    }

    private static void post(Map<LedgerAccount, Long> balances, Posting posting) {
        balances.merge(posting.debit(), posting.minor(), Long::sum);
        balances.merge(posting.credit(), -posting.minor(), Long::sum);
    }

    private static long sum(Map<LedgerAccount, Long> balances) {
        return balances.values().stream().mapToLong(Long::longValue).sum();
    }
}
