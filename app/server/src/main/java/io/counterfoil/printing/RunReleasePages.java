package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What lets a run be printed, from its page: the check of its files, somebody's word on its proof,
 * and reprints.
 */
@Path("/console/print-runs/{id}")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.TEXT_HTML)
public final class RunReleasePages {
    private final ReleaseRequests releases;
    private final ProofApprovals proofs;
    private final Reprints reprints;
    private final RunOverview overview;

    /**
     * Pages over {@code releases}, {@code proofs} and {@code reprints}; what is refused stands on the
     * page of {@code overview}.
     */
    public RunReleasePages(
            ReleaseRequests releases,
            ProofApprovals proofs,
            Reprints reprints,
            RunOverview overview) {
        this.releases = releases;
        this.proofs = proofs;
        this.reprints = reprints;
        this.overview = overview;
    }

    /** Has the files checked again, or lets the run go on with what it has stopped in. */
    @POST
    @Path("/release")
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response release(@Context Caller caller, @PathParam("id") String id) {
        UUID run = Fields.idInPath("print run", id);
        try {
            ReleaseRequests.Outcome outcome = releases.request(caller, run);
            if (outcome.approval() != null) {
                return done(
                        run,
                        "Somebody fetched a file of this run before, so another owner or operator"
                                + " must agree first.");
            }
            return done(
                    run,
                    outcome.run().state() == RunState.MINTING
                            ? "The other items are made now."
                            : "The files are checked again.");
        } catch (Refused refused) {
            return refused(run, refused);
        }
    }

    /** Approves of the proof, or gives the run up because of it. */
    @POST
    @Path("/proof-approval")
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response proof(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("approved") @Nullable String approved) {
        UUID run = Fields.idInPath("print run", id);
        boolean good = "true".equals(approved);
        if (!good && !"false".equals(approved)) {
            return done(run, "Please say whether the proof is good.");
        }
        try {
            ProofApprovals.Outcome outcome = proofs.decide(caller, run, good);
            if (outcome.approval() != null) {
                return done(run, "Another owner or operator must approve of the proof too.");
            }
            return done(
                    run,
                    good
                            ? "The proof is approved of. The run can be printed."
                            : "The run is cancelled and its codes are dead.");
        } catch (Refused refused) {
            return refused(run, refused);
        }
    }

    /** Prints items again. */
    @POST
    @Path("/reprints")
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object reprint(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("serials") @Nullable String serials,
            @FormParam("reason") @Nullable String reason) {
        UUID run = Fields.idInPath("print run", id);
        try {
            NewReprint wanted = new NewReprint(PrintRunPages.serials(serials), reason);
            return done(
                    run,
                    reprints.request(caller, run, wanted).reprint() == null
                            ? "Another owner or operator must agree before anything is printed"
                                    + " again."
                            : "The items get new codes. Their file is below once it is checked.");
        } catch (Refused refused) {
            return overview.page(caller, run)
                    .with("reprinting", new Typed(serials, reason))
                    .refused(refused);
        }
    }

    /** What was typed for a reprint. */
    record Typed(@Nullable String serials, @Nullable String reason) {}

    /** Shown on the run's page, if there is such a run. */
    private static Response refused(UUID run, Refused refused) {
        if (refused.type() == ProblemType.NOT_FOUND) {
            throw refused;
        }
        return Flash.seeOther(PrintRunsPages.HERE + "/" + run, refused.text());
    }

    private static Response done(UUID run, String sentence) {
        return Flash.seeOther(PrintRunsPages.HERE + "/" + run, sentence);
    }
}
