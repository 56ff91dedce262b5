package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** Customers' second steps over the API. */
@Path("/api/v1/accounts/{id}/second-step")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts")
public final class HolderStepResource {
    private final HolderSteps steps;

    /** Serves {@code steps}. */
    public HolderStepResource(HolderSteps steps) {
        this.steps = steps;
    }

    @DELETE
    @Allowed({Role.OWNER, Role.SUPPORT, Role.PROVIDER_KEY})
    @Operation(
            summary = "Take second step and passkeys from a customer who lost them",
            description = "The customer is told by mail. The password is enough from then on.")
    public void reset(@Context Caller caller, @PathParam("id") String id) {
        steps.reset(caller, Fields.idInPath("account", id));
    }
}
