package io.counterfoil.printing.shipping;

import io.counterfoil.access.Provider;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.inventory.PackedCarton;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.inventory.Shipments;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.report.Report;
import io.counterfoil.printing.report.Report.Align;
import io.counterfoil.printing.report.Report.Column;
import io.counterfoil.printing.report.Report.Fact;
import io.counterfoil.retailers.Retailers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The papers that go along with shipments: what is in which carton, without any code. */
public final class PackingSlips {
    private final Transactions transactions;
    private final Shipments shipments;
    private final Retailers retailers;
    private final Catalog catalog;
    private final Letterhead letterhead;

    /** Slips of {@code shipments} to outlets of {@code retailers}. */
    public PackingSlips(
            Transactions transactions,
            Shipments shipments,
            Retailers retailers,
            Catalog catalog,
            Letterhead letterhead) {
        this.transactions = transactions;
        this.shipments = shipments;
        this.retailers = retailers;
        this.catalog = catalog;
        this.letterhead = letterhead;
    }

    /**
     * The packing slip of a shipment that the caller may see.
     *
     * @throws Refused if there is no such shipment
     */
    public Report of(Caller caller, UUID id) {
        Shipment shipment = shipments.find(caller, id);
        List<PackedCarton> cartons = shipments.packed(caller, id);
        String retailer = retailers.retailer(caller, shipment.retailer()).name();
        Provider provider = transactions.read(caller, letterhead::provider);
        Map<UUID, Product> products = products(caller, cartons);
        return new Report(
                id,
                provider.name(),
                "Packing slip",
                List.of(
                        new Fact("From", provider.name() + ", " + provider.webAddress()),
                        new Fact("To", retailer + ", " + shipment.outletName()),
                        Fact.at("Sent", shipment.shippedAt(), provider.zone()),
                        new Fact("Shipment", id.toString()),
                        new Fact("Cartons", Report.count(shipment.cartons().size())),
                        new Fact("Items", Report.count(shipment.items()))),
                new Report.Table(
                        List.of(
                                new Column("SSCC of the carton", 36, Align.LEFT),
                                new Column("Product", 50, Align.LEFT),
                                new Column("First serial number", 28, Align.LEFT),
                                new Column("Last", 28, Align.LEFT),
                                new Column("Items", 16, Align.RIGHT)),
                        cartons.stream().flatMap(carton -> rows(carton, products)).toList()),
                "Please count the cartons and enter the delivery. Items can be sold once they are"
                        + " received; what is missing is held until it turns up.")
                .with(letterhead.logo(caller));
    }

    private Map<UUID, Product> products(Caller caller, List<PackedCarton> cartons) {
        return transactions.read(
                caller,
                tx -> {
                    Map<UUID, Product> products = new HashMap<>();
                    cartons.forEach(
                            carton ->
                                    products.computeIfAbsent(
                                            carton.product(),
                                            id -> catalog.product(tx, id).orElseThrow()));
                    return products;
                });
    }

    /** A row for all neighbouring serials in a carton: between two rows something stayed behind. */
    private static Stream<List<String>> rows(PackedCarton packed, Map<UUID, Product> products) {
        Product product = products.get(packed.product());
        if (product == null) {
            throw new IllegalStateException("a product that was read just now");
        }
        return packed.stretches().stream()
                .map(
                        stretch ->
                                List.of(
                                        packed.sscc(),
                                        product.name() + "\n" + product.sku(),
                                        stretch.serials().first().toString(),
                                        stretch.serials().last()
                                                + (stretch.isWhole() ? "" : "\nnot all of these"),
                                        Report.count(stretch.items())));
    }
}
