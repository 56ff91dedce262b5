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
                    .with("opening", amountOf(StatementAnswer::opening))
                    .with("lines", amountOf(StatementAnswer::lines))
                    .with("payments", amountOf(StatementAnswer::payments))
                    .with("closing", amountOf(StatementAnswer::closing))
                    .with("state", StatementAnswer::state);

    /** Lines as a table for spreadsheets. */
    public static final Table<StatementLineAnswer> LINES =
            Table.of(StatementLineAnswer.class)
                    .with("number", StatementLineAnswer::number)
                    .with("serial", StatementLineAnswer::serial)
                    .with("event", StatementLineAnswer::event)
                    .with("kind", StatementLineAnswer::kind)
                    .with("accrued_at", StatementLineAnswer::accruedAt)
                    .with("outlet", StatementLineAnswer::outlet)
                    .with("product", StatementLineAnswer::product)
                    .with("currency", answer -> answer.amount().currency())
                    .with("price", amountOf(StatementLineAnswer::price))
                    .with("commission", amountOf(StatementLineAnswer::commission))
                    .with("tax", amountOf(StatementLineAnswer::tax))
                    .with("commission_tax", amountOf(StatementLineAnswer::commissionTax))
                    .with("amount", amountOf(StatementLineAnswer::amount))
                    .with("dispute", StatementLineAnswer::dispute)
                    // Programs read columns by position: a new one is the last.
                    .with("sold_at", StatementLineAnswer::soldAt)
                    .with("outlet_name", StatementLineAnswer::outletName)
                    .with("product_name", StatementLineAnswer::productName);

    private final Statements statements;
    private final StatementList list;

    /** Serves {@code statements}, and the {@code list} of them. */
    public StatementsResource(Statements statements, StatementList list) {
        this.statements = statements;
        this.list = list;
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
            Amount closing,
            String state) {

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
                    Amount.of(statement.closing()),
                    statement.state().label());
        }
    }

    /** A line as the API shows it. */
    public record StatementLineAnswer(
            int number,
            String serial,
            long event,
            String kind,
            Instant accruedAt,
            @Nullable Instant soldAt,
            UUID outlet,
            String outletName,
            UUID product,
            String productName,
            Amount price,
            Amount commission,
            Amount tax,
            Amount commissionTax,
            Amount amount,
            @Nullable String dispute) {

        /** The answer for a line. */
        public static StatementLineAnswer of(StatementLine line) {
            DisputeState dispute = line.dispute();
            return new StatementLineAnswer(
                    line.number(),
                    line.serial().toString(),
                    line.event(),
                    line.kind().label(),
                    line.accruedAt(),
                    line.soldAt(),
                    line.outlet(),
                    line.outletName(),
                    line.product(),
                    line.productName(),
                    Amount.of(line.price()),
                    Amount.of(line.commission()),
                    Amount.of(line.tax()),
                    Amount.of(line.commissionTax()),
                    Amount.of(line.amount()),
                    dispute == null ? null : dispute.label());
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
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        PeriodFilter filter = PeriodFilter.of(retailer, from, to);
        Optional<StatementState> in = Fields.oneIfGiven("state", state, StatementState.class);
        return Listed.of(
                limit,
                after,
                part -> list.of(caller, filter, in, part).map(StatementAnswer::of),
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

    @GET
    @Path("/{id}/lines")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(summary = "List the lines of a statement, each for one event of one item")
    public Listed<StatementLineAnswer> lines(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("serial") @Nullable String serial,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID statement = Fields.idInPath("statement", id);
        LineFilter filter = LineFilter.of(serial, outlet);
        return Listed.of(
                limit,
                after,
                part -> statements.lines(caller, statement, filter, part).map(StatementLineAnswer::of),
                LINES);
    }

    private static <T> Function<T, @Nullable Object> amountOf(Function<T, Amount> member) {
        return answer -> member.apply(answer).amount();
    }
}
