package io.counterfoil.inventory.orders;

import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Medium;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.Products;
import io.counterfoil.inventory.stock.Stock;
import io.counterfoil.inventory.stock.StockFilter;
import io.counterfoil.inventory.stock.Stocks;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What shops can order: every product that can be sent and whose last day is not over, whether a
 * shop has had it or not.
 */
public final class Assortment {
    private final Transactions transactions;
    private final Providers providers;
    private final Catalog catalog;
    private final Products products;
    private final Stocks stocks;

    /**
     * The assortment of {@code products}, with what {@code stocks} suggest, by the calendars of
     * {@code providers}.
     *
     * @param stocks which take nothing off for what is ordered
     */
    public Assortment(
            Transactions transactions,
            Providers providers,
            Catalog catalog,
            Products products,
            Stocks stocks) {
        this.transactions = transactions;
        this.providers = providers;
        this.catalog = catalog;
        this.products = products;
        this.stocks = stocks;
    }

    /**
     * A product that an outlet can order.
     *
     * @param name what people call it
     * @param here how many the outlet has that it can sell
     * @param coming how many of such are on their way to it
     * @param ordered how many its open order asks for that were not sent yet
     * @param suggested how many it needs beside what it has and what is on its way, so that they last
     *     for four weeks; 0: none. What is ordered is not taken off: whoever orders anew has withdrawn
     *     that before
     */
    public record Offer(
            UUID product,
            String sku,
            String name,
            int here,
            int coming,
            int ordered,
            int suggested) {
        private static Offer of(
                Product product, Stock.@Nullable OfProduct stock, int ordered) {
            return stock == null
                    ? new Offer(product.id(), product.sku(), product.name(), 0, 0, ordered, 0)
                    : new Offer(
                            product.id(),
                            product.sku(),
                            product.name(),
                            stock.free().here(),
                            stock.free().coming(),
                            ordered,
                            stock.reorder().suggested());
        }
    }

    /** What an outlet can order: first what it needs, then the rest, each by name. */
    public List<Offer> of(Caller caller, UUID outlet) {
        Predicate<Product> sendable = transactions.read(caller, this::sendable);
        StockFilter there = new StockFilter(Optional.empty(), Optional.of(outlet), false);
        Map<UUID, Stock.OfProduct> known =
                stocks.list(caller, there, Listing.first()).items().stream()
                        .flatMap(stock -> stock.products().stream())
                        .collect(Collectors.toMap(Stock.OfProduct::product, stock -> stock));
        Map<UUID, Integer> ordered =
                transactions
                        .read(caller, tx -> new GoodsOrderRepository(tx).stillToSend(List.of(outlet)))
                        .getOrDefault(outlet, Map.of());
        return Slice.all(part -> products.list(caller, part)).stream()
                .filter(sendable)
                .map(
                        product ->
                                Offer.of(
                                        product,
                                        known.get(product.id()),
                                        ordered.getOrDefault(product.id(), 0)))
                .sorted(
                        Comparator.comparing((Offer offer) -> offer.suggested() == 0)
                                .thenComparing(Offer::name)
                                .thenComparing(Offer::sku))
                .toList();
    }

    /** Whether a product with this id is among those. */
    Predicate<UUID> offered(Tx tx) {
        Predicate<Product> sendable = sendable(tx);
        return product -> catalog.product(tx, product).filter(sendable).isPresent();
    }

    /** Of an e-code there is nothing to send, and nobody redeems what is past its last day. */
    private Predicate<Product> sendable(Tx tx) {
        LocalDate today = LocalDate.ofInstant(tx.now(), providers.of(tx).zone());
        Set<UUID> lasting = catalog.productsLastingOn(tx, today);
        return product ->
                product.medium() != Medium.E_CODE
                        && (!product.isExpiredOn(today) || lasting.contains(product.id()));
    }
}
