package io.counterfoil.accounts.own;

import io.counterfoil.platform.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** How long something still lasts, as people say it: exactly when it matters, else about. */
final class TimeLeft {
    private static final int DAYS_COUNTED = 60;
    private static final int MONTHS_COUNTED = 24;
    private static final int MONTHS = 12;

    private TimeLeft() {}

    /**
     * Such as "23 days left" or "about 5 months left", by the days of a calendar.
     *
     * @param zone whose calendar
     */
    static Text words(Instant now, Instant end, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate last = end.atZone(zone).toLocalDate();
        if (!now.isBefore(end)) {
            return Text.of("over");
        }
        long days = ChronoUnit.DAYS.between(today, last);
        if (days == 0) {
            return Text.of("ends today");
        }
        if (days == 1) {
            return Text.of("ends tomorrow");
        }
        if (days <= DAYS_COUNTED) {
            return Text.of("{days} days left", "days", days);
        }
        // To the nearest month, so that a day more or less doesn't cost one.
        long whole = ChronoUnit.MONTHS.between(today, last);
        long rest = ChronoUnit.DAYS.between(today.plusMonths(whole), last);
        long months = whole + (rest > 15 ? 1 : 0);
        if (months <= MONTHS_COUNTED) {
            return Text.of("about {months} months left", "months", months);
        }
        long years = Math.round(months / (double) MONTHS);
        return Text.of("about {years} years left", "years", years);
    }
}
