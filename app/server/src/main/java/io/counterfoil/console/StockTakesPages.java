package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.inventory.stock.StockTake;
import io.counterfoil.inventory.stock.StockTakes;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** What shops counted on their shelves, for the provider: how that differs from the books. */
@Path("/console/stock-takes")
@Produces(MediaType.TEXT_HTML)
public final class StockTakesPages {
    private final StockTakes takes;
    private final ShopChoices shops;

    /** Pages over {@code takes}, in one of {@code shops} if it is chosen. */
    public StockTakesPages(StockTakes takes, ShopChoices shops) {
        this.takes = takes;
        this.shops = shops;
    }

    /**
     * A difference, as the page shows it.
     *
     * @param open of missing ones: how many still count as being in the outlet
     */
    public record Line(String first, String serials, int items, Text words, int open) {
        static Line of(StockTake.Difference difference) {
            return new Line(
                    difference.first().toString(),
                    SerialWords.write(difference.range()),
                    difference.items(),
                    difference.words(),
                    difference.open());
        }
    }

    /** The counts that are asked for, of all shops, newest first. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        ShopChoice in = shops.outlet(caller, "outlet", outlet);
        Slice<StockTake> slice =
                takes.list(
                        caller,
                        in.chosen(),
                        Fields.oneIfGiven("state", state, StockTake.State.class),
                        Listing.of(null, after));
        return in.filtering(
                Page.of("console/stock-takes")
                        .with("states", StockTake.State.values())
                        .with("state", state)
                        .with("takes", slice.items())
                        .with("next", slice.next()));
    }

    /** One count with its differences. */
    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        StockTake take = takes.find(caller, Fields.idInPath("stock-take", id));
        return Page.of("console/stock-take")
                .about("stock_take", take.id())
                .with("take", take)
                .with("differences", take.differences().stream().map(Line::of).toList());
    }
}
