package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Line;
import io.counterfoil.settlement.rules.Payable;
import java.time.Instant;
import java.util.List;

/** Accrues lines of money, with their transfers. */
final class Accruing {
    private final Providers providers;
    private final Settled settled;

    /** Accruals that are held by the calendars of {@code providers}. */
    Accruing(Providers providers, Settled settled) {
        this.providers = providers;
        this.settled = settled;
    }

    /**
     * Accrues the same line for each of these items; not for those that have a sale or a shipment
     * already which nobody has taken back, if it is one of these.
     */
    void accrue(
            Tx tx,
            AccrualKind kind,
            List<Long> serials,
            Reason reason,
            Line line,
            int holdDays) {
        Instant payable =
                Payable.from(
                        tx.now(),
                        holdDays,
                        providers.of(tx).zone(),
                        settled.holdOpen(tx, reason.retailer()));
        List<Long> accrued =
                new AccrualRepository(tx).insert(kind, serials, reason, line, payable);
        new TransferRepository(tx)
                .insert(
                        kind.label(),
                        TransferRepository.Entry.of(accrued),
                        line.postings(kind.cost()),
                        reason);
    }
}
