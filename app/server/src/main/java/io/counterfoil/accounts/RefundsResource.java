package io.counterfoil.accounts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Time that is taken back, over the API. */
@Path("/api/v1/accounts/{id}/refunds")
@Tag(name = "Accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class RefundsResource {
    private final GrantCare grants;

    /** Serves {@code grants}. */
    public RefundsResource(GrantCare grants) {
        this.grants = grants;
    }

    @POST
    @Path("/preview")
    @Operation(summary = "What taking back a grant's time would do")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT, Role.FINANCE})
    public RefundView preview(
            @Context Caller caller, @PathParam("id") String id, @Nullable RefundRequest body) {
        return grants.foresee(
                caller, Fields.idInPath("account", id), RequestBody.required(body));
    }

    @POST
    @Operation(
            summary = "Take back what is left of a grant, or a part of that",
            description =
                    "What is used up stays used, and what was granted later moves forward. A code"
                            + " that was spent for it stays spent. The holder is told the new end"
                            + " by mail.")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT, Role.FINANCE})
    @Answer(status = 201, body = RefundView.class)
    public Response refund(
            @Context Caller caller, @PathParam("id") String id, @Nullable RefundRequest body) {
        RefundView done =
                grants.refund(
                        caller, Fields.idInPath("account", id), RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(done).build();
    }
}
