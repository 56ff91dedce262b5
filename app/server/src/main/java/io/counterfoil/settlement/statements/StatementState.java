package io.counterfoil.settlement.statements;

import java.util.Locale;

/** How much of what a statement closed with has been paid, by whoever owes it. */
public enum StatementState {
    /** Nothing yet. */
    OPEN,
    /** Some of it. */
    PARTLY_PAID,
    /** All of it, or nothing was owed. */
    PAID;

    /**
     * The state of a statement.
     *
     * @param closing what it closed with, in minor units, above or below zero
     * @param since what was paid and credited after it, with the sign of what that was for; older
     *     statements come first, since each carries over what the one before left
     */
    static StatementState of(long closing, long since) {
        long owed = Math.abs(closing);
        long paid = closing < 0 ? -since : since;
        if (owed == 0 || paid >= owed) {
            return PAID;
        }
        return paid > 0 ? PARTLY_PAID : OPEN;
    }

    /** What is not paid or credited, in minor units, with the sign of the closing; as {@link #of}. */
    static long left(long closing, long since) {
        return closing < 0
                ? Math.min(0, closing - Math.min(0, since))
                : Math.max(0, closing - Math.max(0, since));
    }

    /** Its name in the API. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
