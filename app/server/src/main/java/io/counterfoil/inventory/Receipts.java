package io.counterfoil.inventory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes shipments into the stock of their outlets. */
public final class Receipts {
    /** As many as an event lists one by one. */
    private static final int MOST_NAMED = 100_000;

    private final Transactions transactions;
    private final Journal journal;
    private final StandingHolds holds;
    private final ArrivalSales sales;

    /**
     * Receipts kept through {@code transactions}, written to {@code journal}; what arrives at places
     * on hold falls to {@code holds}, what needs no till is among {@code sales}.
     */
    public Receipts(
            Transactions transactions,
            Journal journal,
            StandingHolds holds,
            ArrivalSales sales) {
        this.transactions = transactions;
        this.journal = journal;
        this.holds = holds;
        this.sales = sales;
    }

    /**
     * Takes what arrived of a shipment into stock, and holds the rest as missing until a later
     * receipt names it. Items of a product that no till activates are activated at once.
     *
     * @return the shipment with its counts; receiving something again changes nothing
     * @throws Refused if there is no such shipment, something named is not part of it, or the retailer
     *     would owe too much for what is sold by that
     */
    public Shipment receive(Caller caller, UUID shipment, Receipt receipt) {
        return transactions.once(caller, Shipment.class, tx -> receive(tx, shipment, receipt));
    }

    /** What arrived: whole cartons, or (if {@code serials} isn't null) some items of them. */
    private record Arrived(List<Box> cartons, @Nullable NavigableSet<Long> serials) {

        @Nullable List<Long> of(Box carton) {
            return serials == null ? null : List.copyOf(within(serials, carton.range()));
        }

        static Arrived of(List<Box> all, NavigableSet<Long> serials) {
            return new Arrived(
                    all.stream()
                            .filter(carton -> !within(serials, carton.range()).isEmpty())
                            .toList(),
                    serials);
        }

        private static NavigableSet<Long> within(NavigableSet<Long> serials, SerialRange range) {
            return serials.subSet(range.first().value(), true, range.last().value(), true);
        }
    }

    private Shipment receive(Tx tx, UUID shipment, Receipt receipt) {
        ShipmentRepository shipments = new ShipmentRepository(tx);
        shipments
                .find(shipment)
                .map(Shipment::outlet)
                .ifPresent(new HoldRepository(tx)::lockOutletShared);
        if (!shipments.lock(shipment)) {
            throw Refused.notFound("shipment");
        }
        List<Box> all = shipments.boxes(shipment);
        Arrived arrived = arrived(tx, shipment, all, receipt);
        Shipments.lockRuns(tx, all);
        UUID retailer = shipments.find(shipment).orElseThrow().retailer();
        Optional<Credit.State> before =
                sales.hold(tx, retailer, products(tx, shipment, arrived.cartons()));
        int received = 0;
        for (Box carton : arrived.cartons()) {
            received += takeIn(tx, shipment, carton, arrived.of(carton));
        }
        before.ifPresent(state -> sales.require(tx, retailer, state));
        ArrivalRepository items = new ArrivalRepository(tx);
        for (Box carton : all) {
            if (items.holdMissing(carton.range(), shipment) > 0) {
                append(tx, shipment, carton, ItemEvents.SHORT, null);
            }
        }
        int outstanding = items.outstanding(shipment);
        shipments.received(
                shipment,
                received,
                outstanding,
                outstanding == 0 ? ShipmentState.RECEIVED : ShipmentState.SHORT);
        return Shipments.find(tx, shipment);
    }

    /** Of what was sent in cartons; their first items may never have been. */
    private static Set<UUID> products(Tx tx, UUID shipment, List<Box> cartons) {
        ArrivalRepository items = new ArrivalRepository(tx);
        return cartons.stream()
                .flatMap(carton -> items.product(carton.range(), shipment).stream())
                .collect(Collectors.toSet());
    }

    private int takeIn(Tx tx, UUID shipment, Box carton, @Nullable List<Long> only) {
        ArrivalRepository items = new ArrivalRepository(tx);
        int received = items.receive(carton.range(), shipment, only);
        if (received == 0) {
            return 0;
        }
        append(tx, shipment, carton, ItemEvents.RECEIVED, only);
        holds.catchUp(tx, carton.range());
        boolean soldWithoutTill =
                items.product(carton.range(), shipment)
                        .filter(product -> sales.sells(tx, product))
                        .isPresent();
        if (soldWithoutTill) {
            List<Moved> sold = items.activateReceived(carton.range(), shipment, only);
            if (!sold.isEmpty()) {
                long position = append(tx, shipment, carton, ItemEvents.ACTIVATED, only);
                journal.enter(tx, ItemStep.ACTIVATE, sold, position);
            }
        }
        return received;
    }

