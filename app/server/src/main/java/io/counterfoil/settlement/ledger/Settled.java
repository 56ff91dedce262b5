package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How far retailers are settled. It is done in two steps, since a statement of many lines takes
 * longer to write than a till may wait: in a short transaction of its own the window is closed, and
 * what accrues waits for that; then its statements are made, and what moves at the bank waits. A
 * window whose statements a killed server owes is still there for the next one.
 */
public final class Settled {

    /**
     * The end of the retailer's last window; it stays that until the transaction ends, in which
     * something accrues or is undone. Whoever needs it of several retailers asks in the order of
     * their ids.
     */
    public Optional<Instant> holdOpen(Tx tx, UUID retailer) {
        return tx.known(
                        Held.class,
                        retailer,
                        () -> {
                            tx.lockShared(LockKind.ACCRUALS, retailer);
                            return Optional.of(
                                    new Held(new SettledRepository(tx).until(retailer)));
                        })
                .flatMap(Held::until);
    }

    /** Up to when a retailer is settled, while that is held. */
    private record Held(Optional<Instant> until) {}

    /** Up to which number the accruals of retailers are all there. */
    public CompleteRows accruals(Transactions transactions) {
        return new CompleteRows(transactions, LockKind.ACCRUALS, "accrual");
    }

    /**
     * Closes the window up to a moment: nothing accrues in it from now on, and what it has is not
     * withdrawn any more. It waits for whatever accrues just now; changes nothing if the retailer is
     * settled that far.
     *
     * @param end not in the future
     */
    public void close(Tx tx, UUID retailer, Instant end) {
        if (end.isAfter(tx.now())) {
            throw new IllegalArgumentException("a statement never ends in the future");
        }
        tx.lock(LockKind.ACCRUALS, retailer);
        new SettledRepository(tx).close(retailer, end);
        tx.forget(Held.class, retailer);
    }

    /** Has statements of the retailer wait until the transaction ends, in which money moves. */
    public void holdCash(Tx tx, UUID retailer) {
        tx.lockShared(LockKind.CASH, retailer);
    }

    /**
     * What is closed of a retailer and on no statement. Until the transaction ends, nobody else
     * makes statements of it, and no money moves between it and the provider.
     */
    public Optional<Window> lockUnstated(Tx tx, UUID retailer) {
        tx.lock(LockKind.CASH, retailer);
        return new SettledRepository(tx).unstated(retailer);
    }

    /** Notes that statements have all of a window, after {@link #lockUnstated}. */
    public void stated(Tx tx, UUID retailer, Window window) {
        if (new SettledRepository(tx).stated(retailer, window) != 1) {
            throw new IllegalStateException("somebody else made statements of a locked window");
        }
    }
}
