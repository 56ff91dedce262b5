package io.counterfoil.terms;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The provider's numbers for what happens when a term is over, and for how long it may get.
 *
 * @param grace how long everything still runs after paid time
 * @param frozen how long after a freeze everything is kept
 * @param uninstall how long after an uninstall everything is kept
 * @param longest how far ahead of now time may be added up
 * @param zone in whose calendar days are counted
 */
public record TermRules(Period grace, Period frozen, Period uninstall, Period longest, ZoneId zone) {
    public TermRules {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("days of grace are not negative");
        }
        for (Period kept : new Period[] {frozen, uninstall}) {
            if (kept.isNegative() || kept.isZero()) {
                throw new IllegalArgumentException("nothing is deleted on the day it is announced");
            }
        }
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("time is added up to a day ahead of now");
        }
    }

    Instant graceEnd(Instant end) {
        return end.atZone(zone).plus(grace).toInstant();
    }

    /** When what freezes now is deleted: never before a date that was promised. */
    Instant afterFreeze(Instant now, @Nullable Instant promised) {
        return later(now.atZone(zone).plus(frozen).toInstant(), promised);
    }

    /** When what is uninstalled now is deleted: never before a date that was promised. */
    Instant afterUninstall(Instant now, @Nullable Instant promised) {
        return later(now.atZone(zone).plus(uninstall).toInstant(), promised);
    }

    static Instant later(Instant date, @Nullable Instant other) {
        return other != null && other.isAfter(date) ? other : date;
    }
}
