package io.counterfoil.terms;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paid or free time of a parent account.
 *
 * <p>A grant starts where the term ends, or now if it has ended, and lasts its period in the
 * provider's calendar: a month-end is clamped (31 January + P1M is 28 or 29 February), and the hour
 * on the wall stays the same across a change to or from daylight-saving time.
 */
public final class Term {
    private Term() {}

    /** What a grant does to a term. */
    public sealed interface Extension {
        /**
         * The grant fits.
         *
         * @param from when its time starts
         * @param to when it ends, which is the new end of the term
         */
        record Extended(Instant from, Instant to) implements Extension {}

        /**
         * The term would reach further ahead than the provider lets time be added up.
         *
         * @param latest the latest end that a term may have now
         */
        record TooLong(Instant latest) implements Extension {}
    }

    /**
     * Where a grant of {@code period} leads.
     *
     * @param end the term's end so far, or null for a new account
     * @param rules the provider's
     * @throws IllegalArgumentException when the period is none: empty or partly negative
     */
    public static Extension extend(
            @Nullable Instant end, Instant now, Period period, TermRules rules) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("a grant lasts at least a day, not " + period);
        }
        Instant from = end == null || end.isBefore(now) ? now : end;
        Instant to = later(from, period, rules.zone());
        Instant latest = later(now, rules.longest(), rules.zone());
        return to.isAfter(latest)
                ? new Extension.TooLong(latest)
                : new Extension.Extended(from, to);
    }

    /** A period as people say it: "1 year", "6 months", "1 year and 14 days". */
    public static String words(Period period) {
        return Stream.of(
                        count(period.getYears(), "year"),
                        count(period.getMonths(), "month"),
                        count(period.getDays(), "day"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
    }

    private static Optional<String> count(int number, String unit) {
        return number == 0
                ? Optional.empty()
                : Optional.of(number + " " + unit + (number == 1 ? "" : "s"));
    }

    private static Instant later(Instant from, Period period, ZoneId zone) {
        return ZonedDateTime.ofInstant(from, zone).plus(period).toInstant();
    }
}
