package io.counterfoil.settlement.ledger;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.inventory.ItemMoves;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Posting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an item's moves come to, computed from its events alone, without a look into the books and
 * by other code than wrote them.
 */
final class Expected {
    private final Function<ItemMoves.Made, Deal> deals;
    private final List<Sale> sales = new ArrayList<>();
    private final List<ItemMoves.Noted> agreed = new ArrayList<>();
    private final Map<LedgerAccount, Long> balances = new EnumMap<>(LedgerAccount.class);
    private @Nullable Sale standing;
    private boolean redeemed;
    private boolean lapsed;
    private boolean givenUp;
    private boolean sentBefore;
    private long due;

    private Expected(Function<ItemMoves.Made, Deal> deals) {
        this.deals = deals;
    }

    /** A sale or shipment that accrued. */
    static final class Sale {
        private final AccrualKind kind;
        private final ItemMoves.Made made;
        private final Deal deal;
        private @Nullable Undone undone;

        private Sale(AccrualKind kind, ItemMoves.Made made, Deal deal) {
            this.kind = kind;
            this.made = made;
            this.deal = deal;
        }

        AccrualKind kind() {
            return kind;
        }

        /** What it accrued for. */
        ItemMoves.Made made() {
            return made;
        }

        /** What counted by then. */
        Deal deal() {
            return deal;
        }

        /** What it was taken back for, or null. */
        @Nullable Undone undone() {
            return undone;
        }
    }

    /**
     * The end of a sale or shipment.
     *
     * @param at when
     * @param event the position of the event by which it is taken back
     * @param disputed whether the provider agreed that the shop need not pay, and no item moved
     */
    record Undone(Instant at, long event, boolean disputed) {}

    /**
     * What these steps come to, and disputes that the provider agreed to between them.
     *
     * @param since the position of the last event before there were books
     * @param notes disputes of this item's sales and shipments
     * @param deals what counts at the moment of a step, in the shop that has the item
     */
    static Expected of(
            List<ItemMoves.Made> steps,
            long since,
            List<ItemMoves.Noted> notes,
            Function<ItemMoves.Made, Deal> deals) {
        Expected expected = new Expected(deals);
        Iterator<ItemMoves.Noted> rest = notes.iterator();
        ItemMoves.@Nullable Noted next = rest.hasNext() ? rest.next() : null;
        for (ItemMoves.Made made : steps) {
            while (next != null && next.event() < made.event()) {
                expected.agree(next);
                next = rest.hasNext() ? rest.next() : null;
            }
            if (made.event() > since) {
                expected.take(made);
            }
            expected.custody(made, since);
        }
        while (next != null) {
            expected.agree(next);
            next = rest.hasNext() ? rest.next() : null;
        }
        return expected;
    }

    /** Sales and shipments in the order in which they accrued. */
    List<Sale> sales() {
        return List.copyOf(sales);
    }

    /** The sale whose price terms earn since it was redeemed, or null. */
    @Nullable Sale redeemed() {
        return redeemed ? standing : null;
    }

    /** The tax that was due at its redemption, in minor units. */
    long due() {
        return due;
    }

    /** Disputes that the provider agreed to. */
    List<ItemMoves.Noted> agreed() {
        return List.copyOf(agreed);
    }

    /** Whether it was redeemed before the provider agreed that nobody pays for it. */
    boolean isGivenUp() {
        return givenUp;
    }

    /** The accounts, before anything is earned. */
    Map<LedgerAccount, Long> balances() {
        return new EnumMap<>(balances);
    }

    /** What a shop has that bought it before there were books is paid for, whatever is in them. */
    private void custody(ItemMoves.Made made, long since) {
        switch (made.step()) {
            case SHIP -> sentBefore = made.event() <= since;
            case RESTOCK, DESTROY -> sentBefore = false;
            case PRINT,
                            SPOIL,
                            MISS,
                            FIND,
                            RECEIVE,
                            ACTIVATE,
                            REVERSE,
                            TAKE_BACK,
                            SEND_BACK,
                            LOSE,
                            STEAL,
                            GO_ASTRAY,
                            RECOVER,
                            REDEEM,
                            VOID,
                            EXPIRE -> {
                // It stays whose it is.
            }
        }
    }

