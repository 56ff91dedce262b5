package io.counterfoil.settlement.rules;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Prepaid revenue that is earned by day of the term it was paid for. What is earned by a day is a
 * share of the whole, rounded half-even, not a sum of days: so it never drifts, never falls, and the
 * last day brings the rest.
 *
 * @param minor the whole, in minor units, not below zero
 * @param from the first day of the term
 * @param to the day after its last one
 */
public record Earning(long minor, LocalDate from, LocalDate to) {

    public Earning {
        if (minor < 0 || to.isBefore(from)) {
            throw new IllegalArgumentException("nothing is earned backwards");
        }
    }

    /** What is earned by the end of a day. A term of no day is earned on the day it begins. */
    public long earnedBy(LocalDate day) {
        long days = Math.max(1, ChronoUnit.DAYS.between(from, to));
        long gone = ChronoUnit.DAYS.between(from, day) + 1;
        return Share.part(minor, Math.clamp(gone, 0, days), days);
    }

    /**
     * The same of a term that ends earlier, because time is taken back: what the days would have
     * brought that are left.
     *
     * @param end the day after its last one
     */
    public Earning until(LocalDate end) {
        LocalDate last = end.isBefore(from) ? from : end;
        return last.isBefore(to)
                ? new Earning(earnedBy(last.minusDays(1)), from, last)
                : this;
    }
}
