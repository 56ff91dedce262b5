package io.counterfoil.settlement.payouts;

import java.util.Locale;

/** How far a payout is. */
public enum PayoutState {
    /** It can be ordered. */
    DUE,
    /** It can't be ordered yet: nobody told where the retailer is paid, or that changed days ago. */
    FROZEN,
    /** It is in a file for the bank. */
    ORDERED,
    /** The bank paid it. */
    PAID,
    /**
     * It was left to the retailer's next statement: nobody had ordered it when that was closed, or
     * by the time that somebody did, less was owed.
     */
    CARRIED_OVER;

    /** Its name in the database, where none is frozen, and in the API. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static PayoutState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
