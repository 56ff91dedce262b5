package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How far retailers are settled. What accrues holds the line open while its transaction lasts; a
 * statement that closes it waits for all of those, and they for it.
 */
public final class Settled {

    /**
     * The end of the retailer's last statement; it stays that until the transaction ends. Whoever
     * needs it of several retailers asks in the order of their ids.
     */
    public Optional<Instant> holdOpen(Tx tx, UUID retailer) {
        SettledRepository settled = new SettledRepository(tx);
        settled.lockShared(retailer);
        return settled.until(retailer);
    }

    /**
     * The same for a statement: until the transaction ends, nothing accrues or is undone for the
     * retailer.
     */
    public Optional<Instant> lock(Tx tx, UUID retailer) {
        SettledRepository settled = new SettledRepository(tx);
        settled.lock(retailer);
        return settled.until(retailer);
    }

    /**
     * Notes the end of a statement, after {@link #lock}.
     *
     * @param end not in the future, and later than the one before
     */
    public void close(Tx tx, UUID retailer, Instant end) {
        if (end.isAfter(tx.now())) {
            throw new IllegalArgumentException("a statement never ends in the future");
        }
        if (new SettledRepository(tx).close(retailer, end) != 1) {
            throw new IllegalStateException("a statement ends later than the one before");
        }
    }
}
