package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
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
import java.util.UUID;

/** What bureaus say of the items that they printed, for the provider. */
@Path("/api/v1/print-runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Printing")
public final class BureauRepliesResource {
    private final BureauReplies replies;
    private final PrintRuns runs;
    private final RunFiles files;

    /** Serves {@code replies} to {@code runs}. */
    public BureauRepliesResource(BureauReplies replies, PrintRuns runs, RunFiles files) {
        this.replies = replies;
        this.runs = runs;
        this.files = files;
    }

    /** All replies to a run. */
    public record Replies(List<BureauReply> items) {}

    @GET
    @Path("/{id}/bureau-replies")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "What the bureau said of the items that it printed, newest first")
    public Replies list(@Context Caller caller, @PathParam("id") String id) {
        return new Replies(replies.list(caller, Fields.idInPath("print run", id)));
    }

    @POST
    @Path("/{id}/bureau-replies/{reply}/acceptance")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Count a run in as its bureau says")
    public PrintRunAnswer accept(
            @Context Caller caller, @PathParam("id") String id, @PathParam("reply") String reply) {
        UUID run = Fields.idInPath("print run", id);
        replies.accept(caller, run, Fields.idInPath("bureau's reply", reply));
        PrintRuns.Counted counted = runs.find(caller, run);
        return PrintRunAnswer.of(counted, files.list(caller, counted.run()));
    }
}
