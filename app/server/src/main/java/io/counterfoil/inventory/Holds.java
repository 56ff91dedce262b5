package io.counterfoil.inventory;

import io.counterfoil.access.Audit;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds ranges of items, cartons and outlets, so that nobody sends, sells or redeems what is in them
 * for now; {@link HoldReleases} lets it go on. The states of the items stay as they are.
 */
public final class Holds {
    static final int LONGEST_REASON = 200;

    private final Transactions transactions;
    private final Retailers retailers;
    private final StandingHolds standing;
    private final Audit audit;
    private final Ids ids;

    /** Holds through {@code transactions}, those of outlets of {@code retailers}. */
    public Holds(
            Transactions transactions,
            Retailers retailers,
            StandingHolds standing,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.standing = standing;
        this.audit = audit;
        this.ids = ids;
    }

    /** A request for a range that was checked. */
    record Order(SerialRange range, String reason) {}

    /**
     * Holds whatever of a range is counted in and not at its end. What is held already stays held
     * until both holds end. Asked again for the same reason, it is the same hold.
     *
     * @throws Refused if a field is wrong, or a serial does not exist or isn't counted in yet
     */
    public HoldOutcome hold(Caller caller, HoldRequest wanted) {
        Order order = checked(wanted);
        return transactions.once(caller, HoldOutcome.class, tx -> hold(tx, order));
    }

    /**
     * Holds what is in a closed carton, or all that an outlet has; what customers have bought stays
     * theirs, unless the wish says otherwise. An outlet stays on hold: nothing can be sent to it, and
     * what comes into its stock by receipts, finds and undone sales is held, too, but for what was
     * released out of the hold before: to somebody that was good. On hold already, it is held by that
     * hold with whatever was not held yet, or was released.
     *
     * @return the hold with what it holds
     * @throws Refused if a field is wrong, or there is no such carton or outlet
     */
    public Hold hold(Caller caller, NewHold wanted) {
        Fields fields = new Fields();
        if ((wanted.carton() == null) == (wanted.outlet() == null)) {
            fields.problem("carton", "Name either a carton or an outlet to hold.");
        }
        Optional<UUID> outlet =
                wanted.outlet() == null
                        ? Optional.empty()
                        : Optional.of(fields.id("outlet", wanted.outlet()));
        String reason = reason(fields, wanted.reason());
        fields.done();
        boolean soldToo = Boolean.TRUE.equals(wanted.soldToo());
        String carton = wanted.carton() == null ? "" : Sscc.digits(wanted.carton());
        return transactions.once(
                caller,
                Hold.class,
                tx ->
                        find(
                                tx,
                                outlet.isPresent()
                                        ? holdOutlet(tx, outlet.get(), reason, soldToo)
                                        : holdCarton(tx, carton, reason, soldToo)));
    }

    /**
     * Holds what of a carton is not sold, for a feature that found a reason to, with its own
     * transaction.
     */
    public void holdUnsold(Tx tx, String sscc, String reason) {
        holdCarton(tx, sscc, reason, false);
    }

    /**
     * A hold.
     *
     * @throws Refused if there is none
     */
    public Hold find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /** How many holds stand. */
    public int countOpen(Tx tx) {
        return new HoldRepository(tx).countOpen();
    }

    /** The holds, newest first; only those that stand, or only those that are released. */
    public Slice<Hold> list(Caller caller, Optional<Boolean> open, Listing listing) {
        return transactions.read(
                caller,
                tx -> Slice.of(listing, new HoldRepository(tx).list(open, listing), Hold::id));
    }

    static Hold find(Tx tx, UUID id) {
        return new HoldRepository(tx).find(id).orElseThrow(() -> Refused.notFound("hold"));
    }

    private HoldOutcome hold(Tx tx, Order order) {
        SerialRange range = order.range();
        lock(tx, range);
        HoldRepository holds = new HoldRepository(tx);
        Optional<HoldRepository.Standing> before = holds.standing(range, order.reason());
        HoldRepository.Standing hold =
                before.orElseGet(
                        () ->
                                made(
                                        holds,
                                        new HoldRepository.New(
                                                ids.next(),
                                                HoldKind.SERIALS,
                                                range,
                                                null,
                                                null,
                                                null,
                                                true,
                                                order.reason())));
        UUID id = hold.id();
        int held = standing.hold(tx, id, range);
        if (before.isEmpty()
                && held == 0
                && new HeldItemRepository(tx).goingOn(List.of(id)).isEmpty()) {
            holds.discard(id);
            return new HoldOutcome(null, 0, range.size());
        }
        if (before.isEmpty() || held > 0 || hold.again() > 0) {
            note(tx, hold, held, order.reason(), ends(range));
        }
        return new HoldOutcome(id, held, range.size() - held);
    }

