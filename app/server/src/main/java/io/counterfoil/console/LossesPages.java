package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.Loss;
import io.counterfoil.inventory.LossKind;
import io.counterfoil.inventory.LossReport;
import io.counterfoil.inventory.LossWords;
import io.counterfoil.inventory.Losses;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was reported lost, stolen and found, by shops and by the provider. */
@Path("/console/losses")
@Produces(MediaType.TEXT_HTML)
public final class LossesPages {
    private final Losses losses;
    private final ShopChoices shops;

    /** Pages over {@code losses}, by one of {@code shops} if it is chosen. */
    public LossesPages(Losses losses, ShopChoices shops) {
        this.losses = losses;
        this.shops = shops;
    }

    /** The reports that are asked for, newest first, and the form for one more. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("after") @Nullable String after) {
        ShopChoice by = shops.retailer(caller, "retailer", retailer);
        return by.filtering(
                page(
                                caller,
                                Fields.oneIfGiven("kind", kind, LossKind.class),
                                by.chosen(),
                                Listing.of(null, after))
                        .with("kind", kind));
    }

    /** Reports a range. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object report(
            @Context Caller caller,
            @FormParam("kind") @Nullable String kind,
            @FormParam("from") @Nullable String from,
            @FormParam("to") @Nullable String to,
            @FormParam("reason") @Nullable String reason) {
        LossReport asked = new LossReport(from, to, reason);
        try {
            Fields fields = new Fields();
            LossKind what = fields.oneOf("kind", kind, LossKind.class);
            fields.done();
            Loss loss = losses.report(caller, what, asked);
            return Flash.seeOther(
                    "/console/losses",
                    new Text(
                            "Items reported as {state}: {items}{skipped, plural, =0 {} other {;"
                                    + " left as they were: #}}.",
                            Map.of(
                                    "state",
                                    Text.of(what.label()),
                                    "items",
                                    loss.items(),
                                    "skipped",
                                    loss.skipped())));
        } catch (Refused refused) {
            return page(caller, Optional.empty(), Optional.empty(), Listing.first())
                    .with("choice", shops.retailer(caller, "retailer", null))
                    .with("asked", asked)
                    .refused(refused);
        }
    }

    private Page page(
            Caller caller, Optional<LossKind> kind, Optional<UUID> retailer, Listing listing) {
        Slice<LossWords> slice =
                losses.list(caller, kind, retailer, listing).map(LossWords::of);
        return Page.of("console/losses")
                .with("kinds", LossKind.values())
                .with("losses", slice.items())
                .with("next", slice.next());
    }
}
