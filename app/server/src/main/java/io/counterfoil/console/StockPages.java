package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.Products;
import io.counterfoil.inventory.orders.GoodsOrders;
import io.counterfoil.inventory.stock.NewReorderPoint;
import io.counterfoil.inventory.stock.ReorderPoints;
import io.counterfoil.inventory.stock.Stock;
import io.counterfoil.inventory.stock.StockFilter;
import io.counterfoil.inventory.stock.Stocks;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Counted;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What every shop has, for how long it lasts, and what to send. */
@Path("/console/stock")
@Produces(MediaType.TEXT_HTML)
public final class StockPages {
    private final Stocks stocks;
    private final ReorderPoints points;
    private final Retailers retailers;
    private final Products products;
    private final GoodsOrders orders;

    /** Pages over {@code stocks} of outlets of {@code retailers}, with their open {@code orders}. */
    public StockPages(
            Stocks stocks,
            ReorderPoints points,
            Retailers retailers,
            Products products,
            GoodsOrders orders) {
        this.stocks = stocks;
        this.points = points;
        this.retailers = retailers;
        this.products = products;
        this.orders = orders;
    }

    /** A choice of a form. */
    public record Choice(UUID value, String label) {}

    /** The stock by outlet, of one retailer if it is chosen, or only what is to be sent. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("low") @Nullable String low,
            @QueryParam("after") @Nullable String after) {
        Optional<UUID> only =
                retailer == null || retailer.isBlank()
                        ? Optional.empty()
                        : Fields.idIfGiven("retailer", retailer);
        StockFilter filter = new StockFilter(only, Optional.empty(), "true".equals(low));
        return page(caller, filter, Listing.of(null, after));
    }

    /** Chooses from how few items on an outlet is to be sent more. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object choose(
            @Context Caller caller,
            @FormParam("outlet") @Nullable String outlet,
            @FormParam("product") @Nullable String product,
            @FormParam("items") @Nullable String items) {
        try {
            Integer point = point(items);
            points.choose(caller, new NewReorderPoint(outlet, product, point));
            return Flash.seeOther(
                    "/console/stock",
                    point == null
                            ? Text.of("More is sent now when what is left lasts for two weeks.")
                            : Text.of(
                                    "More is sent now from {items} on.",
                                    "items",
                                    Text.counted(point, "item")));
        } catch (Refused refused) {
            return page(caller, StockFilter.NONE, Listing.first())
                    .with("outlet", outlet)
                    .with("product", product)
                    .with("items", items)
                    .refused(refused);
        }
    }

    private static @Nullable Integer point(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        Integer number = TypedNumbers.whole(typed);
        if (number == null) {
            throw Refused.field(
                    "items", TypedNumbers.problem(typed, "A whole number, or nothing."));
        }
        return number;
    }

    /** The orders that wait by the ids of their outlets, as templates look them up. */
    private Map<String, UUID> open(Caller caller, List<Stock> stocks) {
        return orders.open(caller, stocks.stream().map(Stock::outlet).toList()).entrySet().stream()
                .collect(
                        Collectors.toMap(open -> open.getKey().toString(), Map.Entry::getValue));
    }

    private Page page(Caller caller, StockFilter filter, Listing listing) {
        Slice<Stock> slice = stocks.list(caller, filter, listing);
        return Page.of("console/stock")
                .with("stocks", slice.items())
                .with("orders", open(caller, slice.items()))
                .with("next", slice.next())
                .with("low", filter.low())
                .with(
                        "retailer",
                        filter.retailer().map(id -> retailers.retailer(caller, id)).orElse(null))
                .with(
                        "outlets",
                        slice.items().stream()
                                .map(
                                        stock ->
                                                new Choice(
                                                        stock.outlet(),
                                                        stock.retailerName()
                                                                + ", "
                                                                + stock.name()))
                                .sorted(Comparator.comparing(Choice::label))
                                .toList())
                .with(
                        "products",
                        Slice.all(part -> products.list(caller, part)).stream()
                                .filter(Product::activationRequired)
                                .map(one -> new Choice(one.id(), one.name() + ", " + one.sku()))
                                .toList());
    }
}
