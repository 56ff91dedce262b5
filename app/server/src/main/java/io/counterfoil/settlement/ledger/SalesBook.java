package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.catalog.SalesModel;
import io.counterfoil.inventory.Books;
import io.counterfoil.inventory.Move;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Payable;
import io.counterfoil.settlement.rules.Posting;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Enters what moves of items come to: a shop that sells by consignment owes the price less its
 * commission once an item is sold, one that buys by wholesale once it is sent. An item accrues once
 * until that is taken back, whatever was agreed on meanwhile.
 */
public final class SalesBook implements Books {
    private final Deals deals;
    private final Providers providers;
    private final Settled settled;
    private final Undoing undoing;

    /** A book of sales by {@code deals}, in the calendars of {@code providers}. */
    public SalesBook(Deals deals, Providers providers) {
        this.deals = deals;
        this.providers = providers;
        this.settled = new Settled();
        this.undoing = new Undoing(settled);
    }

    @Override
    public void enter(Tx tx, Move move) {
        switch (move.step()) {
            case SHIP -> accrue(tx, move, AccrualKind.SHIPMENT, Set.of(SalesModel.WHOLESALE));
            // What the shop bought has accrued before, unless it agreed on buying after that.
            case ACTIVATE ->
                    accrue(
                            tx,
                            move,
                            AccrualKind.SALE,
                            Set.of(SalesModel.CONSIGNMENT, SalesModel.WHOLESALE));
            // What the shop bought stays bought while it has it.
            case REVERSE, TAKE_BACK -> undoing.undo(tx, move, Set.of(AccrualKind.SALE));
            case RESTOCK, VOID ->
                    undoing.undo(tx, move, Set.of(AccrualKind.SALE, AccrualKind.SHIPMENT));
            case EXPIRE -> expire(tx, move);
            case PRINT, SPOIL, MISS, FIND, RECEIVE, SEND_BACK, LOSE, STEAL, RECOVER, REDEEM -> {
                // No money is owed for these.
            }
        }
    }

    private void accrue(Tx tx, Move move, AccrualKind kind, Set<SalesModel> models) {
        UUID retailer = Objects.requireNonNull(move.retailer(), "nobody sells it");
        Deal deal = deals.of(tx, move.product(), retailer);
        if (!models.contains(deal.model())) {
            return;
        }
        Reason reason =
                new Reason(
                        retailer,
                        Objects.requireNonNull(move.outlet(), "it is sold nowhere"),
                        move.product(),
                        deal.currency(),
                        move.event());
        Optional<Instant> end = settled.holdOpen(tx, retailer);
        Instant payable =
                Payable.from(tx.now(), deal.holdDays(), providers.of(tx).zone(), end);
        List<Long> accrued =
                new AccrualRepository(tx)
                        .insert(kind, move.serials(), reason, deal.line(), payable);
        new TransferRepository(tx)
                .insert(
                        kind.label(),
                        accrued.stream()
                                .map(serial -> new TransferRepository.Entry(serial, null))
                                .toList(),
                        deal.line().postings(kind.cost()),
                        reason);
    }

    /** What was sold and not redeemed in time is the provider's. */
    private static void expire(Tx tx, Move move) {
        TransferRepository transfers = new TransferRepository(tx);
        Batch.of(new AccrualRepository(tx).standing(move.serials()), move.event())
                .forEach(
                        batch ->
                                transfers.insert(
                                        TransferKind.BREAKAGE.label(),
                                        batch.entries(false),
                                        batch.line().deferred() == 0
                                                ? List.of()
                                                : List.of(
                                                        new Posting(
                                                                LedgerAccount.DEFERRED_REVENUE,
                                                                LedgerAccount.BREAKAGE,
                                                                batch.line().deferred())),
                                        batch.reason()));
    }
}
