package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Csv;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stock over the API. */
@Path("/api/v1/inventory")
@Tag(name = "inventory")
public final class InventoryResource {
    private final Stocks stocks;

    /** Serves {@code stocks}. */
    public InventoryResource(Stocks stocks) {
        this.stocks = stocks;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
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
    public Slice<Stock> list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return stocks.list(caller, outlet(outlet), Listing.of(limit, after));
    }

    @GET
    @Produces(Csv.TEXT_CSV)
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
    @Operation(summary = "All of the inventory as a table")
    public String export(@Context Caller caller, @QueryParam("outlet") @Nullable String outlet) {
        Csv table = new Csv("outlet", "outlet_name", "sku", "product_name", "state", "items");
        Optional<UUID> only = outlet(outlet);
        for (Stock stock : Slice.all(listing -> stocks.list(caller, only, listing))) {
            for (Stock.OfProduct product : stock.products()) {
                product.counts()
                        .forEach(
                                (state, items) ->
                                        table.row(
                                                stock.outlet(),
                                                stock.name(),
                                                product.sku(),
                                                product.name(),
                                                state,
                                                items));
            }
        }
        return table.toString();
    }

    private static Optional<UUID> outlet(@Nullable String outlet) {
        if (outlet == null) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        UUID id = fields.id("outlet", outlet);
        fields.done();
        return Optional.of(id);
    }
}
