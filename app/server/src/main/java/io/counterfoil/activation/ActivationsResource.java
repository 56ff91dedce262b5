package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
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
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tills call. */
@Path("/api/v1/activations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class ActivationsResource {
    private final Activations activations;
    private final Reversals reversals;

    /** Serves {@code activations} and {@code reversals}. */
    public ActivationsResource(Activations activations, Reversals reversals) {
        this.activations = activations;
        this.reversals = reversals;
    }

    /** A sale that went through. */
    public record ActivationAnswer(
            String requestId, String serial, String state, Instant activatedAt) {}

    /** Which till made the sale that is to be undone; a till's own key may leave it out. */
    public record ReversalRequest(@Nullable String terminal) {}

    /** A sale that no longer is, or never was. */
    public record ReversalAnswer(String requestId, String state, Instant reversedAt) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Sell an item",
            description =
                    "The request id is the key: the same request again gets the same answer. On no"
                            + " answer within 30 seconds, reverse it by the same id.")
    @Answer(status = 201, body = ActivationAnswer.class)
    @Answer(body = ActivationAnswer.class)
    public Response activate(
            @Context Caller caller, @Context Principal principal, @Nullable NewActivation body) {
        Outcome outcome =
                activations.activate(caller, RequestBody.required(body), terminalOf(principal));
        return switch (outcome) {
            case Outcome.Activated sold ->
                    Response.status(sold.repeated() ? Response.Status.OK : Response.Status.CREATED)
                            .entity(
                                    new ActivationAnswer(
                                            sold.requestId(),
                                            sold.serial(),
                                            TillRequest.State.ACTIVATED.label(),
                                            sold.at()))
                            .build();
            case Outcome.Declined declined ->
                    throw new Refused(ProblemType.DECLINED, declined.text());
        };
    }

    @POST
    @Path("/{request_id}/reversal")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Undo a sale, also one that has not arrived yet",
            description = "Repeat it until there is an answer. No body is needed from a till.")
    public ReversalAnswer reverse(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("request_id") String requestId,
            @Nullable ReversalRequest body) {
        ReversalOutcome outcome =
                reversals.reverse(
                        caller,
                        requestId,
                        body == null ? null : body.terminal(),
                        terminalOf(principal));
        return switch (outcome) {
            case ReversalOutcome.Reversed reversed ->
                    new ReversalAnswer(
                            reversed.requestId(),
                            TillRequest.State.REVERSED.label(),
                            reversed.at());
            case ReversalOutcome.Stands stands ->
                    throw new Refused(ProblemType.CONFLICT, stands.text());
        };
    }

    static @Nullable UUID terminalOf(Principal principal) {
        return principal instanceof Principal.Till till ? till.terminal() : null;
    }
}
