package io.counterfoil.terms;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;

/**
 * The provider's numbers for what happens when a term is over.
 *
 * @param grace how long everything still runs after paid time
 * @param zone in whose calendar days are counted
 */
public record TermRules(Period grace, ZoneId zone) {
    /** Five days, unless a provider decides otherwise. */
    public static final Period USUAL_GRACE = Period.ofDays(5);

    public TermRules {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("days of grace are not negative");
        }
    }

    Instant graceEnd(Instant end) {
        return end.atZone(zone).plus(grace).toInstant();
    }
}
