package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Items that shops send back, which the provider counts into its stock again or destroys. */
public final class Returns {
    private static final int LONGEST_REASON = 200;

    private final Transactions transactions;
    private final Retailers retailers;
    private final Journal journal;
    private final Ids ids;

    /** Returns from outlets of {@code retailers}, their moves written to {@code journal}. */
    public Returns(Transactions transactions, Retailers retailers, Journal journal, Ids ids) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.journal = journal;
        this.ids = ids;
    }

    /**
     * Sends items back to the provider: what an outlet has unsold or on its way, and what customers
     * brought back. Nobody can sell or redeem them from then on.
     *
     * @throws Refused if a field is wrong, anything named isn't in the outlet's stock, or some of it
     *     was sold just now
     */
    public StockReturn send(Caller caller, NewReturn wanted) {
        return transactions.once(caller, StockReturn.class, tx -> send(tx, wanted));
    }

    /**
     * Counts what arrived of a return: good items are in the provider's stock again, the others are
     * destroyed. What isn't named stays open until a later count names it. What customers brought
     * back is never good, since somebody may know its code: named as destroyed, it may stand within
     * a range of good ones.
     *
     * @return the return with its counts
     * @throws Refused if there is no such return, something named isn't an open part of it, or
     *     something good was brought back by a customer
     */
    public StockReturn count(Caller caller, UUID id, ReturnCount wanted) {
        return transactions.once(caller, StockReturn.class, tx -> count(tx, id, wanted));
    }

    /**
     * A return that the caller may see.
     *
     * @throws Refused if there is none
     */
    public StockReturn find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /** The returns that the caller may see, newest first, of one outlet or in one state only. */
    public Slice<StockReturn> list(
            Caller caller, Optional<UUID> outlet, Optional<ReturnState> state, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new ReturnRepository(tx).list(outlet, state, listing),
                                StockReturn::id));
    }

    private StockReturn send(Tx tx, NewReturn wanted) {
        Fields fields = new Fields();
        UUID outletId = fields.id("outlet", wanted.outlet());
        String reason = fields.text("reason", wanted.reason(), LONGEST_REASON);
        Scanned serials = Scanned.of(fields, "serials", wanted.serials());
        if (isEmpty(wanted.serials()) && isEmpty(wanted.cartons())) {
            fields.problem("serials", "Name the serials or the cartons to send back.");
        }
        fields.done();
        Outlet outlet =
                retailers
                        .findOutlet(tx, outletId)
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "outlet",
                                                "There is no such outlet. Copy the id from the"
                                                        + " answer that made it."));
        List<FilledCarton> cartons = Cartons.named(tx, "cartons", wanted.cartons());
        Scanned all = serials.and(Scanned.of(cartons));
        all.limit(fields, "serials");
        fields.done();

        ShipmentRepository shipments = new ShipmentRepository(tx);
        List<UUID> touched = shipments.lockThoseOf(all.ranges());
        all.runs().forEach(new ItemRepository(tx)::lockRun);
        ReturnRepository returns = new ReturnRepository(tx);
        Map<Long, ItemState> there = returns.inOutlet(all.ranges(), outlet.id());
        requireReturnable(there);
        serials.requireEnds(
                "serials",
                there.keySet(),
                "{serial} isn't in the stock of this outlet. Leave it out.",
                "{serial} isn't in the stock of this outlet, and {number} more of these. Leave them out.");
        cartons.forEach(carton -> carton.requireWhole(there.keySet()));

        UUID id = ids.next();
        returns.insert(id, outlet, reason, there.size());
        Scanned.byRun(there.keySet())
                .values()
                .forEach(items -> sendBack(tx, id, outlet, reason, items));
        shipments.recount(touched);
        return find(tx, id);
    }

    private void sendBack(Tx tx, UUID id, Outlet outlet, String reason, SerialSet items) {
        ReturnRepository returns = new ReturnRepository(tx);
        List<Long> serials = values(items);
        int along = returns.sendAlong(serials, outlet.id(), id);
        List<Moved> moved = returns.sendBack(serials, outlet.id(), id);
        if (along + Moved.items(moved) != items.size()) {
            // A till waits for nobody who locks a run.
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Some of these were sold just now. Please look at them again, and leave those"
                            + " out.");
        }
        long position =
                append(
                        tx,
                        id,
                        ItemEvents.SENT_BACK,
                        items,
                        Map.of(
                                ItemEvents.OUTLET,
                                outlet.id().toString(),
                                ItemEvents.REASON,
                                reason));
        journal.enter(tx, ItemStep.SEND_BACK, moved, position);
    }

    private StockReturn count(Tx tx, UUID id, ReturnCount wanted) {
        ReturnRepository returns = new ReturnRepository(tx);
        if (!returns.lock(id)) {
            throw Refused.notFound("return");
        }
        ReturnTally tally = ReturnTally.of(tx, id, wanted);
        tally.runs().forEach(new ItemRepository(tx)::lockRun);
        takeOver(tx, id, ItemStep.RESTOCK, ItemEvents.RESTOCKED, tally.good());
        takeOver(tx, id, ItemStep.DESTROY, ItemEvents.DESTROYED, tally.destroyed());
        CartonRepository cartons = new CartonRepository(tx);
        tally.cartons().forEach(filled -> cartons.takeBack(filled.carton().id()));
        returns.counted(id, tally.good().size(), tally.destroyed().size());
        return find(tx, id);
    }

    private void takeOver(Tx tx, UUID id, ItemStep step, String event, List<Long> counted) {
        for (SerialSet items : Scanned.byRun(counted).values()) {
            List<Moved> moved = new ReturnRepository(tx).takeOver(step, values(items), id);
            if (Moved.items(moved) != items.size()) {
                throw new Refused(
                        ProblemType.CONFLICT,
                        "Some of these items were counted or voided just now. Please look at the"
                                + " return again.");
            }
            long position = append(tx, id, event, items, Map.of());
            journal.enter(tx, step, moved, position);
        }
    }

    private long append(
            Tx tx, UUID id, String event, SerialSet items, Map<String, ?> facts) {
        Map<String, Object> all = new HashMap<>(facts);
        all.put(ItemEvents.SERIALS, ItemEvents.facts(items));
        return journal.append(tx, Subject.stockReturn(id), event, Scanned.span(items), all);
    }

    private static void requireReturnable(Map<Long, ItemState> there) {
        SortedMap<String, Long> wrong =
                there.values().stream()
                        .filter(
                                state ->
                                        state != ItemState.RETURNED
                                                && !ItemStep.SEND_BACK.isPossibleIn(state))
                        .collect(
                                Collectors.groupingBy(
                                        ItemState::label,
                                        TreeMap::new,
                                        Collectors.counting()));
        if (!wrong.isEmpty()) {
            long first =
                    there.entrySet().stream()
                            .filter(item -> wrong.containsKey(item.getValue().label()))
                            .map(Map.Entry::getKey)
                            .min(Comparator.naturalOrder())
                            .orElseThrow();
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "Only unsold items and those that customers brought back can be sent back. Among these are: {states}; the first is {serial}. Leave them out.",
                            "states",
                            wrong.entrySet().stream()
                                            .map(entry -> entry.getValue() + " " + entry.getKey())
                                            .collect(Collectors.joining(", ")),
                            "serial",
                            String.valueOf(SerialNumber.ofValue(first))));
        }
    }

    private static boolean isEmpty(@Nullable List<@Nullable String> named) {
        return named == null || named.isEmpty();
    }

    private static List<Long> values(SerialSet serials) {
        return serials.stream().map(SerialNumber::value).toList();
    }

    private static StockReturn find(Tx tx, UUID id) {
        return new ReturnRepository(tx).find(id).orElseThrow(() -> Refused.notFound("return"));
    }
}