    private UUID holdCarton(Tx tx, String sscc, String reason, boolean soldToo) {
        HoldRepository holds = new HoldRepository(tx);
        ShipmentRepository shipments = new ShipmentRepository(tx);
        Optional<UUID> sentWith =
                Sscc.isOne(sscc) ? new CartonRepository(tx).shipmentOf(sscc) : Optional.empty();
        Optional<Shipment> shipment = sentWith.flatMap(shipments::find);
        shipment.map(Shipment::outlet).ifPresent(holds::lockOutlet);
        Carton carton =
                Cartons.named(tx, "carton", List.of(sscc)).getFirst().carton();
        if (carton.state() == CartonState.UNPACKED) {
            throw Refused.field(
                    "carton", "This carton was opened. Hold the serials of its items instead.");
        }
        if (!Optional.ofNullable(carton.shipment()).equals(sentWith)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "The carton {carton} was sent or came back just now. Please try"
                                    + " again.",
                            "carton",
                            carton.sscc()));
        }
        new ItemRepository(tx).lockRun(carton.range().run());
        HoldRepository.Standing hold =
                holds.standing(HoldKind.CARTON, carton.sscc(), soldToo)
                        .orElseGet(
                                () ->
                                        made(
                                                holds,
                                                new HoldRepository.New(
                                                        ids.next(),
                                                        HoldKind.CARTON,
                                                        null,
                                                        carton.sscc(),
                                                        shipment.map(Shipment::retailer)
                                                                .orElse(null),
                                                        shipment.map(Shipment::outlet).orElse(null),
                                                        soldToo,
                                                        reason)));
        int held = standing.hold(tx, hold.id(), carton.range());
        note(tx, hold, held, reason, Map.of("carton", carton.sscc()));
        return hold.id();
    }

    private UUID holdOutlet(Tx tx, UUID outletId, String reason, boolean soldToo) {
        Outlet outlet =
                retailers
                        .findOutlet(tx, outletId)
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "outlet",
                                                "There is no such outlet. Copy the id from the"
                                                        + " answer that made it."));
        HoldRepository holds = new HoldRepository(tx);
        holds.lockOutlet(outlet.id());
        List<SerialRange> there = new HeldItemRepository(tx).inOutlet(outlet.id());
        there.stream().map(SerialRange::run).forEach(new ItemRepository(tx)::lockRun);
        HoldRepository.Standing hold =
                holds.standing(HoldKind.OUTLET, outlet.id().toString(), soldToo)
                        .orElseGet(
                                () ->
                                        made(
                                                holds,
                                                new HoldRepository.New(
                                                        ids.next(),
                                                        HoldKind.OUTLET,
                                                        null,
                                                        null,
                                                        outlet.retailer(),
                                                        outlet.id(),
                                                        soldToo,
                                                        reason)));
        int held =
                there.stream().mapToInt(range -> standing.hold(tx, hold.id(), range)).sum();
        note(tx, hold, held, reason, Map.of("outlet", outlet.id()));
        return hold.id();
    }

    private static HoldRepository.Standing made(
            HoldRepository holds, HoldRepository.New hold) {
        holds.insert(hold);
        return new HoldRepository.Standing(hold.id(), 0);
    }

    private void note(
            Tx tx, HoldRepository.Standing hold, int held, String reason, Map<String, ?> what) {
        Map<String, Object> facts = new TreeMap<>(what);
        facts.put("items", held);
        facts.put(ItemEvents.REASON, reason);
        if (hold.again() > 0) {
            facts.put("again", hold.again());
        }
        audit.record(tx, "serials.held", "hold:" + hold.id(), facts);
    }

    static Map<String, String> ends(SerialRange range) {
        return Map.of("from", range.first().toString(), "to", range.last().toString());
    }

    static Order checked(HoldRequest wanted) {
        Fields fields = new Fields();
        Optional<SerialRange> range = Serials.range(fields, "", wanted.from(), wanted.to());
        String reason = reason(fields, wanted.reason());
        fields.done();
        return new Order(range.orElseThrow(), reason);
    }

    private static String reason(Fields fields, @Nullable String text) {
        String reason = fields.text("reason", text, LONGEST_REASON);
        if (ItemEvents.HELD_UNTIL_FOUND.contains(reason.toLowerCase(Locale.ROOT))) {
            fields.problem(
                    "reason",
                    "Items that did not arrive are held by their receipt, and lost and stolen ones by"
                            + " reporting that. Please give another reason.");
        }
        return reason;
    }

    static void lock(Tx tx, SerialRange range) {
        new ItemRepository(tx).lockRun(range.run());
        CountedRange.require(range, new ItemMoveRepository(tx).counts(range));
    }
}
