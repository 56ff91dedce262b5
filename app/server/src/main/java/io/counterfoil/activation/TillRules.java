package io.counterfoil.activation;

/**
 * What a provider lets shops do.
 *
 * @param returnDays how many days after a sale a customer may bring the item back; 0: on the same day
 * @param lateSaleDays how many days old a sale may be that a shop enters later
 */
record TillRules(int returnDays, int lateSaleDays) {
    /** The most days of each. */
    static final int MOST = 365;

    /** Two weeks to bring something back, one to enter a day without a line. */
    static final TillRules DEFAULT = new TillRules(14, 7);
}
