package io.counterfoil.terms;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of a term is worth on another plan: remaining days × old price of a day ÷ new price
 * of a day, in whole days. Where parts of it had different prices, what they are worth is added up
 * exactly before it is rounded.
 *
 * <p>Both roundings are up, in the customer's favour: a day that has begun counts as a whole one, and
 * so does a part of a day on the new plan. A month counts as a twelfth of a year of 365 days.
 */
public final class Conversion {
    private static final int MONTHS_A_YEAR = 12;
    private static final int DAYS_A_YEAR = 365;

    /** A hundred years; no term may get nearly as long, so that more days than these are as good. */
    private static final BigInteger MOST_DAYS = BigInteger.valueOf(100 * DAYS_A_YEAR);

    private Conversion() {}

    /**
     * What time costs.
     *
     * @param minor the price of a period, in minor units; 0 for what was given away
     * @param period how long that lasts
     */
    public record Rate(long minor, Period period) {
        public Rate {
            if (minor < 0 || period.isZero() || period.isNegative()) {
                throw new IllegalArgumentException("a price for some time");
            }
        }

        /** Twelfths of a day, so that months are whole numbers too. */
        private BigInteger twelfths() {
            long months = (long) period.getYears() * MONTHS_A_YEAR + period.getMonths();
            long days = (long) period.getDays() * MONTHS_A_YEAR;
            return BigInteger.valueOf(months * DAYS_A_YEAR + days);
        }
    }

    /** Whole days of the calendar from now to the end, the last one begun; 0 for a term that is over. */
    public static long remainingDays(Instant end, Instant now, ZoneId zone) {
        if (!end.isAfter(now)) {
            return 0;
        }
        ZonedDateTime from = now.atZone(zone);
        long days = ChronoUnit.DAYS.between(from, end.atZone(zone));
        return from.plusDays(days).toInstant().isBefore(end) ? days + 1 : days;
    }

    /**
     * Remaining days of one price.
     *
     * @param days how many
     * @param rate what they cost; null: nothing, so that they become none
     */
    public record Part(long days, @Nullable Rate rate) {
        public Part {
            if (days < 0) {
                throw new IllegalArgumentException("no less than no days remain");
            }
        }

        private Fraction worth() {
            return rate == null
                    ? Fraction.NOTHING
                    : new Fraction(
                            BigInteger.valueOf(days)
                                    .multiply(BigInteger.valueOf(rate.minor()))
                                    .multiply(BigInteger.valueOf(MONTHS_A_YEAR)),
                            rate.twelfths());
        }
    }

    /** An exact number of minor units; sums are in lowest terms, so that long ones stay short. */
    private record Fraction(BigInteger over, BigInteger under) {
        static final Fraction NOTHING = new Fraction(BigInteger.ZERO, BigInteger.ONE);

        Fraction plus(Fraction other) {
            BigInteger sum = over.multiply(other.under).add(other.over.multiply(under));
            BigInteger both = under.multiply(other.under);
            BigInteger common = sum.gcd(both);
            return new Fraction(sum.divide(common), both.divide(common));
        }

        long rounded() {
            return new BigDecimal(over)
                    .divide(new BigDecimal(under), 0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        }

        Fraction of(long whole, Fraction all) {
            return new Fraction(
                    over.multiply(all.under).multiply(BigInteger.valueOf(whole)),
                    under.multiply(all.over));
        }
    }

    /** What the first part, the first two and so on up to all are worth. */
    private static List<Fraction> sums(List<Part> parts) {
        List<Fraction> sums = new ArrayList<>();
        Fraction sum = Fraction.NOTHING;
        for (Part part : parts) {
            sum = sum.plus(part.worth());
            sums.add(sum);
        }
        return sums;
    }

    /**
     * The days that remaining ones become, each part at its own price; a hundred years of them at
     * most.
     *
     * @param fresh what days of the new plan cost
     * @return empty if the new plan's cost nothing while old ones did, which can't be compared
     */
    public static Optional<Long> convert(List<Part> parts, Rate fresh) {
        Fraction worth = parts.isEmpty() ? Fraction.NOTHING : sums(parts).getLast();
        if (worth.over().signum() == 0) {
            return Optional.of(0L);
        }
        if (fresh.minor() == 0) {
            return Optional.empty();
        }
        BigInteger bought = worth.over().multiply(fresh.twelfths());
        BigInteger price =
                worth.under()
                        .multiply(BigInteger.valueOf(fresh.minor()))
                        .multiply(BigInteger.valueOf(MONTHS_A_YEAR));
        BigInteger days = bought.add(price).subtract(BigInteger.ONE).divide(price);
        return Optional.of(days.min(MOST_DAYS).longValueExact());
    }

    /**
     * What each part is worth, in minor units. They add up to what all are worth, which alone is
     * rounded: a part may be a unit off.
     */
    public static List<Long> worth(List<Part> parts) {
        List<Long> worth = new ArrayList<>();
        long before = 0;
        for (Fraction sum : sums(parts)) {
            long until = sum.rounded();
            worth.add(until - before);
            before = until;
        }
        return worth;
    }

    /**
     * Where each part ends if {@code whole} is divided as they are worth, such as the seconds that
     * they become.
     *
     * @param parts of which one is worth something
     */
    public static List<Long> ends(List<Part> parts, long whole) {
        List<Fraction> sums = sums(parts);
        return sums.stream().map(sum -> sum.of(whole, sums.getLast()).rounded()).toList();
    }
}
