package io.counterfoil.inventory;

import io.counterfoil.access.Audit;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Holds ranges of items, so that nobody sends, sells or redeems them for now, and releases them
 * again. Their states stay as they are.
 */
public final class Holds {
    private static final int LONGEST_REASON = 200;

    private final Transactions transactions;
    private final Journal journal;
    private final Catalog catalog;
    private final Audit audit;
    private final Ids ids;

    /**
     * Holds through {@code transactions}, written to {@code journal}; {@code catalog} says which
     * products need a till.
     */
    public Holds(
            Transactions transactions, Journal journal, Catalog catalog, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.journal = journal;
        this.catalog = catalog;
        this.audit = audit;
        this.ids = ids;
    }

    /** A request that was checked. */
    private record Order(SerialRange range, String reason) {}

    /**
     * Holds whatever of a range is counted in, not at its end and not held yet.
     *
     * @throws Refused if a field is wrong, or a serial does not exist or isn't counted in yet
     */
    public HoldOutcome hold(Caller caller, HoldRequest wanted) {
        Order order = checked(wanted);
        return transactions.once(caller, HoldOutcome.class, tx -> hold(tx, order, false));
    }

    /**
     * The same for a feature that found a reason to, with its own transaction. What customers have
     * bought already stays theirs.
     */
    public HoldOutcome holdUnsold(Tx tx, SerialRange range, String reason) {
        return hold(tx, new Order(range, reason), true);
    }

    private HoldOutcome hold(Tx tx, Order order, boolean onlyUnsold) {
        lock(tx, order.range());
        int held = new HoldRepository(tx).hold(order.range(), order.reason(), onlyUnsold);
        return noted(
                tx,
                order,
                ItemEvents.HELD,
                held,
                List.of(),
                onlyUnsold ? Map.of(ItemEvents.ONLY_UNSOLD, true) : Map.of());
    }

    /**
     * Releases whatever of a range is on hold; what did not arrive with its shipment is released by
     * its receipt only. What is in an outlet's stock and needs no till is sold by that, as it would
     * have been by its receipt.
     *
     * @throws Refused if a field is wrong, or a serial does not exist or isn't counted in yet
     */
    public HoldOutcome release(Caller caller, HoldRequest wanted) {
        Order order = checked(wanted);
        return transactions.once(
                caller,
                HoldOutcome.class,
                tx -> {
                    lock(tx, order.range());
                    boolean sold = soldWithoutTill(tx, order.range());
                    List<Moved> sales =
                            sold
                                    ? new ItemMoveRepository(tx).sellHeld(order.range())
                                    : List.of();
                    int released =
                            Moved.items(sales) + new HoldRepository(tx).release(order.range());
                    return noted(
                            tx,
                            order,
                            ItemEvents.RELEASED,
                            released,
                            sales,
                            sold ? Map.of(ItemEvents.SOLD_WITHOUT_TILL, true) : Map.of());
                });
    }

    private static Order checked(HoldRequest wanted) {
        Fields fields = new Fields();
        Optional<SerialRange> range = Serials.range(fields, "", wanted.from(), wanted.to());
        String reason = fields.text("reason", wanted.reason(), LONGEST_REASON);
        if (ItemEvents.HELD_UNTIL_FOUND.contains(reason.toLowerCase(Locale.ROOT))) {
            fields.problem(
                    "reason",
                    "Items that did not arrive are held by their receipt, and lost and stolen ones by"
                            + " reporting that. Please give another reason.");
        }
        fields.done();
        return new Order(range.orElseThrow(), reason);
    }

    private static void lock(Tx tx, SerialRange range) {
        new ItemRepository(tx).lockRun(range.run());
        CountedRange.require(range, new ItemMoveRepository(tx).counts(range));
    }

    private boolean soldWithoutTill(Tx tx, SerialRange range) {
        return new ItemRepository(tx)
                .find(range.first())
                .filter(item -> catalog.soldWithoutTill(tx, item.product()))
                .isPresent();
    }

    private HoldOutcome noted(
            Tx tx,
            Order order,
            String event,
            int changed,
            List<Moved> sales,
            Map<String, Boolean> more) {
        SerialRange range = order.range();
        if (changed == 0) {
            return new HoldOutcome(null, 0, range.size());
        }
        UUID id = ids.next();
        Map<String, Object> facts = new TreeMap<>(more);
        facts.put(ItemEvents.REASON, order.reason());
        long position = journal.append(tx, Subject.hold(id), event, range, facts);
        journal.enter(tx, ItemStep.ACTIVATE, sales, position);
        audit.record(
                tx,
                "serials." + event,
                "hold:" + id,
                Map.of(
                        "from",
                        range.first().toString(),
                        "to",
                        range.last().toString(),
                        "items",
                        changed,
                        ItemEvents.REASON,
                        order.reason()));
        return new HoldOutcome(id, changed, range.size() - changed);
    }
}
