package io.counterfoil.printing.shipping;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.inventory.PackedCarton;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.inventory.Shipments;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.Press;
import io.counterfoil.printing.PrintPart;
import io.counterfoil.printing.layout.Columns;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.layout.Volume;
import io.counterfoil.printing.report.Report;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.web.Download;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The labels of cartons: their numbers with a symbol, what is in them and where they go. */
public final class CartonLabels {
    private static final int NAMED_GAPS = 2;

    private final Transactions transactions;
    private final Shipments shipments;
    private final Retailers retailers;
    private final Catalog catalog;
    private final Press press;

    /**
     * Labels for cartons of {@code shipments} to outlets of {@code retailers}, drawn by {@code press}.
     */
    public CartonLabels(
            Transactions transactions,
            Shipments shipments,
            Retailers retailers,
            Catalog catalog,
            Press press) {
        this.transactions = transactions;
        this.shipments = shipments;
        this.retailers = retailers;
        this.catalog = catalog;
        this.press = press;
    }

    /**
     * A label for each carton of a shipment that the caller may see.
     *
     * @throws Refused if there is no such shipment, or the labels can't be printed like this
     */
    public Download ofShipment(Caller caller, UUID id, PrintPart part) {
        Shipment shipment = shipments.find(caller, id);
        String retailer = retailers.retailer(caller, shipment.retailer()).name();
        return labels(
                caller,
                part,
                id,
                new Destination(retailer, shipment.outletName()),
                shipments.packed(caller, id));
    }

    /**
     * A label for each of some cartons in the provider's stock, which say that instead of a shop.
     *
     * @param id of the packing or the carton
     * @throws Refused if the labels can't be printed like this
     */
    public Download ofStock(
            Caller caller, UUID id, List<PackedCarton> cartons, PrintPart part) {
        Press.Seller seller = transactions.read(caller, press::seller);
        return labels(caller, part, id, new Destination(seller.provider().name(), "Stock"), cartons);
    }

    /** Where a carton goes, as its label says. */
    private record Destination(String retailer, String outlet) {}

    private Download labels(
            Caller caller,
            PrintPart part,
            UUID id,
            Destination destination,
            List<PackedCarton> cartons) {
        Press.Seller seller = transactions.read(caller, press::seller);
        List<Map<String, String>> rows =
                transactions.read(
                        caller,
                        tx ->
                                cartons.stream()
                                        .map(
                                                carton ->
                                                        row(
                                                                carton,
                                                                destination,
                                                                catalog.product(
                                                                                tx,
                                                                                carton.product())
                                                                        .orElseThrow()
                                                                        .name()))
                                        .toList());
        Volume labels =
                switch (press.labels(id, seller, part, Columns.of(rows.iterator()))) {
                    case Prepared.Ready ready -> ready.volume();
                    case Prepared.Refused refused -> throw Refused.field("sheet", refused.reason());
                };
        labels.refusal(rows.iterator())
                .ifPresent(
                        reason -> {
                            throw Refused.field("layout", reason);
                        });
        return new Download(
                "carton-labels.pdf", Download.PDF, out -> labels.writeRows(out, rows.iterator()));
    }

    private static Map<String, String> row(
            PackedCarton packed, Destination destination, String product) {
        return Map.of(
                "sscc",
                packed.sscc(),
                "serial_from",
                packed.first().toString(),
                "serial_to",
                packed.last().toString(),
                "without",
                without(packed),
                "items",
                Report.count(packed.items()),
                "retailer",
                destination.retailer(),
                "outlet",
                destination.outlet(),
                "product",
                product);
    }

    /** Which numbers between first and last are not there, as far as a line has room for them. */
    private static String without(PackedCarton packed) {
        if (packed.leftOut() == 0) {
            return "";
        }
        List<SerialRange> gaps = packed.gaps().toList();
        return gaps.size() <= NAMED_GAPS
                ? "Without "
                        + gaps.stream().map(SerialWords::write).collect(Collectors.joining(", "))
                : "Without %s numbers between these: see the packing slip"
                        .formatted(Report.count(packed.leftOut()));
    }
}
