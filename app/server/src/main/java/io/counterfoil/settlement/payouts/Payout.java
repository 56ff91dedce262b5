package io.counterfoil.settlement.payouts;

import io.counterfoil.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a statement leaves to be paid to its retailer.
 *
 * @param number the statement's
 * @param amount above zero
 * @param frozenUntil it can't be ordered before; null if it isn't frozen, or as long as nobody tells
 *     where the retailer is paid
 * @param order the order that it is in; null: none
 * @param failure why the bank did not pay it the last time; null: it didn't fail
 * @param bankReference the bank's; null until it is paid
 * @param paidOn when it was paid; null until then
 */
public record Payout(
        UUID id,
        UUID retailer,
        UUID statement,
        long number,
        Money amount,
        PayoutState state,
        @Nullable Instant frozenUntil,
        Instant madeAt,
        @Nullable UUID order,
        @Nullable String failure,
        @Nullable String bankReference,
        @Nullable LocalDate paidOn) {

    /** By which the retailer's bank names it. */
    public String reference() {
        return reference(number);
    }

    static String reference(long number) {
        return "STATEMENT-" + number;
    }

    /** The same, frozen. */
    Payout frozen(@Nullable Instant until) {
        return new Payout(
                id,
                retailer,
                statement,
                number,
                amount,
                PayoutState.FROZEN,
                until,
                madeAt,
                order,
                failure,
                bankReference,
                paidOn);
    }
}
