package io.counterfoil.terms;

import java.time.Instant;

/**
 * Something that the holder of an account is reminded of.
 *
 * @param at when
 * @param topic what of
 */
public record Reminder(Instant at, Topic topic) {

    /** What a reminder tells, the least urgent first. */
    public enum Topic {
        /** Free time ends, and the account freezes with it. */
        TRIAL_ENDING,
        /** Paid time ends; days of grace follow. */
        TERM_ENDING,
        /** Paid time is over; everything still runs for some days. */
        TERM_OVER,
        /** New backups are refused, and everything is deleted one day. */
        STILL_FROZEN,
        /** It is a sub-account, and everything is deleted soon with its parent account. */
        LEAVING_WITH_PARENT,
        /** It is uninstalled, and everything is deleted soon. */
        LEAVING,
        /** It is frozen, and everything is deleted soon. */
        DELETION_NEAR
    }
}
