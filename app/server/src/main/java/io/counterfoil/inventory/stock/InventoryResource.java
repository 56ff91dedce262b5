package io.counterfoil.inventory.stock;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stock over the API. */
@Path("/api/v1/inventory")
@Tag(name = "Inventory")
public final class InventoryResource {
    private static final Table<OfState> BY_STATE =
            Table.of(OfState.class)
                    .with("outlet", line -> line.stock().outlet())
                    .with("outlet_name", line -> line.stock().name())
                    .with("sku", line -> line.product().sku())
                    .with("product_name", line -> line.product().name())
                    .with("state", OfState::state)
                    .with("items", OfState::items);
    private static final Table<OfProduct> BY_PRODUCT =
            Table.of(OfProduct.class)
                    .with("outlet", line -> line.stock().outlet())
                    .with("outlet_name", line -> line.stock().name())
                    .with("sku", line -> line.product().sku())
                    .with("product_name", line -> line.product().name())
                    .with("received", line -> line.count(ItemState.RECEIVED))
                    .with("shipped", line -> line.count(ItemState.SHIPPED))
                    .with("missing", line -> line.product().missing())
                    .with("at_most_30_days", line -> line.product().ageing().month())
                    .with("31_to_90_days", line -> line.product().ageing().quarter())
                    .with("more_than_90_days", line -> line.product().ageing().older())
                    .with("recently_sold", line -> line.product().recentlySold())
                    .with("recently_redeemed", line -> line.product().recentlyRedeemed())
                    .with("days_of_cover", line -> line.product().daysOfCover())
                    .with("reorder_point", line -> line.product().reorder().point())
                    .with("suggested", line -> line.product().reorder().suggested())
                    .with("ordered", line -> line.product().reorder().ordered());

    private final Stocks stocks;
    private final ReorderPoints points;

    /** Serves {@code stocks}, and changes {@code points}. */
    public InventoryResource(Stocks stocks, ReorderPoints points) {
        this.stocks = stocks;
        this.points = points;
    }

    /** A line of a table: how many items of a product are in one state in a shop. */
    private record OfState(Stock stock, Stock.OfProduct product, String state, int items) {
        static List<OfState> of(Stock stock) {
            return stock.products().stream()
                    .flatMap(
                            product ->
                                    product.counts().entrySet().stream()
                                            .map(
                                                    count ->
                                                            new OfState(
                                                                    stock,
                                                                    product,
                                                                    count.getKey(),
                                                                    count.getValue())))
                    .toList();
        }
    }

    /** A line of a table: all figures of a product in a shop. */
    private record OfProduct(Stock stock, Stock.OfProduct product) {
        static List<OfProduct> of(Stock stock) {
            return stock.products().stream()
                    .map(product -> new OfProduct(stock, product))
                    .toList();
        }

        int count(ItemState state) {
            return product.counts().getOrDefault(state.label(), 0);
        }
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(
            summary = "Count items by outlet, product and state; of one outlet with outlet=ID",
            description = "Of one retailer with retailer=ID.")
    public Listed<Stock> list(
            @Context Caller caller,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        StockFilter filter = StockFilter.of(retailer, outlet, null);
        return listed(caller, filter, limit, after, OfState::of, BY_STATE);
    }

    @GET
    @Path("/products")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(
            summary = "Show how long products last in outlets, and how many to send",
            description =
                    "The same as /api/v1/inventory, but as CSV it has one line for each product and"
                            + " outlet with all figures. low=true leaves only those of which more is"
                            + " to be sent.")
    public Listed<Stock> products(
            @Context Caller caller,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("low") @Nullable String low,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        StockFilter filter = StockFilter.of(retailer, outlet, low);
        return listed(caller, filter, limit, after, OfProduct::of, BY_PRODUCT);
    }

    @POST
    @Path("/reorder-points")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Choose from how few items of a product on an outlet is to be sent more",
            description = "Without items: what it sells in 14 days, at the pace of the last 30.")
    public ReorderPoint choose(@Context Caller caller, @Nullable NewReorderPoint body) {
        return points.choose(caller, RequestBody.required(body));
    }

    private <R> Listed<Stock> listed(
            Caller caller,
            StockFilter filter,
            @Nullable String limit,
            @Nullable String after,
            Function<Stock, List<R>> rows,
            Table<R> table) {
        return Listed.of(limit, after, part -> stocks.list(caller, filter, part), rows, table);
    }
}
