package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Sends items to outlets; {@link Receipts} takes them in there. */
public final class Shipments {
    private final Transactions transactions;
    private final Retailers retailers;
    private final Journal journal;
    private final Ids ids;

    /** Shipments to outlets of {@code retailers}, their moves written to {@code journal}. */
    public Shipments(
            Transactions transactions, Retailers retailers, Journal journal, Ids ids) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.journal = journal;
        this.ids = ids;
    }

    /**
     * Sends items to an outlet: a range of serials, of which it makes a carton, or cartons that are
     * in the provider's stock (which they are again once everything in them came back). What was
     * spoiled or missing at the count-in is not part of it.
     *
     * @throws Refused if anything else in the range isn't printed or is on hold, or the outlet or
     *     its retailer isn't active
     */
    public Shipment send(Caller caller, NewShipment wanted) {
        return transactions.once(caller, Shipment.class, tx -> send(tx, wanted));
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

    private Shipment send(Tx tx, NewShipment wanted) {
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
        ShipmentRepository shipments = new ShipmentRepository(tx);
        UUID id = ids.next();
        shipments.insert(id, outlet);
        List<Carton> cartons;
        if (range.isPresent()) {
            Carton carton = new Carton(Sscc.of(shipments.nextCarton()), range.get());
            shipments.insert(carton, id);
            cartons = List.of(carton);
        } else {
            cartons = known(shipments, Objects.requireNonNull(wanted.cartons()));
            cartons.forEach(carton -> shipments.reship(carton, id));
        }
        lockRuns(tx, cartons);
        int items = 0;
        for (Carton carton : cartons) {
            items += pack(tx, id, outlet, carton);
        }
        shipments.packed(id, items);
        return find(tx, id);
    }

    private int pack(Tx tx, UUID shipment, Outlet outlet, Carton carton) {
        ItemMoveRepository items = new ItemMoveRepository(tx);
        List<Moved> moved = items.ship(carton.range(), shipment, outlet);
        int packed = Moved.items(moved);
        refuseUnlessRestIsGone(items.others(carton.range(), shipment), packed, carton.range());
        long position =
                journal.append(
                        tx,
                        Subject.shipment(shipment),
                        ItemEvents.SHIPPED,
                        carton.range(),
                        Map.of(
                                ItemEvents.SSCC,
                                carton.sscc(),
                                ItemEvents.RETAILER,
                                outlet.retailer().toString(),
                                ItemEvents.OUTLET,
                                outlet.id().toString()));
        journal.enter(tx, ItemStep.SHIP, moved, position);
        return packed;
    }

    private static void refuseUnlessRestIsGone(
            Map<String, Integer> others, int packed, SerialRange range) {
        int known = packed + others.values().stream().mapToInt(Integer::intValue).sum();
        if (known < range.size()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "%d of the serials %s to %s don't exist. Check both ends of the range."
                            .formatted(range.size() - known, range.first(), range.last()));
        }
        if (others.containsKey(ItemState.MINTED.label())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    ("Print run %d isn't counted in yet. Count it in on its page first; then what"
                                    + " was printed can be sent.")
                            .formatted(range.run()));
        }
        String wrong =
                others.entrySet().stream()
                        .filter(entry -> !isLeftOut(entry.getKey()))
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Only printed items without a hold can be sent. Among %s to %s are: %s. Leave these out."
                            .formatted(range.first(), range.last(), wrong));
        }
        if (packed == 0) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "All of the serials %s to %s were spoiled or missing; there is nothing to send."
                            .formatted(range.first(), range.last()));
        }
    }

    private static boolean isLeftOut(String state) {
        return state.equals(ItemState.SPOILED.label()) || state.equals(ItemState.MISSING.label());
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

    private static List<Carton> known(
            ShipmentRepository shipments, List<@org.jspecify.annotations.Nullable String> ssccs) {
        Set<String> wanted =
                ssccs.stream()
                        .map(sscc -> sscc == null ? "" : sscc)
                        .collect(Collectors.toCollection(TreeSet::new));
        List<Carton> cartons = shipments.lockCartons(wanted.stream().filter(Sscc::isOne).toList());
        cartons.forEach(carton -> wanted.remove(carton.sscc()));
        if (!wanted.isEmpty() || cartons.isEmpty()) {
            throw Refused.field(
                    "cartons",
                    wanted.isEmpty()
                            ? "Name at least one carton."
                            : "There is no carton %s%s."
                                    .formatted(
                                            shortened(wanted.iterator().next()),
                                            wanted.size() == 1
                                                    ? ""
                                                    : ", and %d more of these are none"
                                                            .formatted(wanted.size() - 1)));
        }
        return cartons;
    }

    private static String shortened(String sscc) {
        return sscc.substring(0, Math.min(sscc.length(), Sscc.DIGITS));
    }

    /** Locks the runs of these cartons, always in the same order. */
    static void lockRuns(Tx tx, List<Carton> cartons) {
        ItemRepository items = new ItemRepository(tx);
        cartons.stream()
                .map(carton -> carton.range().run())
                .distinct()
                .sorted()
                .forEach(items::lockRun);
    }
}
