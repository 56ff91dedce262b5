package io.counterfoil.inventory.orders;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ordering goods from the provider, and what became of it. */
@Path(GoodsOrderPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class GoodsOrderPages {
    static final String HERE = "/retail/goods-orders";

    private static final Pattern OF_A_LINE = Pattern.compile("lines\\[(\\d+)]\\.(?:items|product)");

    private final GoodsOrders orders;
    private final Assortment assortment;
    private final ShopChoices shops;

    /** Pages over {@code orders} of what is in {@code assortment} for outlets that {@code shops} offer. */
    public GoodsOrderPages(GoodsOrders orders, Assortment assortment, ShopChoices shops) {
        this.orders = orders;
        this.assortment = assortment;
        this.shops = shops;
    }

    /** The orders that are asked for, newest first. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        ShopChoice in = shops.outlet(caller, "outlet", outlet);
        Slice<GoodsOrder> slice =
                orders.list(
                        caller,
                        in.chosen(),
                        Fields.oneIfGiven("state", state, GoodsOrderState.class),
                        Listing.of(null, after));
        return in.filtering(
                Page.of("retail/goods-orders")
                        .with("states", GoodsOrderState.values())
                        .with("state", state)
                        .with("orders", slice.items())
                        .with("next", slice.next()));
    }

    /** The form, filled in with what the outlet needs; of several outlets one is chosen first. */
    @GET
    @Path("/new")
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page form(@Context Caller caller, @QueryParam("outlet") @Nullable String outlet) {
        ShopChoice of = shops.outlet(caller, "outlet", outlet);
        if (outlet == null && of.options().size() == 1) {
            of = shops.outlet(caller, "outlet", of.options().getFirst().value().toString());
        }
        return of.filling(form(caller, of));
    }

    private Page form(Caller caller, ShopChoice of) {
        UUID outlet = of.problem() == null ? of.id() : null;
        Page page = Page.of("retail/goods-order-new");
        if (outlet == null) {
            return page;
        }
        return page.with("outlet", outlet)
                .with("offers", assortment.of(caller, outlet))
                .with(
                        "standing",
                        orders.list(
                                        caller,
                                        Optional.of(outlet),
                                        Optional.of(GoodsOrderState.OPEN),
                                        Listing.first())
                                .items());
    }

    /** Orders what is named: how many of a product stands in a field that its id names. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object order(@Context Caller caller, MultivaluedMap<String, String> typed) {
        ShopChoice of = shops.outlet(caller, "outlet", typed.getFirst("outlet"));
        String note = typed.getFirst("note");
        List<String> products = typed.getOrDefault("product", List.of());
        List<NewGoodsOrder.@Nullable NewOrderLine> lines =
                new ArrayList<>(products.stream().map(product -> line(product, typed)).toList());
        try {
            GoodsOrder made = orders.order(caller, new NewGoodsOrder(of.asked(), lines, note));
            return Flash.seeOther(
                    HERE + "/" + made.id(),
                    "Ordered. Your provider sees it and sends it, or says here why not.");
        } catch (Refused refused) {
            return form(caller, of)
                    .with("choice", of)
                    .with("note", note)
                    .refused(
                            refused,
                            problem -> of.ofForm(ofLine(problem, products, typed)));
        }
    }

    /** An empty field orders nothing. */
    private static NewGoodsOrder.NewOrderLine line(
            String product, MultivaluedMap<String, String> typed) {
        String items = typed.getFirst(field(product));
        return new NewGoodsOrder.NewOrderLine(
                product, TypedNumbers.whole(items == null || items.isBlank() ? "0" : items));
    }

    // By the product, not by the place: another time the products may stand in another order.
    private static String field(String product) {
        return "items-" + product;
    }

    /** What the API says of a line stands at the field of its product. */
    private static Refused.FieldProblem ofLine(
            Refused.FieldProblem problem,
            List<String> products,
            MultivaluedMap<String, String> typed) {
        if (problem.field().equals("lines") && !products.isEmpty()) {
            return problem.of(field(products.getFirst()));
        }
        Matcher line = OF_A_LINE.matcher(problem.field());
        if (!line.matches()) {
            return problem;
        }
        String field = field(products.get(Integer.parseInt(line.group(1))));
        return TypedNumbers.whole(problem.of(field), field, typed.getFirst(field));
    }

    /** One order with what became of it. */
    @GET
    @Path("/{id}")
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        return one(caller, order(id));
    }

    /** Takes an order back. */
    @POST
    @Path("/{id}/withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object withdraw(@Context Caller caller, @PathParam("id") String id) {
        UUID order = order(id);
        try {
            orders.withdraw(caller, order);
            return Flash.seeOther(HERE + "/" + order, "The order is withdrawn.");
        } catch (Refused refused) {
            return one(caller, order).refused(refused);
        }
    }

    private Page one(Caller caller, UUID id) {
        return Page.of("retail/goods-order").with("order", orders.find(caller, id));
    }

    private static UUID order(String id) {
        return Fields.idInPath("order", id);
    }
}
