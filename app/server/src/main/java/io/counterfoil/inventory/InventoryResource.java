package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stock over the API. */
@Path("/api/v1/inventory")
@Tag(name = "Inventory")
public final class InventoryResource {
    private static final Table<Line> TABLE =
            Table.of(Line.class)
                    .with("outlet", line -> line.stock().outlet())
                    .with("outlet_name", line -> line.stock().name())
                    .with("sku", line -> line.product().sku())
                    .with("product_name", line -> line.product().name())
                    .with("state", Line::state)
                    .with("items", Line::items);

    private final Stocks stocks;

    /** Serves {@code stocks}. */
    public InventoryResource(Stocks stocks) {
        this.stocks = stocks;
    }

    /** A line of the table: how many items of a product are in one state in a shop. */
    private record Line(Stock stock, Stock.OfProduct product, String state, int items) {
        static List<Line> of(Stock stock) {
            return stock.products().stream()
                    .flatMap(
                            product ->
                                    product.counts().entrySet().stream()
                                            .map(
                                                    count ->
                                                            new Line(
                                                                    stock,
                                                                    product,
                                                                    count.getKey(),
                                                                    count.getValue())))
                    .toList();
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
    @Operation(summary = "Count items by outlet, product and state; of one outlet with outlet=ID")
    public Listed<Stock> list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        Optional<UUID> only = Fields.idIfGiven("outlet", outlet);
        return Listed.of(limit, after, part -> stocks.list(caller, only, part), Line::of, TABLE);
    }
}
