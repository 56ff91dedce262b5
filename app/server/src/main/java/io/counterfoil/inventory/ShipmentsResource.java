package io.counterfoil.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
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
import org.jspecify.annotations.Nullable;

/** Shipments and their receipt over the API. */
@Path("/api/v1/shipments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class ShipmentsResource {
    private static final Table<ShipmentAnswer> TABLE =
            Table.of(ShipmentAnswer.class)
                    .with("id", ShipmentAnswer::id)
                    .with("outlet", ShipmentAnswer::outlet)
                    .with("state", ShipmentAnswer::state)
                    .with("shipped", shipment -> shipment.counts().shipped())
                    .with("received", shipment -> shipment.counts().received())
                    .with("short", shipment -> shipment.counts().missing())
                    .with("shipped_at", ShipmentAnswer::shippedAt)
                    .with("received_at", ShipmentAnswer::receivedAt);

    private final Shipments shipments;
    private final Receipts receipts;

    /** Serves {@code shipments} and {@code receipts}. */
    public ShipmentsResource(Shipments shipments, Receipts receipts) {
        this.shipments = shipments;
        this.receipts = receipts;
    }

    /** A shipment as the API shows it. */
    public record ShipmentAnswer(
            UUID id,
            UUID outlet,
            String state,
            Counts counts,
            Instant shippedAt,
            @Nullable Instant receivedAt,
            List<Shipment.Contents> cartons,
            List<String> missing) {

        static ShipmentAnswer of(Shipment shipment) {
            return new ShipmentAnswer(
                    shipment.id(),
                    shipment.outlet(),
                    shipment.state().label(),
                    Counts.of(shipment),
                    shipment.shippedAt(),
                    shipment.receivedAt(),
                    shipment.cartons(),
                    shipment.missing());
        }
    }

    /** How many items were sent, have arrived, and are held as missing. */
    public record Counts(int shipped, int received, @JsonProperty("short") int missing) {
        static Counts of(Shipment shipment) {
            return new Counts(shipment.items(), shipment.received(), shipment.shortItems());
        }
    }

    /** What a receipt comes to: of the whole shipment, so far. */
    public record ReceiptAnswer(
            UUID id,
            String state,
            int received,
            @JsonProperty("short") int missing,
            Counts counts) {
        static ReceiptAnswer of(Shipment shipment) {
            return new ReceiptAnswer(
                    shipment.id(),
                    shipment.state().label(),
                    shipment.received(),
                    shipment.shortItems(),
                    Counts.of(shipment));
        }
    }

    @POST
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Send items to an outlet",
            description =
                    "Either a range of serials, of which a carton is made, or cartons whose items"
                            + " are all in stock. Spoiled and missing items are left out.")
    @Answer(status = 201, body = ShipmentAnswer.class)
    public Response send(@Context Caller caller, @Nullable NewShipment body) {
        Shipment shipment = shipments.send(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(ShipmentAnswer.of(shipment)).build();
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
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(
            summary =
                    "List shipments, newest first; of one outlet with outlet=ID, in one state with"
                            + " state=STATE")
    public Listed<ShipmentAnswer> list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        Optional<UUID> only = Fields.idIfGiven("outlet", outlet);
        Optional<ShipmentState> in = Fields.oneIfGiven("state", state, ShipmentState.class);
        return Listed.of(
                limit,
                after,
                part ->
                        shipments
                                .list(caller, only, in, part)
                                .map(ShipmentAnswer::of),
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
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(summary = "Show a shipment")
    public ShipmentAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return ShipmentAnswer.of(shipments.find(caller, Fields.idInPath("shipment", id)));
    }

    @POST
    @Path("/{id}/receipt")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(
            summary = "Take a shipment into stock",
            description =
                    "What isn't named is held as missing until a later receipt names it. The counts"
                            + " are those of the whole shipment so far.")
    public ReceiptAnswer receive(
            @Context Caller caller, @PathParam("id") String id, @Nullable Receipt body) {
        UUID shipment = Fields.idInPath("shipment", id);
        return ReceiptAnswer.of(receipts.receive(caller, shipment, RequestBody.required(body)));
    }
}
