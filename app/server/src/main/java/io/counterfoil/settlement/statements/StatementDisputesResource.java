package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.settlement.statements.DisputesResource.DisputeAnswer;
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

/**
 * Where retailers dispute lines of a statement over the API. No provider does so for them: one key
 * would both ask for money in a shop's name and agree to that.
 */
@Path("/api/v1/statements/{id}/disputes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class StatementDisputesResource {
    private final Disputes disputes;

    /** Serves {@code disputes}. */
    public StatementDisputesResource(Disputes disputes) {
        this.disputes = disputes;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.MANAGER, Role.RETAILER_KEY})
    @Operation(
            summary = "Dispute a line of a statement",
            description =
                    "Within 30 days after the day on which the statement was made, for a line that the"
                            + " retailer owes something for. Only the retailer disputes, with its own"
                            + " key: who decides never asks. The statement stays as it is; what the"
                            + " provider agrees to comes back with the next one. The same again"
                            + " answers 200 and changes nothing.")
    @Answer(status = 201, body = DisputeAnswer.class)
    @Answer(body = DisputeAnswer.class)
    public Response dispute(
            @Context Caller caller, @PathParam("id") String id, @Nullable NewDispute body) {
        Disputes.Known known =
                disputes.dispute(
                        caller, Fields.idInPath("statement", id), RequestBody.required(body));
        return Response.status(known.before() ? Response.Status.OK : Response.Status.CREATED)
                .entity(DisputeAnswer.of(known.dispute()))
                .build();
    }
}
