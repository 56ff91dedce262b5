package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Second-person approvals over the API; a key counts as the person who made it. */
@Path("/api/v1/approvals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public final class ApprovalsResource {
    private final Approvals approvals;

    /** Serves {@code approvals}. */
    public ApprovalsResource(Approvals approvals) {
        this.approvals = approvals;
    }

    /** The latest approvals, the waiting ones first. */
    public record Requests(List<Approval> items) {}

    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "List what waits for a second person, and what was decided lately")
    public Requests list(@Context Caller caller) {
        return new Requests(approvals.list(caller));
    }

    @POST
    @Path("/{id}/approve")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(summary = "Agree to what somebody else asked for; it is carried out at once")
    public Approval approve(@Context Caller caller, @PathParam("id") String id) {
        return approvals.approve(caller, Fields.idInPath("approval", id));
    }

    @POST
    @Path("/{id}/reject")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(summary = "Turn down what somebody else asked for")
    public Approval reject(@Context Caller caller, @PathParam("id") String id) {
        return approvals.reject(caller, Fields.idInPath("approval", id));
    }
}
