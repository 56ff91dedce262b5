package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Line;
import io.counterfoil.settlement.rules.Payable;
import java.time.Instant;
import java.util.List;

/** Accrues lines of money, with their transfers. */
final class Accruing {
    private final Settled settled;

    /** Accruals of retailers that {@code settled} knows. */
    Accruing(Settled settled) {
        this.settled = settled;
    }

    /**
     * Accrues the same line for each of these items; not for those that have a sale or a shipment
     * already which nobody has taken back, if it is one of these.
     *
     * @param free until when nobody is asked for the money
     */
    void accrue(
            Tx tx,
            AccrualKind kind,
            List<Long> serials,
            Reason reason,
            Line line,
            Instant free) {
        List<Long> accrued =
                new AccrualRepository(tx)
                        .insert(
                                kind,
                                serials,
                                reason,
                                line,
                                Payable.from(free, settled.holdOpen(tx, reason.retailer())));
        new TransferRepository(tx)
                .insert(
                        kind.label(),
                        TransferRepository.Entry.of(accrued),
                        line.postings(kind.cost()),
                        reason);
    }

    /**
     * Accrues what is left of a line that was taken back in the same transaction, for the statement
     * that would have had that, or for the next one.
     */
    void accrueRest(Tx tx, Standing before, Reason reason, Line line) {
        accrue(
                tx,
                before.kind(),
                List.of(before.serial()),
                reason,
                line,
                before.payable().isAfter(tx.now()) ? before.payable() : tx.now());
    }
}
