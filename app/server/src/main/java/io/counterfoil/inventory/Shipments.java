package io.counterfoil.inventory;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
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
import io.counterfoil.retailers.Agreements;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends items to outlets; {@link Receipts} takes them in there. */
public final class Shipments {
    private static final Text TOO_MUCH =
            Text.of(
                    "This retailer may owe {limit}, of which {left} are left. What it buys with this shipment comes to"
                            + " {more}: send less, wait for a payment, or agree on a higher limit.");

    private final Transactions transactions;
    private final Retailers retailers;
    private final Agreements agreements;
    private final Credit credit;
    private final Journal journal;
    private final Ids ids;

    /**
     * Shipments to outlets of {@code retailers} within {@code agreements} and {@code credit}, their
     * moves written to {@code journal}.
     */
    public Shipments(
            Transactions transactions,
            Retailers retailers,
            Agreements agreements,
            Credit credit,
            Journal journal,
            Ids ids) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.agreements = agreements;
        this.credit = credit;
        this.journal = journal;
        this.ids = ids;
    }

    /**
     * Sends items to an outlet: a range of serials, of which it makes a carton, or cartons that are
     * in the provider's stock (which they are again once everything in them came back). What was
     * spoiled or missing at the count-in is not part of it.
     *
     * @throws Refused if anything else in the range isn't printed or is on hold, the outlet or its
     *     retailer isn't active, or the retailer would have more unsold items, or owe more, than
     *     agreed
     */
    public Shipment send(Caller caller, NewShipment wanted) {
        return transactions.once(caller, Shipment.class, tx -> send(tx, wanted));
    }

    /** The same as a part of what else is done in a transaction. */
    public Shipment send(Tx tx, NewShipment wanted) {
        Fields fields = new Fields();
        UUID outletId = fields.id("outlet", wanted.outlet());
        if ((wanted.cartons() == null) == (wanted.serials() == null)) {
            fields.problem("serials", "Name either the serials or the cartons to send.");
        }
        Optional<SerialRange> range =
                wanted.serials() == null
                        ? Optional.empty()
                        : Serials.range(
                                fields, "serials.", wanted.serials().from(), wanted.serials().to());
        fields.done();

        Outlet outlet = receivingOutlet(tx, outletId);
        StandingHolds.requireFree(tx, outlet.id());
        Optional<Integer> limit =
                agreements.limits(tx, outlet.retailer()).consignmentLimit();
        if (limit.isPresent()) {
            new ItemMoveRepository(tx).lockStock(outlet.retailer());
        }
        List<Box> boxes =
                range.isPresent()
                        ? List.of()
                        : known(
                                new CartonRepository(tx),
                                Objects.requireNonNull(wanted.cartons()));
        // First, since it may take long: no till needs a run, but all need the credit.
        range.ifPresentOrElse(
                one -> new ItemRepository(tx).lockRun(one.run()), () -> lockRuns(tx, boxes));
        Optional<Credit.State> before =
                holdCredit(
                        tx,
                        outlet.retailer(),
                        range.map(List::of)
                                .orElseGet(() -> boxes.stream().map(Box::range).toList()));
        ShipmentRepository shipments = new ShipmentRepository(tx);
        UUID id = ids.next();
        shipments.insert(id, outlet);
        int items =
                range.isPresent()
                        ? sendRange(tx, id, outlet, range.get())
                        : sendCartons(tx, id, outlet, boxes);
        shipments.carry(id);
        shipments.packed(id, items);
        if (limit.isPresent()) {
            requireWithin(tx, outlet, limit.get(), items);
        }
        before.ifPresent(state -> credit.require(tx, outlet.retailer(), state, TOO_MUCH));
        return find(tx, id);
    }

    /** A shipment that the caller may see. */
    public Shipment find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /**
     * What is in each carton of a shipment that the caller may see, in the order of the serials.
     *
     * @throws Refused if there is no such shipment
     */
    public List<PackedCarton> packed(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx -> {
                    find(tx, id);
                    return new ShipmentRepository(tx).packed(id);
                });
    }

    /** The shipments that the caller may see, newest first, to one outlet or in one state only. */
    public Slice<Shipment> list(
            Caller caller, Optional<UUID> outlet, Optional<ShipmentState> state, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new ShipmentRepository(tx).list(outlet, state, listing),
                                Shipment::id));
    }

    static Shipment find(Tx tx, UUID id) {
        return new ShipmentRepository(tx).find(id).orElseThrow(() -> Refused.notFound("shipment"));
    }

    /** Has tills wait only if the retailer buys something of these ranges, whose runs are locked. */
    private Optional<Credit.State> holdCredit(Tx tx, UUID retailer, List<SerialRange> ranges) {
        boolean buys =
                new ItemMoveRepository(tx)
                        .products(ranges).stream()
                                .anyMatch(
                                        product ->
                                                agreements.inForce(tx, retailer, product).salesModel()
                                                        == SalesModel.WHOLESALE);
        return buys ? credit.hold(tx, retailer) : Optional.empty();
    }

    /** Makes a carton of a range, whose run is locked, and sends it. */
    private int sendRange(Tx tx, UUID shipment, Outlet outlet, SerialRange range) {
        PackingRepository packings = new PackingRepository(tx);
        Cartons.requireUnpacked(new CartonRepository(tx), range);
        Box box = new Box(Sscc.of(packings.nextNumbers(1).getFirst()), range);
        ItemMoveRepository items = new ItemMoveRepository(tx);
        List<Moved> moved = items.ship(range, shipment, outlet);
        note(tx, shipment, outlet, box, moved, items.others(range, shipment));
        int sent = Moved.items(moved);
        packings.insert(List.of(new PackingRepository.New(ids.next(), box, sent)), null, shipment);
        return sent;
    }

    private int sendCartons(Tx tx, UUID shipment, Outlet outlet, List<Box> boxes) {
        CartonRepository cartons = new CartonRepository(tx);
        List<String> ssccs = boxes.stream().map(Box::sscc).toList();
        StandingHolds.requireFree(tx, ssccs);
        Map<String, List<Moved>> moved = cartons.ship(ssccs, shipment, outlet);
        Map<String, Map<String, Integer>> others = cartons.others(ssccs, shipment);
        for (Box box : boxes) {
            note(
                    tx,
                    shipment,
                    outlet,
                    box,
                    moved.getOrDefault(box.sscc(), List.of()),
                    others.getOrDefault(box.sscc(), Map.of()));
        }
        return moved.values().stream().mapToInt(Moved::items).sum();
    }

    /** Writes down what of a box was sent, or refuses it if something else is in it. */
    private void note(
            Tx tx,
            UUID shipment,
            Outlet outlet,
            Box box,
            List<Moved> moved,
            Map<String, Integer> others) {
        CountedRange.requireLoose("sent", box.range(), Moved.items(moved), others);
        Map<String, Object> facts = new TreeMap<>();
        facts.put(ItemEvents.SSCC, box.sscc());
        facts.put(ItemEvents.RETAILER, outlet.retailer().toString());
        facts.put(ItemEvents.OUTLET, outlet.id().toString());
        if (others.containsKey(CountedRange.BESIDE)) {
            facts.put(ItemEvents.SERIALS, ItemEvents.facts(Moved.serials(moved)));
        }
        long position =
                journal.append(
                        tx,
                        Subject.shipment(shipment),
                        ItemEvents.SHIPPED,
                        box.range(),
                        facts);
        journal.enter(tx, ItemStep.SHIP, moved, position);
    }

    private static void requireWithin(Tx tx, Outlet outlet, int most, int sent) {
        int unsold = new ItemMoveRepository(tx).unsold(outlet.retailer());
        if (unsold > most) {
            int before = unsold - sent;
            throw new Refused(
                    ProblemType.CONFLICT,
                    new Text(
                            "This retailer may have {most} unsold items and has {before}. With"
                                    + " these {sent} it would have too many: send at most {room},"
                                    + " or agree on a higher limit.",
                            Map.of(
                                    "most",
                                    most,
                                    "before",
                                    before,
                                    "sent",
                                    sent,
                                    "room",
                                    Math.max(0, most - before))));
        }
    }

    private Outlet receivingOutlet(Tx tx, UUID id) {
        Outlet outlet =
                retailers
                        .findOutlet(tx, id)
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "outlet",
                                                "There is no such outlet. Copy the id from the"
                                                        + " answer that made it."));
        if (!outlet.active()) {
            throw Refused.field("outlet", "This outlet is closed. Choose another one.");
        }
        return outlet;
    }

    private static List<Box> known(
            CartonRepository repository, List<@Nullable String> ssccs) {
        Set<String> wanted =
                ssccs.stream()
                        .map(sscc -> sscc == null ? "" : Sscc.digits(sscc))
                        .collect(Collectors.toCollection(TreeSet::new));
        List<Carton> cartons = repository.lock(wanted.stream().filter(Sscc::isOne).toList());
        cartons.forEach(carton -> wanted.remove(carton.sscc()));
        if (!wanted.isEmpty() || cartons.isEmpty()) {
            throw Refused.field(
                    "cartons",
                    wanted.isEmpty()
                            ? Text.of("Name at least one carton.")
                            : Text.of(
                                    "There is no carton {carton}{more, plural, =0 {} other {, and # more of these are none}}.",
                                    "carton",
                                    SerialWords.quote(wanted.iterator().next()),
                                    "more",
                                    wanted.size() - 1));
        }
        cartons.stream()
                .filter(carton -> carton.state() != CartonState.PACKED)
                .findFirst()
                .ifPresent(
                        carton -> {
                            throw notInStock(carton.sscc());
                        });
        return cartons.stream().map(Carton::box).toList();
    }

    private static Refused notInStock(String sscc) {
        return new Refused(
                ProblemType.CONFLICT,
                Text.of(
                        "The carton {carton} isn't closed in your stock: it was sent before, or"
                                + " unpacked. Pack what you have into a new one.",
                        "carton",
                        sscc));
    }

    /** Locks the runs of these cartons, always in the same order. */
    static void lockRuns(Tx tx, List<Box> cartons) {
        ItemRepository items = new ItemRepository(tx);
        cartons.stream()
                .map(carton -> carton.range().run())
                .distinct()
                .sorted()
                .forEach(items::lockRun);
    }
}
