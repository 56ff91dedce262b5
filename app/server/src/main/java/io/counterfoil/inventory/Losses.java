package io.counterfoil.inventory;

import io.counterfoil.access.Audit;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of items that are lost or stolen, and those that are found again. What is gone can be
 * neither sold nor redeemed from that moment on.
 */
public final class Losses {
    /** How long a reason may be. */
    static final int LONGEST_REASON = 200;

    private final Transactions transactions;
    private final Journal journal;
    private final StandingHolds holds;
    private final ArrivalSales sales;
    private final Audit audit;
    private final Ids ids;

    /**
     * Losses kept through {@code transactions}, written to {@code journal}; what is found in places on
     * hold falls to {@code holds}, what needs no till is among {@code sales}.
     */
    public Losses(
            Transactions transactions,
            Journal journal,
            StandingHolds holds,
            ArrivalSales sales,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.journal = journal;
        this.holds = holds;
        this.sales = sales;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Reports items of a range. What is on its way to a shop or in it is lost or stolen by that; what
     * was is in the shop again by being found, and in the provider's stock if it was missing at the
     * count-in. A shop's report is about what it has itself.
     *
     * @throws Refused if a field is wrong, the range has items that don't exist, aren't counted in
     *     yet or (at its ends) aren't the shop's own, there is nothing to report of it, or a retailer
     *     would owe too much for what is sold by being found
     */
    public Loss report(Caller caller, LossKind kind, LossReport wanted) {
        Fields fields = new Fields();
        Optional<SerialRange> range = Serials.range(fields, "", wanted.from(), wanted.to());
        String reason = fields.text("reason", wanted.reason(), LONGEST_REASON);
        fields.done();
        return transactions.once(
                caller, Loss.class, tx -> report(tx, kind, range.orElseThrow(), reason));
    }

    /**
     * The reports that the caller may see, newest first: of one kind, or by one retailer, if named. A
     * retailer sees its own, and of its provider's as much as is about what it had.
     */
    public Slice<Loss> list(
            Caller caller, Optional<LossKind> kind, Optional<UUID> retailer, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new LossRepository(tx).list(kind, retailer, listing),
                                Loss::id));
    }

    private Loss report(Tx tx, LossKind kind, SerialRange range, String reason) {
        UUID retailer =
                tx.caller().scope() instanceof Scope.Retailer shop ? shop.retailer() : null;
        StandingHolds.lockOutlets(tx, range);
        ShipmentRepository shipments = new ShipmentRepository(tx);
        List<UUID> touched = shipments.lockThoseOf(List.of(range));
        new ItemRepository(tx).lockRun(range.run());
        requireOwn(tx, range, retailer);
        LostItemRepository repository = new LostItemRepository(tx);
        Map<UUID, Integer> late =
                kind == LossKind.FOUND ? repository.lostOnTheirWay(range) : Map.of();
        boolean sells = kind == LossKind.FOUND && sales.sells(tx, range);
        Map<UUID, Credit.State> before =
                sells
                        ? sales.hold(
                                tx,
                                new HeldItemRepository(tx).retailers(range, ItemStep.RECOVER))
                        : Map.of();
        List<Moved> moved =
                switch (kind) {
                    case LOST, STOLEN -> repository.lose(kind.step(), range);
                    case FOUND -> repository.recover(range);
                };
        int items =
                Moved.items(moved)
                        + (kind == LossKind.FOUND && retailer == null
                                ? Moved.items(repository.findMissing(range))
                                : 0);
        if (items == 0) {
            throw new Refused(ProblemType.CONFLICT, nothing(kind));
        }
        Loss loss = new Loss(ids.next(), kind, retailer, range, items, reason, tx.now());
        keep(tx, loss, moved);
        long position =
                journal.append(tx, Subject.loss(loss.id()), kind.label(), range, facts(loss, moved));
        journal.enter(tx, kind.step(), moved, position);
        if (kind == LossKind.FOUND) {
            // What is in a place on hold is held first, so that it isn't sold.
            holds.catchUp(tx, range);
        }
        if (sells) {
            sell(tx, loss, moved);
            sales.require(tx, before);
        }
        late.forEach(shipments::arrivedLate);
        shipments.recount(touched);
        record(audit, tx, loss);
        return loss;
    }

    /** Keeps a report; what a provider reports is told to those who had it. */
    static void keep(Tx tx, Loss loss, List<Moved> moved) {
        LossRepository repository = new LossRepository(tx);
        repository.insert(loss);
        if (loss.retailer() == null) {
            repository.tell(loss, moved);
        }
    }

    /** Writes down who reported it. */
    static void record(Audit audit, Tx tx, Loss loss) {
        audit.record(
                tx,
                "serials." + loss.kind().label(),
                "loss:" + loss.id(),
                Map.of(
                        "from",
                        loss.range().first().toString(),
                        "to",
                        loss.range().last().toString(),
                        "items",
                        loss.items(),
                        ItemEvents.REASON,
                        loss.reason()));
    }

    /**
     * What is found in a shop is sold by that if it needs no till, as it is by its receipt; but not
     * what was lost on its way back from there: its shop had refused it.
     */
    private void sell(Tx tx, Loss found, List<Moved> moved) {
        SerialRange range = found.range();
        List<Moved> sold = new LostItemRepository(tx).sellFound(range, moved);
        if (!sold.isEmpty()) {
            long position =
                    journal.append(
                            tx,
                            Subject.loss(found.id()),
                            ItemEvents.ACTIVATED,
                            range,
                            Map.of(ItemEvents.SERIALS, ItemEvents.facts(Moved.serials(sold))));
            journal.enter(tx, ItemStep.ACTIVATE, sold, position);
        }
    }

    private static Map<String, Object> facts(Loss loss, List<Moved> moved) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put(ItemEvents.REASON, loss.reason());
        if (loss.retailer() != null) {
            facts.put(ItemEvents.RETAILER, loss.retailer().toString());
        }
        if (loss.kind() != LossKind.FOUND) {
            // A sale in the range can be undone at any moment: its item isn't gone by this.
            facts.put(ItemEvents.SERIALS, ItemEvents.facts(Moved.serials(moved)));
        }
        return facts;
    }

    private static void requireOwn(Tx tx, SerialRange range, @Nullable UUID retailer) {
        if (retailer == null) {
            CountedRange.require(range, new ItemMoveRepository(tx).counts(range));
            return;
        }
        ItemRepository items = new ItemRepository(tx);
        if (items.find(range.first()).isEmpty() || items.find(range.last()).isEmpty()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "{first} to {last} aren't all yours. Check both ends: they are numbers of items that you have.",
                            "first",
                            String.valueOf(range.first()),
                            "last",
                            String.valueOf(range.last())));
        }
    }

    private static Text nothing(LossKind kind) {
        return Text.of(switch (kind) {
            case LOST, STOLEN ->
                    "None of these items is on its way or unsold in a shop, so there is nothing to"
                            + " report. Items in your own stock can be voided.";
            case FOUND -> "None of these items is lost, stolen or missing.";
        });
    }
}
