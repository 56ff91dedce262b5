package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.settlement.statements.LineFilter;
import io.counterfoil.settlement.statements.OpenMoney;
import io.counterfoil.settlement.statements.PeriodFilter;
import io.counterfoil.settlement.statements.Statement;
import io.counterfoil.settlement.statements.StatementList;
import io.counterfoil.settlement.statements.StatementPapers;
import io.counterfoil.settlement.statements.StatementWords;
import io.counterfoil.settlement.statements.Statements;
import io.counterfoil.settlement.statements.StatementsResource;
import io.counterfoil.settlement.statements.StatementsResource.StatementLineAnswer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Languages;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a shop gets and owes, for whoever runs it. */
@Path(RetailMoneyPages.HERE)
public final class RetailMoneyPages {
    static final String HERE = "/retail/money";

    private final Statements statements;
    private final StatementList list;
    private final StatementPapers papers;
    private final Payouts payouts;

    /** Pages over {@code statements} and {@code payouts}. */
    public RetailMoneyPages(
            Statements statements, StatementList list, StatementPapers papers, Payouts payouts) {
        this.statements = statements;
        this.list = list;
        this.papers = papers;
        this.payouts = payouts;
    }

    /** What is open, in words. */
    public record OpenWords(
            @Nullable Text held, @Nullable Instant heldUntil, @Nullable Text payable) {
        static OpenWords of(OpenMoney open) {
            return new OpenWords(
                    SettlementWords.open(open.held()),
                    open.heldUntil().orElse(null),
                    SettlementWords.open(open.payable()));
        }
    }

    /** A statement as the page shows it. */
    public record StatementRow(
            UUID id, long number, Instant closedAt, int lines, Text closing, String state) {
        static StatementRow of(Statement statement) {
            return new StatementRow(
                    statement.id(),
                    statement.number(),
                    statement.closedAt(),
                    statement.lineCount(),
                    StatementWords.closing(statement),
                    StatementWords.of(statement.state()));
        }
    }

    /**
     * A payout as the page shows it.
     *
     * @param until it waits until then; null: it doesn't, or nobody knows how long
     * @param paid when it was paid, and what the shop's bank calls it; null until then
     */
    public record PayoutRow(
            long number,
            Money amount,
            String state,
            @Nullable Instant until,
            @Nullable Text paid) {
        static PayoutRow of(Payout payout) {
            return new PayoutRow(
                    payout.number(),
                    payout.amount(),
                    SettlementWords.of(payout),
                    payout.frozenUntil(),
                    payout.paidOn() == null
                            ? null
                            : Text.of(
                                    "on {day}, as {reference}",
                                    "day",
                                    payout.paidOn(),
                                    "reference",
                                    payout.reference()));
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Allowed(Role.MANAGER)
    public Page show(
            @Context Caller caller,
            @QueryParam("state") @Nullable String state,
            @QueryParam(MoneyFilter.PAYOUT_STATE) @Nullable String payoutState,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after,
            @QueryParam("payouts_after") @Nullable String payoutsAfter) {
        MoneyFilter in = MoneyFilter.inStates(state, payoutState);
        Listing statementsPart = Listing.of(null, after);
        Listing payoutsPart = Listing.part("payouts_after", payoutsAfter);
        try {
            PeriodFilter days = PeriodFilter.of(null, from, to);
            return page(caller, in.in(days), statementsPart, payoutsPart);
        } catch (Refused refused) {
            return page(caller, in, statementsPart, payoutsPart)
                    .with("typedFrom", from)
                    .with("typedTo", to)
                    .refused(refused);
        }
    }

    private Page page(
            Caller caller, MoneyFilter only, Listing statementsPart, Listing payoutsPart) {
        Slice<Statement> made =
                list.of(caller, only.period(), only.statements(), statementsPart);
        return only.on(Page.of("retail/money"))
                .with(
                        "open",
                        statements.open(caller, caller.retailer()).stream()
                                .map(OpenWords::of)
                                .toList())
                .with("statements", made.items().stream().map(StatementRow::of).toList())
                .with("next", made.next())
                .with(
                        "payouts",
                        payouts.list(caller, only.period(), only.payouts(), payoutsPart)
                                .map(PayoutRow::of));
    }

    @GET
    @Path("/statements/{id}/pdf")
    @Allowed(Role.MANAGER)
    public Response pdf(
            @Context Caller caller,
            @PathParam("id") String id,
            @Context ContainerRequestContext request) {
        return papers.download(
                        caller, Fields.idInPath("statement", id), Languages.of(request))
                .answer();
    }

    /** The lines of a statement, or those of one item, for a spreadsheet. */
    @GET
    @Path("/statements/{id}/lines.csv")
    @Produces(Csv.TEXT_CSV)
    @Allowed(Role.MANAGER)
    public Response lines(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("serial") @Nullable String serial) {
        Statement statement = statements.find(caller, Fields.idInPath("statement", id));
        LineFilter filter = LineFilter.of(serial, null);
        return Listed.of(
                        null,
                        null,
                        part ->
                                statements.lines(caller, statement.id(), filter, part)
                                        .map(StatementLineAnswer::of),
                        StatementsResource.LINES)
                .saved("statement-%d.csv".formatted(statement.number()));
    }
}
