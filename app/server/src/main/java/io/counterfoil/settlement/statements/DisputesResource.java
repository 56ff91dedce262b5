package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
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
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Disputes over the API. */
@Path("/api/v1/disputes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class DisputesResource {
    private static final Table<DisputeAnswer> DISPUTES =
            Table.of(DisputeAnswer.class)
                    .with("id", DisputeAnswer::id)
                    .with("retailer", DisputeAnswer::retailer)
                    .with("statement", DisputeAnswer::statement)
                    .with("statement_number", DisputeAnswer::statementNumber)
                    .with("line", DisputeAnswer::line)
                    .with("serial", DisputeAnswer::serial)
                    .with("kind", DisputeAnswer::kind)
                    .with("amount", answer -> answer.amount().amount())
                    .with("currency", answer -> answer.amount().currency())
                    .with("reason", DisputeAnswer::reason)
                    .with("state", DisputeAnswer::state)
                    .with("disputed_at", DisputeAnswer::disputedAt)
                    .with("decided_at", DisputeAnswer::decidedAt)
                    .with("answer", DisputeAnswer::answer);

    private final Disputes disputes;

    /** Serves {@code disputes}. */
    public DisputesResource(Disputes disputes) {
        this.disputes = disputes;
    }

    /** A dispute as the API shows it. */
    public record DisputeAnswer(
            UUID id,
            UUID retailer,
            UUID statement,
            long statementNumber,
            int line,
            String serial,
            String kind,
            Amount amount,
            String reason,
            String state,
            Instant disputedAt,
            @Nullable Instant decidedAt,
            @Nullable String answer) {

        static DisputeAnswer of(Dispute dispute) {
            return new DisputeAnswer(
                    dispute.id(),
                    dispute.retailer(),
                    dispute.statement(),
                    dispute.number(),
                    dispute.line(),
                    dispute.serial().toString(),
                    dispute.kind().label(),
                    Amount.of(dispute.amount()),
                    dispute.reason(),
                    dispute.state().label(),
                    dispute.disputedAt(),
                    dispute.decidedAt(),
                    dispute.answer());
        }
    }

    /** Why a dispute is refused. */
    public record Refusal(@Nullable String answer) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(summary = "List the lines that retailers don't agree with, newest first")
    public Listed<DisputeAnswer> list(
            @Context Caller caller,
            @QueryParam("statement") @Nullable String statement,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        DisputeFilter filter = DisputeFilter.read(statement, retailer, state);
        return Listed.of(
                limit,
                after,
                part -> disputes.list(caller, filter, part).map(DisputeAnswer::of),
                DISPUTES);
    }

    @GET
    @Path("/{id}")
    @Allowed({
        Role.OWNER,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(summary = "Show a dispute")
    public DisputeAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return DisputeAnswer.of(disputes.find(caller, Fields.idInPath("dispute", id)));
    }

    @POST
    @Path("/{id}/accept")
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Agree with the retailer",
            description =
                    "The retailer's next statement has a line of the opposite amount, unless the item"
                            + " came back meanwhile and has one. The same again changes nothing.")
    public DisputeAnswer accept(@Context Caller caller, @PathParam("id") String id) {
        return DisputeAnswer.of(disputes.accept(caller, Fields.idInPath("dispute", id)));
    }

    @POST
    @Path("/{id}/refuse")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Don't agree with the retailer",
            description = "The line stays. The same again changes nothing.")
    public DisputeAnswer refuse(
            @Context Caller caller, @PathParam("id") String id, @Nullable Refusal body) {
        UUID dispute = Fields.idInPath("dispute", id);
        return DisputeAnswer.of(
                disputes.refuse(caller, dispute, RequestBody.required(body).answer()));
    }
}
