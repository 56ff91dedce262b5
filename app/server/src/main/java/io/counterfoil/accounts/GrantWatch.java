package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a feature above wants to know of time that parent accounts are granted, in the transaction
 * that grants it.
 */
public interface GrantWatch {
    /**
     * Time that was granted.
     *
     * @param account to which
     * @param first whether the account had none before
     * @param redemption the spending of a code; null = none
     * @param byHand whether staff gave it
     * @param paid whether somebody paid for it
     * @param from when it begins
     * @param to when it ends
     * @param event the position of the event that says so
     */
    record Time(
            UUID account,
            boolean first,
            @Nullable UUID redemption,
            boolean byHand,
            boolean paid,
            Instant from,
            Instant to,
            long event) {}

    /**
     * Time that was taken back.
     *
     * @param account from which
     * @param redemption the spending of a code that it was granted for; null = none
     * @param newEnd when the account's time ends now
     * @param oldEnd when it would have ended
     * @param event the position of the event that says so
     */
    record Refund(
            UUID account,
            @Nullable UUID redemption,
            Instant newEnd,
            Instant oldEnd,
            long event) {}

    /** Takes notice; what it throws undoes the grant. */
    void granted(Tx tx, Time time);

    /** Takes notice; what it throws undoes the refund. */
    default void refunded(Tx tx, Refund refund) {
        // Not everybody who counts what is granted counts what is taken back.
    }
}
