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
     * @param to when it ends
     */
    record Time(
            UUID account,
            boolean first,
            @Nullable UUID redemption,
            boolean byHand,
            boolean paid,
            Instant to) {}

    /** Takes notice; what it throws undoes the grant. */
    void granted(Tx tx, Time time);
}
