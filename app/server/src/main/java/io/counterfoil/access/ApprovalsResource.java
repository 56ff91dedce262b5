package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Second-person approvals over the API; a key counts as the person who made it. */
@Path("/api/v1/approvals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public final class ApprovalsResource {
    private static final Table<Approval> TABLE =
            Table.of(Approval.class)
                    .with("id", Approval::id)
                    .with("action", Approval::action)
                    .with("summary", Approval::summary)
                    .with("state", approval -> approval.state().label())
                    .with("requester", Approval::requester)
                    .with("requested_at", Approval::requestedAt)
                    .with("decider", Approval::decider)
                    .with("decided_at", Approval::decidedAt);

    private final Approvals approvals;

    /** Serves {@code approvals}. */
    public ApprovalsResource(Approvals approvals) {
        this.approvals = approvals;
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
    @Operation(summary = "List what waits for a second person, and then what was decided")
    public Listed<Approval> list(
            @Context Caller caller,
            @QueryParam("state") @Nullable String state,
            @QueryParam("action") @Nullable String action,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        ApprovalFilter only = approvals.filter(state, action);
        return Listed.of(limit, after, part -> approvals.list(caller, only, part), TABLE);
    }

    @POST
    @Path("/{id}/approve")
    @WholeKey
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Agree to what somebody else asked for; it is carried out at once",
            description = "Keys with scopes don't: whatever was asked is carried out.")
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
