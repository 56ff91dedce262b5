package io.counterfoil.inventory;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Says which outlet has how much of what. */
public final class Stocks {
    private final Transactions transactions;
    private final Retailers retailers;
    private final Catalog catalog;

    /** Stocks of the outlets of {@code retailers}, of products that {@code catalog} names. */
    public Stocks(Transactions transactions, Retailers retailers, Catalog catalog) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.catalog = catalog;
    }

    /**
     * The stock of the outlets that the caller may see, newest outlet first.
     *
     * @param outlet only this one's
     */
    public Slice<Stock> list(Caller caller, Optional<UUID> outlet, Listing listing) {
        return transactions.read(
                caller,
                tx -> {
                    Slice<Outlet> outlets =
                            outlet.isPresent()
                                    ? new Slice<>(
                                            retailers.findOutlet(tx, outlet.get()).stream()
                                                    .toList(),
                                            null)
                                    : retailers.outlets(tx, listing);
                    List<StockRepository.Row> rows =
                            new StockRepository(tx)
                                    .counts(outlets.items().stream().map(Outlet::id).toList());
                    return outlets.map(shop -> stock(tx, shop, rows));
                });
    }

    private Stock stock(Tx tx, Outlet outlet, List<StockRepository.Row> rows) {
        Map<UUID, Map<String, Integer>> byProduct =
                rows.stream()
                        .filter(row -> row.outlet().equals(outlet.id()))
                        .collect(
                                Collectors.groupingBy(
                                        StockRepository.Row::product,
                                        Collectors.toMap(
                                                row -> row.state().label(),
                                                StockRepository.Row::items,
                                                Integer::sum,
                                                TreeMap::new)));
        return new Stock(
                outlet.id(),
                outlet.retailer(),
                outlet.name(),
                byProduct.entrySet().stream()
                        .map(entry -> ofProduct(tx, entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(Stock.OfProduct::sku))
                        .toList());
    }

    private Stock.OfProduct ofProduct(Tx tx, UUID id, Map<String, Integer> counts) {
        Product product = catalog.product(tx, id).orElseThrow();
        return new Stock.OfProduct(id, product.sku(), product.name(), counts);
    }
}
