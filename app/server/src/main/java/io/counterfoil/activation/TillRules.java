package io.counterfoil.activation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a provider lets shops do.
 *
 * @param returnDays how many days after a sale a customer may bring the item back; 0: on the same day
 * @param lateSaleDays how many days old a sale may be that a shop enters later
 * @param enteredSales how many sales a shop may enter later for one till within 24 hours; 0: any
 *     number
 */
record TillRules(int returnDays, int lateSaleDays, int enteredSales) {
    /** The most days of each. */
    static final int MOST = 365;

    /** The most sales; whoever wants more sets no limit. */
    static final int MOST_SALES = 100_000;

    /**
     * Two weeks to bring something back, one to enter a day without a line; and half of what a till
     * could sell in 24 hours at its usual pace.
     */
    static final TillRules DEFAULT = new TillRules(14, 7, 2_000);

    /** The last day on which a customer may bring back what was sold at a moment. */
    LocalDate lastReturn(Instant soldAt, ZoneId zone) {
        return LocalDate.ofInstant(soldAt, zone).plusDays(returnDays);
    }
}
