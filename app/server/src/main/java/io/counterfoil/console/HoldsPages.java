package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.inventory.Hold;
import io.counterfoil.inventory.HoldOutcome;
import io.counterfoil.inventory.HoldReleases;
import io.counterfoil.inventory.Holds;
import io.counterfoil.inventory.NewHold;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.web.Address;
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
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that is on hold: who holds what, why and since when, and its release. */
@Path("/console/holds")
@Produces(MediaType.TEXT_HTML)
public final class HoldsPages {
    private static final String HERE = "/console/holds";

    private final Holds holds;
    private final HoldReleases releases;
    private final ShopChoices shops;
    private final StaffMembers staff;
    private final ApiKeys keys;

    /**
     * Pages over {@code holds} and their {@code releases}, of outlets that {@code shops} offer; {@code
     * staff} and {@code keys} have names.
     */
    public HoldsPages(
            Holds holds,
            HoldReleases releases,
            ShopChoices shops,
            StaffMembers staff,
            ApiKeys keys) {
        this.holds = holds;
        this.releases = releases;
        this.shops = shops;
        this.staff = staff;
        this.keys = keys;
    }

    /**
     * A hold, as the list shows it.
     *
     * @param what is held, in words
     * @param by who holds it
     * @param items how many items it holds now
     */
    public record Line(
            UUID id,
            Text what,
            @Nullable String place,
            String reason,
            Text by,
            Instant at,
            int items,
            boolean soldToo,
            @Nullable Instant releasedAt) {}

    /** What the form for a hold was filled in with. */
    public record Wanted(
            @Nullable String carton, @Nullable String reason, boolean soldToo) {}

    /**
     * The holds that stand, newest first, and the forms to hold a carton or a shop.
     *
     * @param all also those that were released
     * @param carton the digits on one, to fill in; {@code outlet} is a shop's id
     */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("all") @Nullable String all,
            @QueryParam("carton") @Nullable String carton,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("after") @Nullable String after) {
        return outlet(caller, outlet)
                .filling(
                        page(caller, "true".equals(all), Listing.of(null, after))
                                .with("wanted", new Wanted(carton, null, false)));
    }

    /** Holds a carton or a shop. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object hold(
            @Context Caller caller,
            @FormParam("carton") @Nullable String carton,
            @FormParam("outlet") @Nullable String outlet,
            @FormParam("reason") @Nullable String reason,
            @FormParam("sold_too") @Nullable String soldToo) {
        boolean all = "true".equals(soldToo);
        ShopChoice shop = outlet(caller, outlet);
        NewHold wanted = new NewHold(filled(carton), filled(shop.asked()), reason, all);
        try {
            Hold hold = holds.hold(caller, wanted);
            return Flash.seeOther(HERE, Text.of(
                    "On hold now, items: {items}.",
                    "items",
                    hold.items()));
        } catch (Refused refused) {
            return page(caller, false, Listing.first())
                    .with("choice", shop)
                    .with("wanted", new Wanted(carton, reason, all))
                    .refused(refused, shop::ofForm);
        }
    }

    /** Releases what a hold holds. */
    @POST
    @Path("/{id}/release")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object release(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("all") @Nullable String all,
            @QueryParam("after") @Nullable String after,
            @FormParam("reason") @Nullable String reason) {
        UUID hold = Fields.idInPath("hold", id);
        try {
            HoldOutcome outcome = releases.release(caller, hold, reason);
            return Flash.seeOther(
                    new Address(HERE).with("all", all).with("after", after).text(),
                    outcome.skipped() == 0
                            ? Text.of("Released, items: {items}.", "items", outcome.changed())
                            : Text.of(
                                    "Released, items: {items}. On hold for another reason now: {others}.",
                                    "items",
                                    outcome.changed(),
                                    "others",
                                    outcome.skipped()));
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return page(caller, "true".equals(all), Listing.of(null, after))
                    .with("choice", outlet(caller, null))
                    .refused(refused, problem -> problem.of(problem.field() + "-" + hold));
        }
    }

    private Page page(Caller caller, boolean all, Listing listing) {
        ActorNames actors = ActorNames.of(caller, staff, keys, null);
        Slice<Line> slice =
                holds.list(caller, all ? Optional.empty() : Optional.of(true), listing)
                        .map(hold -> line(hold, actors));
        return Page.of("console/holds")
                .with("holds", slice.items())
                .with("next", slice.next())
                .with("all", all);
    }

    private ShopChoice outlet(Caller caller, @Nullable String typed) {
        return shops.outlet(caller, "outlet", typed);
    }

    private static Line line(Hold hold, ActorNames actors) {
        Text what =
                switch (hold.kind()) {
                    case SERIALS ->
                            Text.of(SerialWords.write(Objects.requireNonNull(hold.range())));
                    case CARTON -> Text.of(
                            "Carton {sscc}",
                            "sscc",
                            String.valueOf(hold.sscc()));
                    case OUTLET -> Text.of("The whole shop");
                };
        return new Line(
                hold.id(),
                what,
                hold.outletName(),
                hold.reason(),
                actors.who(hold.by()),
                hold.heldAt(),
                hold.items(),
                hold.soldToo(),
                hold.releasedAt());
    }

    private static @Nullable String filled(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed;
    }
}
