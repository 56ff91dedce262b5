package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What managers let tills do, over the API. */
@Path("/api/v1/releases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class ReleasesResource {
    private static final Table<Releases.TillRelease> TABLE =
            Table.of(Releases.TillRelease.class)
                    .with("id", Releases.TillRelease::id)
                    .with("terminal", Releases.TillRelease::terminal)
                    .with("terminal_name", Releases.TillRelease::terminalName)
                    .with("outlet_name", Releases.TillRelease::outletName)
                    .with("state", Releases.TillRelease::state)
                    .with("reason", Releases.TillRelease::reason)
                    .with("sales", Releases.TillRelease::sales)
                    .with("released_at", Releases.TillRelease::releasedAt)
                    .with("expires_at", Releases.TillRelease::expiresAt);

    private final Releases releases;

    /** Serves {@code releases}. */
    public ReleasesResource(Releases releases) {
        this.releases = releases;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.PROVIDER_KEY, Role.MANAGER, Role.RETAILER_KEY})
    @Operation(
            summary = "List what tills were let do beyond their limits, newest first",
            description = "What is over, or has no sale left, is there too unless a state is asked for.")
    public Listed<Releases.TillRelease> list(
            @Context Caller caller,
            @QueryParam("terminal") @Nullable String terminal,
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        ReleaseFilter only = ReleaseFilter.of(terminal, state, from, to);
        return Listed.of(limit, after, part -> releases.list(caller, only, part), TABLE);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY, Role.MANAGER})
    @Operation(
            summary = "Let a till go on beyond its limits",
            description = "For some sales, some minutes, or whichever of both is over first.")
    @Answer(status = 201, body = Releases.TillRelease.class)
    public Response give(@Context Caller caller, Releases.@Nullable NewRelease body) {
        return Response.status(Response.Status.CREATED)
                .entity(releases.give(caller, RequestBody.required(body)))
                .build();
    }
}
