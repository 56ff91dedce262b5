package io.counterfoil.inventory;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Packing over the API. */
@Path("/api/v1/cartons")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class CartonsResource {
    private static final Table<CartonAnswer> TABLE =
            Table.of(CartonAnswer.class)
                    .with("id", CartonAnswer::id)
                    .with("sscc", CartonAnswer::sscc)
                    .with("state", CartonAnswer::state)
                    .with("product", CartonAnswer::product)
                    .with("from", CartonAnswer::from)
                    .with("to", CartonAnswer::to)
                    .with("items", CartonAnswer::items)
                    .with("packing", CartonAnswer::packing)
                    .with("shipment", CartonAnswer::shipment)
                    .with("packed_at", CartonAnswer::packedAt);

    private final Cartons cartons;

    /** Serves {@code cartons}. */
    public CartonsResource(Cartons cartons) {
        this.cartons = cartons;
    }

    /** A carton as the API shows it. */
    public record CartonAnswer(
            UUID id,
            String sscc,
            String state,
            UUID product,
            String from,
            String to,
            int items,
            @Nullable UUID packing,
            @Nullable UUID shipment,
            Instant packedAt) {

        static CartonAnswer of(Carton carton) {
            return new CartonAnswer(
                    carton.id(),
                    carton.sscc(),
                    carton.state().label(),
                    carton.product(),
                    carton.range().first().toString(),
                    carton.range().last().toString(),
                    carton.items(),
                    carton.packing(),
                    carton.shipment(),
                    carton.packedAt());
        }
    }

    /** Cartons that were packed together. */
    public record PackingAnswer(UUID id, int items, List<CartonAnswer> cartons) {
        static PackingAnswer of(Packing packing) {
            return new PackingAnswer(
                    packing.id(),
                    packing.items(),
                    packing.cartons().stream().map(CartonAnswer::of).toList());
        }
    }

    @POST
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Pack a print run, or a range of its serials, into cartons",
            description =
                    "Each carton gets an SSCC and waits in the provider's stock until a shipment"
                            + " names it. Spoiled and missing items are left out.")
    @Answer(status = 201, body = PackingAnswer.class)
    public Response pack(@Context Caller caller, @Nullable NewCartons body) {
        Packing packing = cartons.pack(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(PackingAnswer.of(packing)).build();
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(
            summary =
                    "List cartons, newest first; with sscc=DIGITS that one, with packing=ID those"
                            + " packed together, with state=packed those in stock")
    public Listed<CartonAnswer> list(
            @Context Caller caller,
            @QueryParam("sscc") @Nullable String sscc,
            @QueryParam("packing") @Nullable String packing,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        CartonFilter filter = CartonFilter.read(sscc, packing, state);
        return Listed.of(
                limit,
                after,
                part -> cartons.list(caller, filter, part).map(CartonAnswer::of),
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
        Role.PROVIDER_KEY
    })
    @Operation(summary = "Show a carton")
    public CartonAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return CartonAnswer.of(cartons.find(caller, Fields.idInPath("carton", id)));
    }

    @POST
    @Path("/{id}/unpacking")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Open a carton in the provider's stock",
            description = "Its items are loose then: they can be packed again, or sent by serials.")
    public CartonAnswer unpack(@Context Caller caller, @PathParam("id") String id) {
        return CartonAnswer.of(cartons.unpack(caller, Fields.idInPath("carton", id)));
    }
}