    private void take(ItemMoves.Made made) {
        switch (made.step()) {
            case SHIP -> accrue(AccrualKind.SHIPMENT, made, Set.of(SalesModel.WHOLESALE));
            case ACTIVATE ->
                    accrue(
                            AccrualKind.SALE,
                            made,
                            Set.of(SalesModel.CONSIGNMENT, SalesModel.WHOLESALE));
            case REVERSE, TAKE_BACK -> undo(made, Set.of(AccrualKind.SALE));
            case RESTOCK, DESTROY -> undo(made, Set.of(AccrualKind.SALE, AccrualKind.SHIPMENT));
            case VOID -> {
                undo(
                        made,
                        made.unsold()
                                ? Set.of(AccrualKind.SALE, AccrualKind.SHIPMENT)
                                : Set.of(AccrualKind.SALE));
                lapse();
            }
            case REDEEM -> redeem(made);
            case EXPIRE -> lapse();
            case PRINT, SPOIL, MISS, FIND, RECEIVE, SEND_BACK, LOSE, STEAL, GO_ASTRAY, RECOVER -> {
                // No money is owed for these.
            }
        }
    }

    private void accrue(AccrualKind kind, ItemMoves.Made made, Set<SalesModel> models) {
        if (standing == null) {
            Deal deal = deals.apply(made);
            boolean paid = sentBefore && deal.usual() == SalesModel.WHOLESALE;
            if (models.contains(deal.model()) && !paid) {
                standing = new Sale(kind, made, deal);
                sales.add(standing);
                deal.sale().postings(kind.cost()).forEach(this::post);
            }
        }
    }

    private void undo(ItemMoves.Made made, Set<AccrualKind> kinds) {
        Sale sale = standing;
        if (sale != null && kinds.contains(sale.kind)) {
            sale.undone = new Undone(made.at(), made.event(), false);
            reverse(sale);
        }
    }

    /** Only what stands can be given back: what came back before was taken back by that. */
    private void agree(ItemMoves.Noted note) {
        agreed.add(note);
        Sale sale = standing;
        if (sale != null && sale.made.event() == note.about()) {
            sale.undone = new Undone(note.at(), note.event(), true);
            reverse(sale);
            if (redeemed) {
                move(LedgerAccount.TAX, -due);
                redeemed = false;
                givenUp = true;
                due = 0;
            }
            if (lapsed) {
                move(LedgerAccount.BREAKAGE, -sale.deal.sale().deferred());
                lapsed = false;
            }
        }
    }

    private void reverse(Sale sale) {
        sale.deal.sale().postings(sale.kind.cost()).stream()
                .map(Posting::reversed)
                .forEach(this::post);
        standing = null;
    }

    private void redeem(ItemMoves.Made made) {
        if (standing != null) {
            redeemed = true;
            int rate = deals.apply(made).tax().rate();
            due = standing.deal.sale().taxAtRedemption(rate);
            move(LedgerAccount.TAX, due);
        }
    }

    private void lapse() {
        if (standing != null) {
            lapsed = true;
            move(LedgerAccount.BREAKAGE, standing.deal.sale().deferred());
        }
    }

    private void move(LedgerAccount to, long minor) {
        balances.merge(LedgerAccount.DEFERRED_REVENUE, minor, Long::sum);
        balances.merge(to, -minor, Long::sum);
    }

    private void post(Posting posting) {
        balances.merge(posting.debit(), posting.minor(), Long::sum);
        balances.merge(posting.credit(), -posting.minor(), Long::sum);
    }
}
