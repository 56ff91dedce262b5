package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Settlement runs over the API. */
@Path("/api/v1/settlement-runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class SettlementRunsResource {
    private static final Table<RunAnswer> RUNS =
            Table.of(RunAnswer.class)
                    .with("id", RunAnswer::id)
                    .with("state", RunAnswer::state)
                    .with("until", RunAnswer::until)
                    .with("retailers", RunAnswer::retailers)
                    .with("settled", RunAnswer::settled)
                    .with("statements", RunAnswer::statements)
                    .with("asked_at", RunAnswer::askedAt)
                    .with("done_at", RunAnswer::doneAt);

    private final SettlementRuns runs;

    /** Serves {@code runs}. */
    public SettlementRunsResource(SettlementRuns runs) {
        this.runs = runs;
    }

    /** Up to which day is settled. */
    public record NewRun(@Nullable String until) {}

    /** A run as the API shows it. */
    public record RunAnswer(
            UUID id,
            String state,
            Instant until,
            int retailers,
            int settled,
            int statements,
            Instant askedAt,
            @Nullable Instant doneAt) {

        static RunAnswer of(SettlementRun run) {
            return new RunAnswer(
                    run.id(),
                    run.doneAt() == null ? "running" : "done",
                    run.until(),
                    run.retailers(),
                    run.settled(),
                    run.statements(),
                    run.askedAt(),
                    run.doneAt());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Make the statements of all retailers",
            description =
                    "Whatever is payable up to the end of that day and on no statement yet. It is a"
                            + " job; a second run up to the same day makes nothing twice.")
    @Answer(status = 201, body = RunAnswer.class)
    public Response begin(@Context Caller caller, @Nullable NewRun body) {
        return Response.status(Response.Status.CREATED)
                .entity(RunAnswer.of(runs.begin(caller, RequestBody.required(body).until())))
                .build();
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "List the settlement runs, newest first")
    public Listed<RunAnswer> list(
            @Context Caller caller,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(limit, after, part -> runs.list(caller, part).map(RunAnswer::of), RUNS);
    }

    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "Show a settlement run and how far it has come")
    public RunAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return RunAnswer.of(runs.find(caller, Fields.idInPath("settlement run", id)));
    }
}
