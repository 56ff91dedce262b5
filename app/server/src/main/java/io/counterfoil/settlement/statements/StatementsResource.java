package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements over the API. */
@Path("/api/v1/statements")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class StatementsResource {
    private static final Table<StatementAnswer> STATEMENTS =
            Table.of(StatementAnswer.class)
                    .with("number", StatementAnswer::number)
                    .with("id", StatementAnswer::id)
                    .with("retailer", StatementAnswer::retailer)
                    .with("after", StatementAnswer::after)
                    .with("until", StatementAnswer::until)
                    .with("currency", answer -> answer.closing().currency())
                    .with("opening", amount(StatementAnswer::opening))
                    .with("lines", amount(StatementAnswer::lines))
                    .with("payments", amount(StatementAnswer::payments))
                    .with("closing", amount(StatementAnswer::closing));

    private final Statements statements;

    /** Serves {@code statements}. */
    public StatementsResource(Statements statements) {
        this.statements = statements;
    }

    /** A statement as the API shows it. */
    public record StatementAnswer(
            UUID id,
            long number,
            UUID retailer,
            @Nullable Instant after,
            Instant until,
            Instant closedAt,
            int lineCount,
            Amount price,
            Amount commission,
            Amount tax,
            Amount commissionTax,
            Amount opening,
            Amount lines,
            Amount payments,
            Amount closing) {

        static StatementAnswer of(Statement statement) {
            return new StatementAnswer(
                    statement.id(),
                    statement.number(),
                    statement.retailer(),
                    statement.after().orElse(null),
                    statement.until(),
                    statement.closedAt(),
                    statement.lineCount(),
                    Amount.of(statement.sums().price()),
                    Amount.of(statement.sums().commission()),
                    Amount.of(statement.sums().tax()),
                    Amount.of(statement.sums().commissionTax()),
                    Amount.of(statement.opening()),
                    Amount.of(statement.lines()),
                    Amount.of(statement.payments()),
                    Amount.of(statement.closing()));
        }
    }

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
    @Operation(summary = "List the statements, newest first")
    public Listed<StatementAnswer> list(
            @Context Caller caller,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        Optional<UUID> only = Fields.idIfGiven("retailer", retailer);
        return Listed.of(
                limit,
                after,
                part -> statements.list(caller, only, part).map(StatementAnswer::of),
                STATEMENTS);
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
    @Operation(summary = "Show a statement")
    public StatementAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return StatementAnswer.of(statements.find(caller, Fields.idInPath("statement", id)));
    }

    private static Function<StatementAnswer, @Nullable Object> amount(
            Function<StatementAnswer, Amount> member) {
        return answer -> member.apply(answer).amount();
    }
}
