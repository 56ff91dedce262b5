package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What managers let tills do, over the API. */
@Path("/api/v1/releases")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class ReleasesResource {
    private final Releases releases;

    /** Serves {@code releases}. */
    public ReleasesResource(Releases releases) {
        this.releases = releases;
    }

    @POST
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
