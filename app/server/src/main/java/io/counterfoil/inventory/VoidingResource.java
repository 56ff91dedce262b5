package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.access.WaitingAnswer;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Voiding over the API. */
@Path("/api/v1/serials/void")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class VoidingResource {
    private final Voiding voiding;

    /** Serves {@code voiding}. */
    public VoidingResource(Voiding voiding) {
        this.voiding = voiding;
    }

    /** Items that are worthless now. */
    public record VoidedAnswer(UUID id, String state, int voided, int skipped) {}

    @POST
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Void a range of items",
            description =
                    "Redeemed items stay as they are, and so does what is on its way back from a"
                            + " shop until its return is counted. From the provider's limit on, 202 says that a"
                            + " second person has to agree first; what the same person voided or"
                            + " took out as spoiled within 24 hours counts, too.")
    @Answer(body = VoidedAnswer.class)
    @Answer(status = 202, body = WaitingAnswer.class)
    public Response request(@Context Caller caller, @Nullable VoidRequest body) {
        return switch (voiding.request(caller, RequestBody.required(body))) {
            case VoidOutcome.Voided done ->
                    Response.ok(
                                    new VoidedAnswer(
                                            done.id(),
                                            ItemState.VOIDED.label(),
                                            done.voided(),
                                            done.skipped()))
                            .build();
            case VoidOutcome.Waiting waiting ->
                    Response.accepted(WaitingAnswer.of(waiting.approval())).build();
        };
    }
}
