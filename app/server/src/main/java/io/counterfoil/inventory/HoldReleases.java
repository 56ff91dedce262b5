package io.counterfoil.inventory;

import io.counterfoil.access.Audit;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final StandingHolds standing;
    private final ArrivalSales sales;
    private final Audit audit;
    private final Ids ids;

    /**
     * Releases through {@code transactions}, written to {@code journal}; what other holds are about,
     * too, is held by {@code standing} ones then. What needs no till is among {@code sales}.
     */
    public HoldReleases(
            Transactions transactions,
            Journal journal,
            StandingHolds standing,
            ArrivalSales sales,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.journal = journal;
        this.standing = standing;
        this.sales = sales;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Releases whatever of a range is on hold, each item by the hold that holds it; what another one
     * is about, too, is held by that one from then on. A hold of serials or a carton that is about
     * nothing any more ends by that.
     *
     * @throws Refused if a field is wrong, a serial does not exist or isn't counted in yet, or a
     *     retailer would owe too much for what is sold by that
     */
    public HoldOutcome release(Caller caller, HoldRequest wanted) {
        Holds.Order order = Holds.checked(wanted);
        return transactions.once(caller, HoldOutcome.class, tx -> release(tx, order));
    }

    /**
     * Ends a hold and releases what it holds; what other holds are about, too, is held by these from
     * then on. One that has ended stays as it is.
     *
     * @return how many items are free, and how many stay on hold for another reason
     * @throws Refused if there is no such hold, no reason is given, or a retailer would owe too much
     *     for what is sold by that
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
        HeldItemRepository items = new HeldItemRepository(tx);
        Map<UUID, Credit.State> before = credit(tx, List.of(range));
        Set<UUID> about = new TreeSet<>(items.around(range));
        about.addAll(items.on(range));
        List<UUID> open = holds.lock(about);
        // Who waited for the locks looks again.
        List<UUID> holders = items.on(range);
        List<Long> letGo = new ArrayList<>(items.heldByNone(range));
        holders.forEach(holder -> letGo.addAll(items.letGo(holder, range)));
        UUID id = ids.next();
        int stillHeld =
                takeOver(tx, range, letGo, open, id, order.reason())
                        + holdUntilFound(tx, range, letGo, id, order.reason());
        int released = free(tx, range, letGo, id, order.reason());
        sales.require(tx, before);
        Set<UUID> ended = new TreeSet<>(holders);
        items.goingOn(holders).forEach(ended::remove);
        if (holds.end(ended) + released + stillHeld == 0) {
            return new HoldOutcome(null, 0, range.size());
        }
        note(tx, id, released, order.reason(), Holds.ends(range));
        return new HoldOutcome(id, released, range.size() - released);
    }

    private HoldOutcome release(Tx tx, UUID id, String reason) {
        HoldRepository holds = new HoldRepository(tx);
        HeldItemRepository items = new HeldItemRepository(tx);
        Hold hold = Holds.find(tx, id);
        if (hold.outlet() != null) {
            holds.lockOutlet(hold.outlet());
        }
        List<SerialRange> held = items.heldBy(id);
        held.stream().map(SerialRange::run).forEach(new ItemRepository(tx)::lockRun);
        Map<UUID, Credit.State> before = credit(tx, held);
        Set<UUID> about = new TreeSet<>(Set.of(id));
        held.forEach(range -> about.addAll(items.around(range)));
        List<UUID> others = new ArrayList<>(holds.lock(about));
        if (!others.remove(id)) {
            return new HoldOutcome(id, 0, 0);
        }
        if (!items.heldBy(id).equals(held)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "What this hold holds changed just now. Please try again.");
        }
        holds.end(List.of(id));
        int stillHeld = 0;
        int released = 0;
        for (SerialRange range : held) {
            List<Long> letGo = items.letGo(id, range);
            stillHeld += takeOver(tx, range, letGo, others, id, reason);
            stillHeld += holdUntilFound(tx, range, letGo, id, reason);
            released += free(tx, range, letGo, id, reason);
        }
        sales.require(tx, before);
        note(tx, id, released, reason, Map.of());
        return new HoldOutcome(id, released, stillHeld);
    }

    /** How those stand who owe for what is sold by a release. */
    private Map<UUID, Credit.State> credit(Tx tx, List<SerialRange> ranges) {
        HeldItemRepository items = new HeldItemRepository(tx);
        return sales.hold(
                tx,
                ranges.stream()
                        .filter(range -> sales.sells(tx, range))
                        .flatMap(range -> items.retailers(range, ItemStep.ACTIVATE).stream())
                        .toList());
    }

    /**
     * Lets other holds, the earliest first, hold what they are about of what was let go.
     *
     * @param id what the release happens to in the log
     * @return how many items
     */
    private int takeOver(
            Tx tx, SerialRange range, List<Long> letGo, List<UUID> others, UUID id, String reason) {
        int takenOver = 0;
        for (UUID other : others) {
            List<Long> some = new HeldItemRepository(tx).takeOver(other, range, letGo);
            if (!some.isEmpty()) {
                SerialSet serials = StandingHolds.set(some);
                journal.append(
                        tx,
                        Subject.hold(id),
                        ItemEvents.RELEASED,
                        Scanned.span(serials),
                        facts(reason, serials));
                standing.tell(tx, other, serials);
                takenOver += some.size();
            }
        }
        return takenOver;
    }

    /**
     * Holds until it is found what was let go, but is not there.
     *
     * @param id what the release happens to in the log
     * @return how many items
     */
    private int holdUntilFound(
            Tx tx, SerialRange range, List<Long> letGo, UUID id, String reason) {
        List<Long> gone = new HeldItemRepository(tx).holdUntilFound(range, letGo);
        if (!gone.isEmpty()) {
            SerialSet serials = StandingHolds.set(gone);
            Map<String, Object> facts = facts(reason, serials);
            facts.put(ItemEvents.UNTIL_FOUND, true);
            journal.append(
                    tx, Subject.hold(id), ItemEvents.RELEASED, Scanned.span(serials), facts);
        }
        return gone.size();
    }

    /** @param id what the release happens to in the log */
    private int free(Tx tx, SerialRange range, List<Long> letGo, UUID id, String reason) {
        boolean sells = sales.sells(tx, range);
        List<Moved> sold =
                sells ? new ItemMoveRepository(tx).sellLetGo(range, letGo) : List.of();
        List<Long> all = new ArrayList<>(new HeldItemRepository(tx).free(range, letGo));
        sold.forEach(some -> all.addAll(some.serials()));
        if (all.isEmpty()) {
            return 0;
        }
        SerialSet serials = StandingHolds.set(all);
        Map<String, Object> facts = facts(reason, serials);
        if (sells) {
            facts.put(ItemEvents.SOLD_WITHOUT_TILL, true);
        }
        long position =
                journal.append(
                        tx, Subject.hold(id), ItemEvents.RELEASED, Scanned.span(serials), facts);
        journal.enter(tx, ItemStep.ACTIVATE, sold, position);
        return all.size();
    }

    private static Map<String, Object> facts(String reason, SerialSet serials) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put(ItemEvents.REASON, reason);
        facts.put(ItemEvents.SERIALS, ItemEvents.facts(serials));
        return facts;
    }

    private void note(Tx tx, UUID id, int released, String reason, Map<String, String> what) {
        Map<String, Object> facts = new TreeMap<>(what);
        facts.put("items", released);
        facts.put(ItemEvents.REASON, reason);
        audit.record(tx, "serials.released", "hold:" + id, facts);
    }
}
