package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.access.WaitingAnswer;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What lets a run be printed, over the API: the check of its files, and somebody's word. */
@Path("/api/v1/print-runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Printing")
public final class RunReleasesResource {
    private final PrintRuns runs;
    private final RunFiles files;
    private final ReleaseRequests releases;
    private final ProofApprovals proofs;

    /** Serves releases of {@code runs}. */
    public RunReleasesResource(
            PrintRuns runs, RunFiles files, ReleaseRequests releases, ProofApprovals proofs) {
        this.runs = runs;
        this.files = files;
        this.releases = releases;
        this.proofs = proofs;
    }

    /**
     * A word on a proof.
     *
     * @param approved false gives the run up
     */
    public record ProofDecision(@Nullable Boolean approved) {}

    @POST
    @Path("/{id}/release")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary =
                    "Draw and check the files of a ready run and of its reprints again, after a"
                            + " change, or let a run or a reprint go on that has stopped (state"
                            + " minting or checking, with a failure)",
            description =
                    "202 with an approval's id says that a file was fetched before, so that a second"
                            + " person has to agree first.")
    @Answer(body = PrintRunAnswer.class)
    @Answer(status = 202, body = WaitingAnswer.class)
    public Response release(@Context Caller caller, @PathParam("id") String id) {
        ReleaseRequests.Outcome outcome = releases.request(caller, idOf(id));
        return answer(caller, outcome.run().id(), outcome.approval());
    }

    @POST
    @Path("/{id}/proof-approval")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Approve of a run's proof, or cancel the run because of it",
            description =
                    "Where the provider's settings ask for it (proof_approval), a run waits in state"
                            + " proof. 202 with an approval's id says that a second person has to"
                            + " agree.")
    @Answer(body = PrintRunAnswer.class)
    @Answer(status = 202, body = WaitingAnswer.class)
    public Response proof(
            @Context Caller caller, @PathParam("id") String id, @Nullable ProofDecision body) {
        Boolean approved = RequestBody.required(body).approved();
        if (approved == null) {
            throw Refused.field("approved", "Please say true or false.");
        }
        ProofApprovals.Outcome outcome = proofs.decide(caller, idOf(id), approved);
        return answer(caller, outcome.run().id(), outcome.approval());
    }

    private Response answer(Caller caller, UUID id, @Nullable UUID approval) {
        if (approval != null) {
            return Response.accepted(WaitingAnswer.of(approval)).build();
        }
        PrintRuns.Counted counted = runs.find(caller, id);
        return Response.ok(PrintRunAnswer.of(counted, files.list(caller, counted.run()))).build();
    }

    private static UUID idOf(String id) {
        return Fields.idInPath("print run", id);
    }
}
