package io.counterfoil.inventory.orders;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Orders of shops over the API. */
@Path("/api/v1/goods-orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class GoodsOrdersResource {
    private static final Table<GoodsOrderAnswer> TABLE =
            Table.of(GoodsOrderAnswer.class)
                    .with("id", GoodsOrderAnswer::id)
                    .with("retailer", GoodsOrderAnswer::retailer)
                    .with("outlet", GoodsOrderAnswer::outlet)
                    .with("outlet_name", GoodsOrderAnswer::outletName)
                    .with("state", GoodsOrderAnswer::state)
                    .with("ordered_at", GoodsOrderAnswer::orderedAt)
                    .with("items", GoodsOrderAnswer::items)
                    .with("what", GoodsOrderAnswer::what)
                    .with("note", GoodsOrderAnswer::note)
                    .with("ended_at", GoodsOrderAnswer::endedAt)
                    .with("answer", GoodsOrderAnswer::answer);

    private final GoodsOrders orders;

    /** Serves {@code orders}. */
    public GoodsOrdersResource(GoodsOrders orders) {
        this.orders = orders;
    }

    /** An order as the API shows it. */
    public record GoodsOrderAnswer(
            UUID id,
            UUID retailer,
            UUID outlet,
            String outletName,
            String state,
            Instant orderedAt,
            int items,
            @Nullable String note,
            List<GoodsOrder.OrderLine> lines,
            @Nullable Instant endedAt,
            @Nullable String answer,
            List<GoodsOrder.OrderSent> shipments) {

        /** In one cell of a table how many of what are ordered, such as 50 × BASIC-1Y; 20 × PLUS-1Y. */
        private String what() {
            return lines.stream()
                    .filter(line -> line.items() > 0)
                    .map(line -> line.items() + " × " + line.sku())
                    .collect(Collectors.joining("; "));
        }

        static GoodsOrderAnswer of(GoodsOrder order) {
            return new GoodsOrderAnswer(
                    order.id(),
                    order.retailer(),
                    order.outlet(),
                    order.outletName(),
                    order.state().label(),
                    order.orderedAt(),
                    order.items(),
                    order.note(),
                    order.lines(),
                    order.endedAt(),
                    order.answer(),
                    order.shipments());
        }
    }

    /** What to send for an order, not yet checked. */
    public record OrderShipment(
            @Nullable List<@Nullable String> cartons,
            NewShipment.@Nullable Range serials,
            @Nullable Boolean nothingMoreFollows) {}

    /** Why an order is declined. */
    public record Declining(@Nullable String answer) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.MANAGER, Role.CLERK, Role.RETAILER_KEY})
    @Operation(
            summary = "Order goods for an outlet",
            description =
                    "The provider sends them or says why not. An outlet has one open order at a"
                            + " time.")
    @Answer(status = 201, body = GoodsOrderAnswer.class)
    public Response order(@Context Caller caller, @Nullable NewGoodsOrder body) {
        GoodsOrder order = orders.order(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(GoodsOrderAnswer.of(order)).build();
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
        Role.RETAILER_KEY
    })
    @Operation(summary = "List what shops ordered, newest first; of one outlet with outlet=ID")
    public Listed<GoodsOrderAnswer> list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        Optional<UUID> only = Fields.idIfGiven("outlet", outlet);
        Optional<GoodsOrderState> in = Fields.oneIfGiven("state", state, GoodsOrderState.class);
        return Listed.of(
                limit,
                after,
                part -> orders.list(caller, only, in, part).map(GoodsOrderAnswer::of),
                TABLE);
    }

    @GET
    @Path("/{id}")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY
    })
    @Operation(summary = "Show an order of a shop with what was sent for it")
    public GoodsOrderAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return GoodsOrderAnswer.of(orders.find(caller, order(id)));
    }

    @POST
    @Path("/{id}/shipments")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Send items for an order",
            description =
                    "To its outlet, as POST /api/v1/shipments does: either a range of serials or"
                            + " cartons. The order is done when as many as are ordered of each product"
                            + " were sent, or when nothing more follows.")
    @Answer(status = 201, body = GoodsOrderAnswer.class)
    public Response send(
            @Context Caller caller, @PathParam("id") String id, @Nullable OrderShipment body) {
        UUID order = order(id);
        OrderShipment asked = RequestBody.required(body);
        GoodsOrder sent =
                orders.send(
                        caller,
                        order,
                        new NewShipment(null, asked.cartons(), asked.serials()),
                        Boolean.TRUE.equals(asked.nothingMoreFollows()));
        return Response.status(Response.Status.CREATED).entity(GoodsOrderAnswer.of(sent)).build();
    }

    @POST
    @Path("/{id}/decline")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Send nothing, or no more, for an order",
            description = "The shop reads the answer. The same again changes nothing.")
    public GoodsOrderAnswer decline(
            @Context Caller caller, @PathParam("id") String id, @Nullable Declining body) {
        UUID order = order(id);
        return GoodsOrderAnswer.of(
                orders.decline(caller, order, RequestBody.required(body).answer()));
    }

    @POST
    @Path("/{id}/withdraw")
    @Allowed({Role.MANAGER, Role.CLERK, Role.RETAILER_KEY})
    @Operation(
            summary = "Take an order back",
            description = "What was sent for it is sent. The same again changes nothing.")
    public GoodsOrderAnswer withdraw(@Context Caller caller, @PathParam("id") String id) {
        return GoodsOrderAnswer.of(orders.withdraw(caller, order(id)));
    }

    private static UUID order(String id) {
        return Fields.idInPath("order", id);
    }
}
