package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SerialRange;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds of cartons and outlets, and the list of all holds, over the API. */
@Path("/api/v1/holds")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class HoldsResource {
    private static final Table<HoldAnswer> TABLE =
            Table.of(HoldAnswer.class)
                    .with("id", HoldAnswer::id)
                    .with("kind", HoldAnswer::kind)
                    .with("from", HoldAnswer::from)
                    .with("to", HoldAnswer::to)
                    .with("carton", HoldAnswer::carton)
                    .with("outlet", HoldAnswer::outlet)
                    .with("reason", HoldAnswer::reason)
                    .with("held_by", HoldAnswer::heldBy)
                    .with("held_at", HoldAnswer::heldAt)
                    .with("held", HoldAnswer::held)
                    .with("released_at", HoldAnswer::releasedAt);

    private final Holds holds;
    private final HoldReleases releases;

    /** Serves {@code holds} and their {@code releases}. */
    public HoldsResource(Holds holds, HoldReleases releases) {
        this.holds = holds;
        this.releases = releases;
    }

    /** A hold as the API shows it. */
    public record HoldAnswer(
            UUID id,
            String kind,
            @Nullable String from,
            @Nullable String to,
            @Nullable String carton,
            @Nullable UUID outlet,
            boolean soldToo,
            String reason,
            String heldBy,
            Instant heldAt,
            int held,
            @Nullable Instant releasedAt) {

        static HoldAnswer of(Hold hold) {
            SerialRange range = hold.range();
            return new HoldAnswer(
                    hold.id(),
                    hold.kind().label(),
                    range == null ? null : range.first().toString(),
                    range == null ? null : range.last().toString(),
                    hold.sscc(),
                    hold.outlet(),
                    hold.soldToo(),
                    hold.reason(),
                    hold.by(),
                    hold.heldAt(),
                    hold.items(),
                    hold.releasedAt());
        }
    }

    /** Why a hold ends, not yet checked. */
    public record HoldRelease(@Nullable String reason) {}

    /** Items that a hold held. */
    public record EndedHold(@Nullable UUID id, int released) {}

    @POST
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Hold a carton or an outlet",
            description =
                    "Nobody sends, sells or redeems what is in it for now. What customers have bought"
                            + " stays theirs unless sold_too is true. Nothing can be sent to an outlet"
                            + " on hold, and what it receives is held, too. Held already, it is the"
                            + " same hold with whatever was not held yet.")
    @Answer(status = 201, body = HoldAnswer.class)
    public Response hold(@Context Caller caller, @Nullable NewHold body) {
        Hold hold = holds.hold(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(HoldAnswer.of(hold)).build();
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
                    "List holds of serials, cartons and outlets, newest first; with open=true those"
                            + " that stand, with open=false those that were released")
    public Listed<HoldAnswer> list(
            @Context Caller caller,
            @QueryParam("open") @Nullable String open,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        Optional<Boolean> only = Fields.flagIfGiven("open", open);
        return Listed.of(
                limit, after, part -> holds.list(caller, only, part).map(HoldAnswer::of), TABLE);
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
    @Operation(summary = "Show a hold")
    public HoldAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return HoldAnswer.of(holds.find(caller, Fields.idInPath("hold", id)));
    }

    @POST
    @Path("/{id}/release")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Release what a hold holds",
            description =
                    "What needs no till and is in an outlet's stock is sold by that. What another hold"
                            + " of a carton or an outlet is about, too, is held by that one from"
                            + " then on. A hold that was released stays as it is.")
    public EndedHold release(
            @Context Caller caller, @PathParam("id") String id, @Nullable HoldRelease body) {
        UUID hold = Fields.idInPath("hold", id);
        HoldOutcome outcome =
                releases.release(caller, hold, RequestBody.required(body).reason());
        return new EndedHold(outcome.id(), outcome.changed());
    }
}
