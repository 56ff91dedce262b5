package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.Products;
import io.counterfoil.inventory.CartonWords;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.inventory.ScannedText;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.inventory.ShipmentState;
import io.counterfoil.inventory.Shipments;
import io.counterfoil.inventory.orders.GoodsOrder;
import io.counterfoil.inventory.orders.GoodsOrderState;
import io.counterfoil.inventory.orders.GoodsOrders;
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
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was sent to outlets, and sending more. */
@Path("/console/shipments")
@Produces(MediaType.TEXT_HTML)
public final class ShipmentsPages {
    private final Shipments shipments;
    private final Retailers retailers;
    private final ShopChoices shops;
    private final Products products;
    private final GoodsOrders orders;

    /**
     * Pages over {@code shipments} of {@code products} to outlets of {@code retailers}, which {@code
     * shops} offer, also for {@code orders} of these.
     */
    public ShipmentsPages(
            Shipments shipments,
            Retailers retailers,
            ShopChoices shops,
            Products products,
            GoodsOrders orders) {
        this.shipments = shipments;
        this.retailers = retailers;
        this.shops = shops;
        this.products = products;
        this.orders = orders;
    }

    /** What the stock of an outlet asks for. */
    public record Suggested(String product, String sku, int items) {}

    /**
     * The shipments, to one outlet or in one state only if it is named, and the form for one more; of an order that has
     * ended meanwhile what became of it.
     *
     * @param from the first serial number to fill in; {@code to} is the last
     * @param product what the stock of the outlet asks for, and {@code items} how many of it; of no
     *     outlet nothing is asked for
     * @param order for what order of a shop something is to be sent
     */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("product") @Nullable String product,
            @QueryParam("items") @Nullable String items,
            @QueryParam("order") @Nullable String order) {
        ShopChoice only = shops.outlet(caller, "outlet", outlet);
        Optional<ShipmentState> in = Fields.oneIfGiven("state", state, ShipmentState.class);
        GoodsOrder forOrder =
                Fields.idIfGiven("order", order).map(id -> orders.find(caller, id)).orElse(null);
        if (forOrder != null && forOrder.state() != GoodsOrderState.OPEN) {
            return GoodsOrdersPages.page(forOrder).refused(GoodsOrders.ended(forOrder.state()));
        }
        Optional<Suggested> suggested = suggested(caller, only, product, items);
        return only.filtering(
                all(caller, only.chosen(), in, Listing.of(null, after))
                        .with("openOrders", openOrders(caller, only))
                        .with("order", forOrder)
                        .with("standing", forOrder == null ? standing(caller, only) : null)
                        .with("suggested", suggested.orElse(null))
                        .with("rangeOutlet", suggested.isPresent() ? toSend(only) : null)
                        .with("wanted", new NewShipment(null, null, new NewShipment.Range(from, to))));
    }

    /** The order that waits of the outlet that is chosen. */
    private @Nullable UUID standing(Caller caller, ShopChoice outlet) {
        UUID id = outlet.id();
        return id == null ? null : orders.open(caller, List.of(id)).get(id);
    }

    /** The orders that wait by the ids of the outlets that can be chosen, as templates look them up. */
    private Map<String, UUID> openOrders(Caller caller, ShopChoice outlets) {
        return orders
                .open(caller, outlets.options().stream().map(ShopChoice.Option::value).toList())
                .entrySet()
                .stream()
                .collect(
                        Collectors.toMap(open -> open.getKey().toString(), Map.Entry::getValue));
    }

    private Optional<Suggested> suggested(
            Caller caller,
            ShopChoice outlet,
            @Nullable String product,
            @Nullable String items) {
        Optional<UUID> id = Fields.idIfGiven("product", product);
        if (id.isEmpty() || outlet.id() == null || outlet.problem() != null) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        int number =
                fields.parsed("items", items, ShipmentsPages::items, "A whole number from 1 on.")
                        .orElse(0);
        fields.done();
        Product known = products.find(caller, id.get());
        return Optional.of(new Suggested(known.name(), known.sku(), number));
    }

    private static int items(String typed) {
        int items = Integer.parseInt(typed);
        if (items < 1) {
            throw new IllegalArgumentException("nobody sends nothing");
        }
        return items;
    }

    /** As the form names it: by its id, or by its name where there are too many for a list. */
    private static @Nullable String toSend(ShopChoice outlet) {
        UUID id = outlet.id();
        return outlet.many() || id == null ? outlet.text() : id.toString();
    }

    /** Sends a range of serial numbers, or closed cartons; for an order of a shop, if one is named. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response send(
            @Context Caller caller,
            @FormParam("outlet") @Nullable String outlet,
            @FormParam("serials.from") @Nullable String from,
            @FormParam("serials.to") @Nullable String to,
            @FormParam("carton_outlet") @Nullable String cartonOutlet,
            @FormParam("cartons") @Nullable String cartons,
            @FormParam("order") @Nullable String order,
            @FormParam("nothing_more_follows") @Nullable String nothingMore) {
        boolean byCarton = cartons != null;
        String typed = byCarton ? cartonOutlet : outlet;
        ShopChoice destination =
                shops.outlet(caller, byCarton ? "carton_outlet" : "outlet", typed);
        NewShipment wanted =
                byCarton
                        ? new NewShipment(
                                destination.asked(),
                                new ArrayList<>(ScannedText.lines(cartons)),
                                null)
                        : new NewShipment(
                                destination.asked(), null, new NewShipment.Range(from, to));
        Optional<UUID> forOrder = Fields.idIfGiven("order", order);
        try {
            if (forOrder.isPresent()) {
                GoodsOrder sent =
                        orders.send(
                                caller, forOrder.get(), wanted, "true".equals(nothingMore));
                return Flash.seeOther(
                        GoodsOrdersPages.HERE + "/" + sent.id(), onItsWay(sent));
            }
            Shipment sent = shipments.send(caller, wanted);
            Text onItsWay = onItsWay(sent.items(), sent.outletName());
            return Flash.seeOther(
                    "/console/shipments/" + sent.id(),
                    orders.open(caller, List.of(sent.outlet())).isEmpty()
                            ? onItsWay
                            : Text.of(
                                    "{sent} It does not count for the open order of this outlet.",
                                    "sent",
                                    onItsWay));
        } catch (Refused refused) {
            GoodsOrder asked = forOrder.map(id -> orders.find(caller, id)).orElse(null);
            if (asked != null && asked.state() != GoodsOrderState.OPEN) {
                return Response.ok(GoodsOrdersPages.page(asked).refused(refused)).build();
            }
            Page again =
                    all(caller, Optional.empty(), Optional.empty(), Listing.first())
                            .with("choice", destination.unchosen())
                            .with("openOrders", openOrders(caller, destination))
                            .with("wanted", wanted)
                            .with(byCarton ? "cartonOutlet" : "rangeOutlet", typed)
                            .with("cartons", cartons)
                            .with("order", asked);
            return Response.ok(
                            again.refused(
                                    refused,
                                    problem ->
                                            destination.ofForm(
                                                    byCarton ? ofCartons(problem) : problem)))
                    .build();
        }
    }

    private static Text onItsWay(GoodsOrder order) {
        return onItsWay(order.shipments().getLast().items(), order.outletName());
    }

    private static Text onItsWay(int items, String outlet) {
        return Text.of(
                "{items, plural, one {# item is on its} other {# items are on their}}"
                        + " way to {outlet}.",
                "items",
                items,
                "outlet",
                outlet);
    }

    /** The page has two forms with an outlet; this is the second one's. */
    private static Refused.FieldProblem ofCartons(Refused.FieldProblem problem) {
        return problem.field().equals("outlet")
                ? problem.of("carton_outlet")
                : problem;
    }

    /** One shipment. */
    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        UUID shipment = Fields.idInPath("shipment", id);
        Shipment sent = shipments.find(caller, shipment);
        return Page.of("console/shipment")
                .with("shipment", sent)
                .with("shops", ShopNames.of(caller, retailers, List.of(sent.outlet())))
                .with(
                        "cartons",
                        shipments.packed(caller, shipment).stream().map(CartonWords::of).toList());
    }

    private Page all(
            Caller caller,
            Optional<UUID> outlet,
            Optional<ShipmentState> state,
            Listing listing) {
        Slice<Shipment> slice = shipments.list(caller, outlet, state, listing);
        return Page.of("console/shipments")
                .with(
                        "states",
                        Arrays.stream(ShipmentState.values()).map(ShipmentState::label).toList())
                .with("state", state.map(ShipmentState::label).orElse(null))
                .with("shipments", slice.items())
                .with(
                        "shops",
                        ShopNames.of(
                                caller,
                                retailers,
                                slice.items().stream().map(Shipment::outlet).toList()))
                .with("next", slice.next());
    }
}
