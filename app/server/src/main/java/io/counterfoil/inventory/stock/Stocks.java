package io.counterfoil.inventory.stock;

import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Says which outlet has how much of what, for how long it lasts, and what to send. */
public final class Stocks {
    private final Transactions transactions;
    private final Providers providers;
    private final Retailers retailers;
    private final Catalog catalog;
    private final Ordered ordered;

    /**
     * Stocks of the outlets of {@code retailers}, of products that {@code catalog} names, by the
     * calendars of {@code providers}; what is {@code ordered} need not be suggested.
     */
    public Stocks(
            Transactions transactions,
            Providers providers,
            Retailers retailers,
            Catalog catalog,
            Ordered ordered) {
        this.transactions = transactions;
        this.providers = providers;
        this.retailers = retailers;
        this.catalog = catalog;
        this.ordered = ordered;
    }

    /** The stock of the outlets that the caller may see, newest outlet first. */
    public Slice<Stock> list(Caller caller, StockFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx -> {
                    Slice<Outlet> outlets = outlets(tx, filter, listing);
                    Figures figures = figures(tx, outlets.items());
                    Slice<Stock> stocks = outlets.map(outlet -> stock(outlet, figures));
                    return filter.low() ? stocks.map(Stock::low) : stocks;
                });
    }

    /** How many items are in stock in all outlets that the caller may see, however many these are. */
    public int inStock(Caller caller) {
        return transactions.read(
                caller,
                tx ->
                        new StockRepository(tx)
                                .received(
                                        Slice.all(part -> retailers.outlets(tx, part)).stream()
                                                .map(Outlet::id)
                                                .toList()));
    }

    private Slice<Outlet> outlets(Tx tx, StockFilter filter, Listing listing) {
        if (filter.outlet().isEmpty()) {
            return retailers.outlets(tx, filter.retailer(), listing);
        }
        return new Slice<>(
                retailers.findOutlet(tx, filter.outlet().get()).stream()
                        .filter(
                                outlet ->
                                        filter.retailer()
                                                .map(outlet.retailer()::equals)
                                                .orElse(true))
                        .toList(),
                null);
    }

    /** A product in an outlet. */
    private record Place(UUID outlet, UUID product) {}

    /**
     * What is known of some outlets.
     *
     * @param rows all rows of a place; none where only a point was chosen or something is ordered
     * @param ordered what open orders ask for that nobody sent yet
     * @param points where one was chosen
     * @param products all of these places
     * @param over those of them whose last day is over in all runs
     * @param retailers what the retailers are called
     */
    private record Figures(
            Map<Place, List<StockRepository.Row>> rows,
            Map<Place, Integer> points,
            Map<UUID, Map<UUID, Integer>> ordered,
            Map<UUID, Product> products,
            Set<UUID> over,
            Map<UUID, String> retailers) {}

    private Figures figures(Tx tx, List<Outlet> outlets) {
        List<UUID> ids = outlets.stream().map(Outlet::id).toList();
        Map<Place, List<StockRepository.Row>> rows =
                new HashMap<>(
                        new StockRepository(tx)
                                .counts(ids).stream()
                                        .collect(
                                                Collectors.groupingBy(
                                                        row ->
                                                                new Place(
                                                                        row.outlet(),
                                                                        row.product()))));
        Map<Place, Integer> points = new HashMap<>();
        for (ReorderPoint point : new ReorderPointRepository(tx).of(ids)) {
            Place place = new Place(point.outlet(), point.product());
            points.put(place, point.items());
            rows.putIfAbsent(place, List.of());
        }
        Map<UUID, Map<UUID, Integer>> asked = ordered.stillToSend(tx, ids);
        asked.forEach(
                (outlet, items) ->
                        items.keySet()
                                .forEach(
                                        product ->
                                                rows.putIfAbsent(
                                                        new Place(outlet, product), List.of())));
        Map<UUID, Product> products =
                rows.keySet().stream()
                        .map(Place::product)
                        .distinct()
                        .collect(
                                Collectors.toMap(
                                        id -> id, id -> catalog.product(tx, id).orElseThrow()));
        return new Figures(
                rows,
                points,
                asked,
                products,
                over(tx, products.values()),
                retailers.retailerNames(
                        tx, outlets.stream().map(Outlet::retailer).distinct().toList()));
    }

    private Set<UUID> over(Tx tx, Collection<Product> products) {
        LocalDate today = LocalDate.ofInstant(tx.now(), providers.of(tx).zone());
        Set<UUID> lasting = catalog.productsLastingOn(tx, today);
        return products.stream()
                .filter(product -> product.isExpiredOn(today))
                .map(Product::id)
                .filter(id -> !lasting.contains(id))
                .collect(Collectors.toSet());
    }

    private static Stock stock(Outlet outlet, Figures figures) {
        return new Stock(
                outlet.id(),
                outlet.retailer(),
                figures.retailers().getOrDefault(outlet.retailer(), ""),
                outlet.name(),
                figures.products().values().stream()
                        .filter(
                                product ->
                                        figures.rows()
                                                .containsKey(
                                                        new Place(outlet.id(), product.id())))
                        .map(product -> ofProduct(outlet, product, figures))
                        .sorted(Comparator.comparing(Stock.OfProduct::sku))
                        .toList());
    }

    private static Stock.OfProduct ofProduct(Outlet outlet, Product product, Figures figures) {
        Place place = new Place(outlet.id(), product.id());
        List<StockRepository.Row> rows = figures.rows().getOrDefault(place, List.of());
        Map<String, Integer> counts = new TreeMap<>();
        rows.forEach(row -> counts.put(row.state().label(), row.items()));
        List<StockRepository.Row> here =
                rows.stream().filter(row -> row.state() == ItemState.RECEIVED).toList();
        int inShop = sum(here, StockRepository.Row::items);
        int month = sum(here, StockRepository.Row::month);
        int quarter = sum(here, StockRepository.Row::quarter);
        int missing = sum(rows, StockRepository.Row::missing);
        int sold = sum(rows, StockRepository.Row::sold);
        Stock.Free free =
                new Stock.Free(free(rows, ItemState.RECEIVED), free(rows, ItemState.SHIPPED));
        Integer chosen = figures.points().get(place);
        int asked =
                figures.ordered()
                        .getOrDefault(outlet.id(), Map.of())
                        .getOrDefault(product.id(), 0);
        // What no till sells is sold when it arrives: nobody knows how much of it is still there.
        Cover cover =
                product.activationRequired()
                        ? Cover.of(free.here(), free.coming(), sold, chosen)
                        : new Cover(null, chosen == null ? 0 : chosen, 0);
        return new Stock.OfProduct(
                product.id(),
                product.sku(),
                product.name(),
                counts,
                missing,
                free,
                new Stock.Ageing(month, quarter - month, inShop - quarter),
                sold,
                sum(rows, StockRepository.Row::redeemed),
                cover.days(),
                new Stock.Reorder(
                        cover.point(),
                        chosen != null,
                        outlet.active() && !figures.over().contains(product.id())
                                ? Math.max(0, cover.suggested() - asked)
                                : 0,
                        asked));
    }

    /** How many there are in a state that nothing keeps from being sold. */
    private static int free(List<StockRepository.Row> rows, ItemState state) {
        return sum(
                rows.stream().filter(row -> row.state() == state).toList(),
                row -> row.items() - row.unsellable());
    }

    private static int sum(
            List<StockRepository.Row> rows, ToIntFunction<StockRepository.Row> figure) {
        return rows.stream().mapToInt(figure).sum();
    }
}
