package io.counterfoil.inventory.stock;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.ScannedText;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counting what is on the shelves of a shop. */
@Path("/retail/stock-takes")
@Produces(MediaType.TEXT_HTML)
public final class StockTakePages {
    private static final String HERE = "/retail/stock-takes";

    private final StockTakes takes;
    private final ShopChoices shops;

    /** Pages over {@code takes} in outlets that {@code shops} offer. */
    public StockTakePages(StockTakes takes, ShopChoices shops) {
        this.takes = takes;
        this.shops = shops;
    }

    /** The counts that are asked for, newest first, and the form for another one. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page list(
            @Context Caller caller,
            @QueryParam("of") @Nullable String of,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        ShopChoice in = shops.outlet(caller, "of", of);
        return in.filtering(
                page(
                        caller,
                        in.chosen(),
                        Fields.oneIfGiven("state", state, StockTake.State.class),
                        Listing.of(null, after)));
    }

    private Page page(
            Caller caller,
            Optional<UUID> of,
            Optional<StockTake.State> state,
            Listing listing) {
        Slice<StockTake> slice = takes.list(caller, of, state, listing);
        return Page.of("retail/stock-takes")
                .with("states", StockTake.State.values())
                .with("state", state.orElse(null))
                .with("takes", slice.items())
                .with("next", slice.next());
    }

    /** Begins a count. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object open(@Context Caller caller, @FormParam("outlet") @Nullable String outlet) {
        ShopChoice in = shops.outlet(caller, "outlet", outlet);
        try {
            StockTake take = takes.open(caller, new NewStockTake(in.asked()));
            return Flash.seeOther(HERE + "/" + take.id(), "Now scan what is on the shelves.");
        } catch (Refused refused) {
            return page(caller, Optional.empty(), Optional.empty(), Listing.first())
                    .with("choice", in.unchosen())
                    .with("outlet", outlet)
                    .refused(refused, in::ofForm);
        }
    }

    /** One count. */
    @GET
    @Path("/{id}")
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        return one(caller, Fields.idInPath("stock-take", id));
    }

    /** Adds what was scanned. */
    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object count(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("serials") @Nullable String serials) {
        UUID take = Fields.idInPath("stock-take", id);
        try {
            StockTake counted = takes.count(caller, take, scanned(serials));
            return Flash.seeOther(
                    HERE + "/" + take, Text.of(
                            "Counted so far: {number}.",
                            "number",
                            counted.counted()));
        } catch (Refused refused) {
            return again(caller, take, serials, refused);
        }
    }

    /** Adds what still stands in the field, and ends the count. */
    @POST
    @Path("/{id}/closing")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object close(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("serials") @Nullable String serials) {
        UUID take = Fields.idInPath("stock-take", id);
        try {
            StockTake closed = takes.close(caller, take, scanned(serials));
            return Flash.seeOther(
                    HERE + "/" + take,
                    closed.missing() + closed.unexpected() == 0
                            ? "Everything is there, and nothing else."
                            : "The count is closed. See what differs.");
        } catch (Refused refused) {
            return again(caller, take, serials, refused);
        }
    }

    private static StockCount scanned(@Nullable String serials) {
        ScannedText scanned = ScannedText.of(serials);
        return new StockCount(scanned.serials(), scanned.cartons());
    }

    private Page again(Caller caller, UUID take, @Nullable String serials, Refused refused) {
        return one(caller, take)
                .with("serials", serials)
                .refused(
                        refused, problem -> problem.of("serials"));
    }

    /**
     * A difference, as the page shows it.
     *
     * @param lost whether it can be reported as lost
     * @param gone whether it was missing and is not in the outlet any more
     */
    public record Line(
            String from, String to, int items, Text words, boolean lost, boolean gone) {
        static Line of(StockTake.Difference difference) {
            return new Line(
                    difference.first().toString(),
                    difference.last().toString(),
                    difference.items(),
                    difference.words(),
                    difference.open() > 0,
                    difference.missing() && difference.open() == 0);
        }
    }

    private Page one(Caller caller, UUID id) {
        StockTake take = takes.find(caller, id);
        return Page.of("retail/stock-take")
                .with("take", take)
                .with("differences", take.differences().stream().map(Line::of).toList());
    }
}
