package io.counterfoil.printing.shipping;

import io.counterfoil.catalog.Catalog;
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
import io.counterfoil.web.Download;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The labels of cartons: their numbers with a symbol, what is in them and where they go. */
public final class CartonLabels {
    private final Transactions transactions;
    private final Shipments shipments;
    private final Catalog catalog;
    private final Press press;

    /** Labels for cartons of {@code shipments}, drawn by {@code press}. */
    public CartonLabels(
            Transactions transactions, Shipments shipments, Catalog catalog, Press press) {
        this.transactions = transactions;
        this.shipments = shipments;
        this.catalog = catalog;
        this.press = press;
    }

    /**
     * A label for each carton of a shipment that the caller may see.
     *
     * @throws Refused if there is no such shipment, or the labels can't be printed like this
     */
    public Download of(Caller caller, UUID id, PrintPart part) {
        Shipment shipment = shipments.find(caller, id);
        List<PackedCarton> cartons = shipments.packed(caller, id);
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
                                                                shipment.outletName(),
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

    private static Map<String, String> row(PackedCarton packed, String outlet, String product) {
        return Map.of(
                "sscc",
                packed.carton().sscc(),
                "serial_from",
                packed.carton().from(),
                "serial_to",
                packed.carton().to(),
                "items",
                Report.count(packed.items()),
                "outlet",
                outlet,
                "product",
                product);
    }
}
