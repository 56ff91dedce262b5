package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.List;
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
     * @param grant its id
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
            UUID grant,
            UUID account,
            boolean first,
            @Nullable UUID redemption,
            boolean byHand,
            boolean paid,
            Instant from,
            Instant to,
            long event) {}

    /**
     * Time that was taken back. A refund of a conversion takes back, of the time that it had taken
     * over, as much as its last part was made of: that is told of each such grant too, in its own
     * days.
     *
     * @param grant of which
     * @param account from which
     * @param redemption the spending of a code that it was granted for; null = none
     * @param grantedAt when it was granted
     * @param from when what is left of it begins
     * @param to when that ends; the same instant if nothing is left
     * @param moved the codes that were spent after it, whose time is earlier now
     * @param paid whether the account has anything left that somebody paid for
     * @param event the position of the event that says so
     */
    record Refund(
            UUID grant,
            UUID account,
            @Nullable UUID redemption,
            Instant grantedAt,
            Instant from,
            Instant to,
            List<Moved> moved,
            boolean paid,
            long event) {
        public Refund {
            moved = List.copyOf(moved);
        }
    }

    /**
     * Time that a code was spent on, where it is now.
     *
     * @param redemption the spending of the code
     * @param grantedAt when it was granted
     * @param from when it begins
     * @param to when it ends
     */
    record Moved(UUID redemption, Instant grantedAt, Instant from, Instant to) {}

    /** Takes notice; what it throws undoes the grant. */
    void granted(Tx tx, Time time);

    /** Takes notice; what it throws undoes the refund. */
    default void refunded(Tx tx, Refund refund) {
        // Not everybody who counts what is granted counts what is taken back.
    }
}
