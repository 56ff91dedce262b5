package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.orders.GoodsOrder;
import io.counterfoil.inventory.orders.GoodsOrderState;
import io.counterfoil.inventory.orders.GoodsOrders;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What shops ask for, for the provider to send or to decline. */
@Path(GoodsOrdersPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class GoodsOrdersPages {
    static final String HERE = "/console/goods-orders";

    private final GoodsOrders orders;
    private final ShopChoices shops;

    /** Pages over {@code orders}, of one of {@code shops} if it is chosen. */
    public GoodsOrdersPages(GoodsOrders orders, ShopChoices shops) {
        this.orders = orders;
        this.shops = shops;
    }

    /** The orders that are asked for, of all shops, newest first. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        ShopChoice of = shops.outlet(caller, "outlet", outlet);
        Slice<GoodsOrder> slice =
                orders.list(
                        caller,
                        of.chosen(),
                        Fields.oneIfGiven("state", state, GoodsOrderState.class),
                        Listing.of(null, after));
        return of.filtering(
                Page.of("console/goods-orders")
                        .with("states", GoodsOrderState.values())
                        .with("state", state)
                        .with("orders", slice.items())
                        .with("next", slice.next()));
    }

    /** One order with what became of it. */
    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        return one(caller, Fields.idInPath("order", id));
    }

    /** Sends nothing, or no more. */
    @POST
    @Path("/{id}/decline")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object decline(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("answer") @Nullable String answer) {
        UUID order = Fields.idInPath("order", id);
        // What nobody has answers with a page that says so, not with this one.
        orders.find(caller, order);
        try {
            orders.decline(caller, order, answer);
            return Flash.seeOther(HERE + "/" + order, "Declined: the shop reads your answer.");
        } catch (Refused refused) {
            return one(caller, order).with("answer", answer).refused(refused);
        }
    }

    private Page one(Caller caller, UUID id) {
        return page(orders.find(caller, id));
    }

    /** The page of an order. */
    static Page page(GoodsOrder order) {
        return Page.of("console/goods-order").about("goods_order", order.id()).with("order", order);
    }
}
