package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.NewReturn;
import io.counterfoil.inventory.ReturnCount;
import io.counterfoil.inventory.ReturnLosses;
import io.counterfoil.inventory.ReturnState;
import io.counterfoil.inventory.Returns;
import io.counterfoil.inventory.ScannedText;
import io.counterfoil.inventory.StockReturn;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.Retailers;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What shops send back, and counting it. */
@Path("/console/returns")
@Produces(MediaType.TEXT_HTML)
public final class ReturnsPages {
    private static final String HERE = "/console/returns";

    private final Returns returns;
    private final ReturnLosses losses;
    private final Retailers retailers;
    private final ShopChoices shops;

    /**
     * Pages over {@code returns}, and {@code losses} of them, of outlets of {@code retailers}, which
     * {@code shops} offer.
     */
    public ReturnsPages(
            Returns returns, ReturnLosses losses, Retailers retailers, ShopChoices shops) {
        this.returns = returns;
        this.losses = losses;
        this.retailers = retailers;
        this.shops = shops;
    }

    /** The returns that are asked for, newest first, and the form for one that comes without an announcement. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        Optional<ReturnState> only = Fields.oneIfGiven("state", state, ReturnState.class);
        ShopChoice from = shops.outlet(caller, "outlet", outlet);
        return from.filtering(all(caller, from.chosen(), only, Listing.of(null, after)));
    }

    /** Enters a return for a shop. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object send(
            @Context Caller caller,
            @FormParam("outlet") @Nullable String outlet,
            @FormParam("serials") @Nullable String serials,
            @FormParam("reason") @Nullable String reason) {
        ScannedText scanned = ScannedText.of(serials);
        ShopChoice from = shops.outlet(caller, "outlet", outlet);
        try {
            StockReturn sent =
                    returns.send(
                            caller,
                            new NewReturn(
                                    from.asked(), scanned.serials(), scanned.cartons(), reason));
            return Flash.seeOther(HERE + "/" + sent.id(), "Entered. Now count what arrived.");
        } catch (Refused refused) {
            return all(caller, Optional.empty(), Optional.empty(), Listing.first())
                    .with("choice", from.unchosen())
                    .with("outlet", outlet)
                    .with("serials", serials)
                    .with("reason", reason)
                    .refused(refused, problem -> from.ofForm(ofList(problem)));
        }
    }

    /** One return, with the form to count it. */
    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        return one(caller, Fields.idInPath("return", id));
    }

    /** Counts what arrived of a return. */
    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object count(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("restocked") @Nullable String restocked,
            @FormParam("destroyed") @Nullable String destroyed) {
        UUID sent = Fields.idInPath("return", id);
        ReturnCount count =
                new ReturnCount(
                        new ArrayList<>(ScannedText.lines(restocked)),
                        new ArrayList<>(ScannedText.lines(destroyed)));
        try {
            StockReturn counted = returns.count(caller, sent, count);
            int open =
                    counted.items()
                            - counted.restocked()
                            - counted.destroyed()
                            - counted.lost();
            return Flash.seeOther(
                    HERE + "/" + sent,
                    open == 0
                            ? Text.of("All of it is counted.")
                            : Text.of(
                                    "Counted. Still open: {open} of {items} items.",
                                    "open",
                                    open,
                                    "items",
                                    counted.items()));
        } catch (Refused refused) {
            return one(caller, sent)
                    .with("restocked", restocked)
                    .with("destroyed", destroyed)
                    .refused(refused, ReturnsPages::ofList);
        }
    }

    /** Reports what never arrived of a return as lost. */
    @POST
    @Path("/{id}/loss")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object lose(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("reason") @Nullable String reason) {
        UUID sent = Fields.idInPath("return", id);
        try {
            StockReturn lost = losses.lose(caller, sent, reason);
            return Flash.seeOther(
                    HERE + "/" + sent,
                    Text.of("Reported as lost on the way: {items}.", "items", lost.lost()));
        } catch (Refused refused) {
            return one(caller, sent).with("reason", reason).refused(refused);
        }
    }

    /** All lines stand in one field. */
    private static Refused.FieldProblem ofList(Refused.FieldProblem problem) {
        String field = problem.field().replaceFirst("\\[[0-9]+]$", "");
        return problem.of(field.equals("cartons") ? "serials" : field);
    }

    private Page one(Caller caller, UUID id) {
        StockReturn sent = returns.find(caller, id);
        return Page.of("console/return")
                .with("sent", sent)
                .with("shops", ShopNames.of(caller, retailers, List.of(sent.outlet())));
    }

    private Page all(
            Caller caller, Optional<UUID> from, Optional<ReturnState> only, Listing listing) {
        Slice<StockReturn> slice = returns.list(caller, from, only, listing);
        return Page.of("console/returns")
                .with("returns", slice.items())
                .with("states", Arrays.stream(ReturnState.values()).map(ReturnState::label).toList())
                .with("only", only.map(ReturnState::label).orElse(""))
                .with(
                        "shops",
                        ShopNames.of(
                                caller,
                                retailers,
                                slice.items().stream().map(StockReturn::outlet).toList()))
                .with("next", slice.next());
    }
}
