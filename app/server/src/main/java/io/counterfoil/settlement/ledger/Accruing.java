package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Line;
import io.counterfoil.settlement.rules.Payable;
import java.time.Instant;
import java.time.ZoneOffset;
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
        accrue(
                tx,
                kind,
                serials,
                reason,
                line,
                Payable.from(
                        tx.now(),
                        holdDays,
                        providers.of(tx).zone(),
                        settled.holdOpen(tx, reason.retailer())));
    }

    /**
     * Accrues what is left of a line that was taken back in the same transaction, for the statement
     * that would have had that, or for the next one.
     */
    void accrueRest(Tx tx, Standing before, Reason reason, Line line) {
        Instant atOnce =
                Payable.from(
                        tx.now(), 0, ZoneOffset.UTC, settled.holdOpen(tx, reason.retailer()));
        accrue(
                tx,
                before.kind(),
                List.of(before.serial()),
                reason,
                line,
                before.payable().isAfter(atOnce) ? before.payable() : atOnce);
    }

    private static void accrue(
            Tx tx,
            AccrualKind kind,
            List<Long> serials,
            Reason reason,
            Line line,
            Instant payable) {
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