    @CanIgnoreReturnValue
    private long append(
            Tx tx, UUID shipment, Box carton, String event, @Nullable List<Long> only) {
        return journal.append(
                tx,
                Subject.shipment(shipment),
                event,
                carton.range(),
                only == null ? Map.of() : Map.of(ItemEvents.SERIALS, only));
    }

    private static Arrived arrived(Tx tx, UUID shipment, List<Box> all, Receipt receipt) {
        boolean everything = Boolean.TRUE.equals(receipt.all());
        boolean some = receipt.cartons() != null || receipt.serials() != null;
        if (everything == some) {
            throw Refused.field(
                    "all", "Send what arrived, as cartons or serials, or \"all\": true instead.");
        }
        if (everything) {
            return new Arrived(all, null);
        }
        List<Box> whole =
                receipt.cartons() == null ? List.of() : cartons(all, receipt.cartons());
        List<SerialRange> serials = new ArrayList<>();
        if (receipt.serials() != null) {
            Fields fields = new Fields();
            serials.addAll(Serials.ranges(fields, "serials", receipt.serials()));
            fields.done();
        }
        if (serials.isEmpty() && whole.stream().noneMatch(box -> isCrossed(all, box))) {
            return new Arrived(whole, null);
        }
        NavigableSet<Long> named = named(tx, shipment, all, serials);
        whole.forEach(box -> named.addAll(new ShipmentRepository(tx).serialsIn(shipment, box)));
        return Arrived.of(all, named);
    }

    /** Whether between the first and the last of a carton lies something of another one. */
    private static boolean isCrossed(List<Box> all, Box box) {
        return all.stream()
                .filter(other -> !other.equals(box))
                .map(Box::range)
                .anyMatch(
                        other ->
                                other.contains(box.range().first())
                                        || box.range().contains(other.first()));
    }

    /**
     * The named items of a shipment. What a range has between its ends may have stayed behind, spoiled
     * or missing; its ends are on the carton, so both belong to one.
     */
    private static NavigableSet<Long> named(
            Tx tx, UUID shipment, List<Box> all, List<SerialRange> serials) {
        if (serials.stream().mapToLong(SerialRange::size).sum() > MOST_NAMED) {
            throw Refused.field(
                    "serials",
                    Text.of(
                            "Please name at most {most} serial numbers at a time. What is complete is received as a whole, or by its carton.",
                            "most",
                            MOST_NAMED));
        }
        NavigableSet<Long> named =
                new TreeSet<>(new ArrivalRepository(tx).serialsOf(shipment, serials));
        List<SerialRange> others =
                serials.stream()
                        .filter(
                                range ->
                                        Arrived.within(named, range).isEmpty()
                                                || !isWithin(all, range.first())
                                                || !isWithin(all, range.last()))
                        .toList();
        if (!others.isEmpty()) {
            String first = SerialWords.write(others.getFirst());
            throw Refused.field(
                    "serials",
                    others.size() == 1
                            ? Text.of(
                                    "{serial} is not part of this shipment. Leave it out.",
                                    "serial",
                                    first)
                            : Text.of(
                                    "{number} of these are not part of this shipment, the first is {serial}. Leave them out.",
                                    "number",
                                    others.size(),
                                    "serial",
                                    first));
        }
        return named;
    }

    private static boolean isWithin(List<Box> cartons, SerialNumber serial) {
        return cartons.stream().anyMatch(carton -> carton.range().contains(serial));
    }

    private static List<Box> cartons(List<Box> all, List<@Nullable String> wanted) {
        Map<String, Box> bySscc =
                all.stream().collect(Collectors.toMap(Box::sscc, Function.identity()));
        Set<Box> named = new LinkedHashSet<>();
        for (String scanned : wanted) {
            Box box = bySscc.get(scanned == null ? "" : Sscc.digits(scanned));
            if (box == null) {
                throw Refused.field(
                        "cartons",
                        Text.of(
                                "The carton {carton} is not part of this shipment. Leave it out.",
                                "carton",
                                SerialWords.quote(scanned == null ? "" : scanned)));
            }
            named.add(box);
        }
        return List.copyOf(named);
    }
}
