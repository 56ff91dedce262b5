package io.counterfoil.terms;

import java.time.Period;
import java.time.ZoneId;

/**
 * How long a provider lets its customers have what, in days unless it says years.
 *
 * @param grace after paid time, while everything still runs
 * @param frozen after a freeze, until everything is deleted
 * @param uninstall after an uninstall, until everything is deleted
 * @param longestYears ahead of now, up to which time may be added up
 */
public record TermDays(int grace, int frozen, int uninstall, int longestYears) {
    /** What a provider has that has not decided otherwise. */
    public static final TermDays USUAL = new TermDays(5, 30, 7, 10);

    /** The most days of grace. */
    public static final int MOST_GRACE = 90;

    /** The fewest days after a freeze: whoever is away for a week still finds their backups. */
    public static final int LEAST_FROZEN = 7;

    /** The most days after a freeze. */
    public static final int MOST_FROZEN = 365;

    /** The most days after an uninstall; the fewest are one. */
    public static final int MOST_UNINSTALL = 90;

    /** The fewest years up to which time may be added up: as many as the longest product lasts. */
    public static final int LEAST_LONGEST_YEARS = 10;

    /** The most years up to which time may be added up. */
    public static final int MOST_LONGEST_YEARS = 20;

    /** Whether the days are the same as those of {@code other}, whatever the years are. */
    public boolean hasDaysOf(TermDays other) {
        return grace == other.grace && frozen == other.frozen && uninstall == other.uninstall;
    }

    /** The same as rules of a calendar. */
    public TermRules rules(ZoneId zone) {
        return new TermRules(
                Period.ofDays(grace),
                Period.ofDays(frozen),
                Period.ofDays(uninstall),
                Period.ofYears(longestYears),
                zone);
    }
}
