package io.counterfoil.inventory;

import io.counterfoil.access.Audit;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets items go on that {@link Holds} stopped. What did not arrive with its shipment, was lost or
 * stolen is released when it is there again; what is in an outlet's stock and needs no till is sold
 * by its release, as it would have been by its receipt.
 */
public final class HoldReleases {
    private final Transactions transactions;
    private final Journal journal;
    private final Catalog catalog;
    private final Audit audit;
    private final Ids ids;

    /**
     * Releases through {@code transactions}, written to {@code journal}; {@code catalog} says which
     * products need a till.
     */
    public HoldReleases(
            Transactions transactions, Journal journal, Catalog catalog, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.journal = journal;
        this.catalog = catalog;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Releases whatever of a range is on hold, by whichever hold; a hold that holds nothing any more
     * ends by that.
     *
     * @throws Refused if a field is wrong, or a serial does not exist or isn't counted in yet
     */
    public HoldOutcome release(Caller caller, HoldRequest wanted) {
        Holds.Order order = Holds.checked(wanted);
        return transactions.once(caller, HoldOutcome.class, tx -> release(tx, order));
    }

    /**
     * Ends a hold and releases what it holds. One that has ended stays as it is.
     *
     * @throws Refused if there is no such hold, or no reason is given
     */
    public HoldOutcome release(Caller caller, UUID id, @Nullable String why) {
        Fields fields = new Fields();
        String reason = fields.text("reason", why, Holds.LONGEST_REASON);
        fields.done();
        return transactions.once(caller, HoldOutcome.class, tx -> release(tx, id, reason));
    }

    private HoldOutcome release(Tx tx, Holds.Order order) {
        SerialRange range = order.range();
        Holds.lock(tx, range);
        HoldRepository holds = new HoldRepository(tx);
        List<UUID> touched = holds.on(range);
        UUID id = ids.next();
        int released = release(tx, range, null, id, order.reason());
        holds.endEmpty(touched);
        if (released == 0) {
            return new HoldOutcome(null, 0, range.size());
        }
        note(tx, id, released, order.reason(), Holds.ends(range));
        return new HoldOutcome(id, released, range.size() - released);
    }

    private HoldOutcome release(Tx tx, UUID id, String reason) {
        HoldRepository holds = new HoldRepository(tx);
        Hold hold = Holds.find(tx, id);
        if (hold.outlet() != null) {
            holds.lockOutlet(hold.outlet());
        }
        List<SerialRange> held = holds.heldBy(id);
        held.stream().map(SerialRange::run).forEach(new ItemRepository(tx)::lockRun);
        if (!holds.lock(id)) {
            return new HoldOutcome(id, 0, 0);
        }
        int released =
                held.stream().mapToInt(range -> release(tx, range, id, id, reason)).sum();
        holds.end(id);
        note(tx, id, released, reason, Map.of());
        return new HoldOutcome(id, released, 0);
    }

    /**
     * @param only what this hold holds; null: whatever holds it
     * @param id what the release happens to in the log
     */
    private int release(
            Tx tx, SerialRange range, @Nullable UUID only, UUID id, String reason) {
        boolean sells = soldWithoutTill(tx, range);
        List<Moved> sales =
                sells ? new ItemMoveRepository(tx).sellHeld(range, only) : List.of();
        List<Long> all = new ArrayList<>(new HoldRepository(tx).release(range, only));
        sales.forEach(some -> all.addAll(some.serials()));
        if (all.isEmpty()) {
            return 0;
        }
        SerialSet serials = StandingHolds.set(all);
        Map<String, Object> facts = new TreeMap<>();
        facts.put(ItemEvents.REASON, reason);
        facts.put(ItemEvents.SERIALS, ItemEvents.facts(serials));
        if (sells) {
            facts.put(ItemEvents.SOLD_WITHOUT_TILL, true);
        }
        long position =
                journal.append(
                        tx, Subject.hold(id), ItemEvents.RELEASED, Scanned.span(serials), facts);
        journal.enter(tx, ItemStep.ACTIVATE, sales, position);
        return all.size();
    }

    private boolean soldWithoutTill(Tx tx, SerialRange range) {
        return new ItemRepository(tx)
                .find(range.first())
                .filter(item -> catalog.soldWithoutTill(tx, item.product()))
                .isPresent();
    }

    private void note(Tx tx, UUID id, int released, String reason, Map<String, String> what) {
        Map<String, Object> facts = new TreeMap<>(what);
        facts.put("items", released);
        facts.put(ItemEvents.REASON, reason);
        audit.record(tx, "serials.released", "hold:" + id, facts);
    }
}
