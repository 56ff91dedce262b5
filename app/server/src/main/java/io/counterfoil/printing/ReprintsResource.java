package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.access.WaitingAnswer;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reprints over the API. */
@Path("/api/v1/print-runs/{id}/reprints")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Printing")
public final class ReprintsResource {
    private final Reprints reprints;

    /** Serves {@code reprints}. */
    public ReprintsResource(Reprints reprints) {
        this.reprints = reprints;
    }

    /**
     * A reprint as the API shows it.
     *
     * @param serials which items, as single serials and ranges
     */
    public record ReprintAnswer(
            UUID id,
            int revision,
            String state,
            int items,
            List<String> serials,
            String reason,
            @Nullable String failure,
            Instant requestedAt) {

        static ReprintAnswer of(Reprint reprint) {
            return new ReprintAnswer(
                    reprint.id(),
                    reprint.revision(),
                    reprint.state().label(),
                    reprint.items(),
                    reprint.serials().stream().map(SerialWords::write).toList(),
                    reprint.reason(),
                    reprint.failure(),
                    reprint.requestedAt());
        }
    }

    /** Several of them. */
    public record ReprintsAnswer(List<ReprintAnswer> items) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Print items of a ready run again, with new codes",
            description =
                    "The old codes of these items are dead from then on, so files and packages that"
                            + " have them can't be fetched any more. 202 with an approval's id says"
                            + " that a second person has to agree first. The new files are among the"
                            + " run's once they are checked, such as gift-card-r2.pdf.")
    @Answer(status = 201, body = ReprintAnswer.class)
    @Answer(status = 202, body = WaitingAnswer.class)
    public Response request(
            @Context Caller caller, @PathParam("id") String id, @Nullable NewReprint body) {
        Reprints.Outcome outcome =
                reprints.request(caller, idOf(id), RequestBody.required(body));
        return outcome.reprint() == null
                ? Response.accepted(WaitingAnswer.of(outcome.approvalOrThrow()))
                        .build()
                : Response.status(Response.Status.CREATED)
                        .entity(ReprintAnswer.of(outcome.reprint()))
                        .build();
    }

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "The reprints of a run")
    public ReprintsAnswer list(@Context Caller caller, @PathParam("id") String id) {
        return new ReprintsAnswer(
                reprints.list(caller, idOf(id)).stream().map(ReprintAnswer::of).toList());
    }

    private static UUID idOf(String id) {
        return Fields.idInPath("print run", id);
    }
}
