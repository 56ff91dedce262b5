package io.counterfoil.trials;

import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Trials over the API, for a form on another site. Nobody needs a key. */
@Path("/api/v1/trials")
@Tag(name = "Trials")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TrialsResource {
    private final Trials trials;

    /** The API over {@code trials}. */
    public TrialsResource(Trials trials) {
        this.trials = trials;
    }

    /**
     * Who would like a trial.
     *
     * @param consentToFollowUp what forms of before say; whoever confirms is asked for it
     */
    public record TrialRequest(
            @Nullable String name,
            @Nullable String email,
            @Nullable Boolean consentToFollowUp) {
        @Override
        public String toString() {
            return "TrialRequest[…]";
        }
    }

    /** Where the mail goes. */
    public record TrialAnswer(String email) {}

    @POST
    @Operation(summary = "Ask for a trial; a mail with a link to confirm it is sent")
    @Open
    @Answer(status = 202, body = TrialAnswer.class)
    public Response ask(
            @Context Caller caller,
            @Context HttpServletRequest request,
            @Nullable TrialRequest body) {
        TrialRequest asked = RequestBody.required(body);
        String email =
                trials.ask(
                        caller,
                        new Trials.Asker(request.getRemoteAddr(), null),
                        new Trials.Wish(asked.name(), asked.email()));
        return Response.accepted(new TrialAnswer(email)).build();
    }
}
