package io.counterfoil.terms;

import java.math.BigInteger;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of a term is worth on another plan: remaining days × old price of a day ÷ new price
 * of a day, in whole days.
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
     * The days that remaining ones become; a hundred years of them at most.
     *
     * @param old what they cost; null: nothing, so that they become none
     * @param fresh what days of the new plan cost
     * @return empty if the new plan's cost nothing while the old ones did, which can't be compared
     */
    public static Optional<Long> convert(long remainingDays, @Nullable Rate old, Rate fresh) {
        if (remainingDays < 0) {
            throw new IllegalArgumentException("no less than no days remain");
        }
        if (old == null || old.minor() == 0 || remainingDays == 0) {
            return Optional.of(0L);
        }
        if (fresh.minor() == 0) {
            return Optional.empty();
        }
        BigInteger worth =
                BigInteger.valueOf(remainingDays)
                        .multiply(BigInteger.valueOf(old.minor()))
                        .multiply(fresh.twelfths());
        BigInteger price = BigInteger.valueOf(fresh.minor()).multiply(old.twelfths());
        BigInteger days = worth.add(price).subtract(BigInteger.ONE).divide(price);
        return Optional.of(days.min(MOST_DAYS).longValueExact());
    }
}
