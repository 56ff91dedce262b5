package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.activation.TillSettings;
import io.counterfoil.catalog.SalesModel;
import io.counterfoil.inventory.Books;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemMoves;
import io.counterfoil.inventory.Move;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Payable;
import io.counterfoil.settlement.rules.Posting;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Enters what moves of items come to: a shop that sells by consignment owes the price less its
 * commission once an item is sold, one that buys by wholesale once it is sent. An item accrues once
 * until that is taken back, whatever was agreed on meanwhile.
 */
public final class SalesBook implements Books {
    /** What the shop bought has accrued before, unless it agreed on buying after that. */
    private static final Set<SalesModel> ON_SALE =
            Set.of(SalesModel.CONSIGNMENT, SalesModel.WHOLESALE);

    private final Deals deals;
    private final Providers providers;
    private final TillSettings tills;
    private final Accruing accruing;
    private final Undoing undoing;

    /**
     * A book of sales by {@code deals}, in the calendars of {@code providers}, that come back as long
     * as {@code tills} take them.
     */
    public SalesBook(Deals deals, Providers providers, TillSettings tills) {
        this.deals = deals;
        this.providers = providers;
        this.tills = tills;
        Settled settled = new Settled();
        this.accruing = new Accruing(settled);
        this.undoing = new Undoing(settled);
    }

    @Override
    public void enter(Tx tx, Move move) {
        switch (move.step()) {
            case SHIP -> accrue(tx, move, AccrualKind.SHIPMENT, Set.of(SalesModel.WHOLESALE));
            case ACTIVATE -> accrue(tx, move, AccrualKind.SALE, ON_SALE);
            // What the shop bought stays bought while it has it.
            case REVERSE, TAKE_BACK -> undoing.undo(tx, move, Set.of(AccrualKind.SALE));
            case RESTOCK, DESTROY ->
                    undoing.undo(tx, move, Set.of(AccrualKind.SALE, AccrualKind.SHIPMENT));
            // What the shop bought and has is credited, as if it had sent it back; else nobody redeems it.
            case VOID -> {
                undoing.undo(
                        tx,
                        move,
                        move.unsold()
                                ? Set.of(AccrualKind.SALE, AccrualKind.SHIPMENT)
                                : Set.of(AccrualKind.SALE));
                lapse(tx, move);
            }
            case REDEEM -> redeem(tx, move);
            case EXPIRE -> lapse(tx, move);
            case PRINT, SPOIL, MISS, FIND, RECEIVE, SEND_BACK, LOSE, STEAL, GO_ASTRAY, RECOVER -> {
                // No money is owed for these.
            }
        }
    }

    /** What a retailer will owe for an item if it sells it now; nothing if that accrued before. */
    public Money due(Tx tx, UUID retailer, Item item) {
        Deal deal = deals.of(tx, item.product(), retailer);
        List<Long> serials = List.of(item.serial().value());
        boolean accrues =
                ON_SALE.contains(deal.model())
                        && new AccrualRepository(tx).standing(serials).isEmpty()
                        && !unpaid(tx, deal, serials).isEmpty();
        return new Money(accrues ? deal.sale().amount() : 0, deal.price().currency());
    }

    private void accrue(Tx tx, Move move, AccrualKind kind, Set<SalesModel> models) {
        UUID retailer = Objects.requireNonNull(move.retailer(), "nobody sells it");
        Deal deal = deals.of(tx, move.product(), retailer);
        if (models.contains(deal.model())) {
            Reason reason =
                    new Reason(
                            retailer,
                            Objects.requireNonNull(move.outlet(), "it is sold nowhere"),
                            move.product(),
                            deal.price().currency(),
                            deal.tax().country(),
                            move.event());
            accruing.accrue(
                    tx,
                    kind,
                    unpaid(tx, deal, move.serials()),
                    reason,
                    deal.sale(),
                    free(tx, kind, deal));
        }
    }

    /**
     * Until when nobody is asked for the money: as agreed on, and a sale until it stands. What a shop
     * bought stays bought whatever comes back.
     */
    private Instant free(Tx tx, AccrualKind kind, Deal deal) {
        ZoneId zone = providers.of(tx).zone();
        Instant agreed = Payable.held(tx.now(), deal.holdDays(), zone);
        Instant stands =
                kind == AccrualKind.SALE ? tills.standsFrom(tx, zone) : tx.now();
        return stands.isAfter(agreed) ? stands : agreed;
    }

    /**
     * Those of these items that no shop bought before there were books: what was sent by then was
     * bought or not as the product says, since nothing else could be agreed on.
     */
    private static List<Long> unpaid(Tx tx, Deal deal, List<Long> serials) {
        if (deal.usual() != SalesModel.WHOLESALE) {
            return serials;
        }
        Set<Long> before =
                new ItemMoves()
                        .sentUntil(tx, serials, new AccrualRepository(tx).booksSince());
        return serials.stream().filter(serial -> !before.contains(serial)).toList();
    }

    /** What was paid for it will be earned; the term is known once it is granted. */
    private void redeem(Tx tx, Move move) {
        for (Standing sold : new AccrualRepository(tx).standing(move.serials())) {
            Reason reason = sold.reason().at(move.event());
            Deal.Tax tax = deals.tax(tx, reason.product(), reason.country(), tx.now());
            long due = sold.line().taxAtRedemption(tax.rate());
            new DeferralRepository(tx)
                    .insert(
                            sold.serial(),
                            reason,
                            sold.line().deferred() - due,
                            sold.line().taxAtIssue() ? sold.line().tax() : due);
            move(
                    tx,
                    TransferKind.REDEMPTION,
                    List.of(new TransferRepository.Entry(sold.serial(), null)),
                    LedgerAccount.TAX,
                    due,
                    reason);
        }
    }

    /** What was sold and can't be redeemed any more is the provider's. */
    private static void lapse(Tx tx, Move move) {
        for (Batch batch :
                Batch.of(new AccrualRepository(tx).standing(move.serials()), move.event())) {
            move(
                    tx,
                    TransferKind.BREAKAGE,
                    batch.entries(),
                    LedgerAccount.BREAKAGE,
                    batch.line().deferred(),
                    batch.reason());
        }
    }

    /** Moves what is deferred where it goes. */
    private static void move(
            Tx tx,
            TransferKind kind,
            List<TransferRepository.Entry> entries,
            LedgerAccount to,
            long minor,
            Reason reason) {
        if (minor > 0) {
            new TransferRepository(tx)
                    .insert(
                            kind.label(),
                            entries,
                            List.of(new Posting(LedgerAccount.DEFERRED_REVENUE, to, minor)),
                            reason);
        }
    }
}
