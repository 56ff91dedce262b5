package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The lines of a shop's statement, and where it disputes one. */
@Path(RetailStatementPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class RetailStatementPages {
    static final String HERE = "/retail/statements/{id}";

    private final Statements statements;
    private final Disputes disputes;
    private final PaidInto paidInto;

    /** Pages over {@code statements} and their {@code disputes}; they are {@code paidInto} there. */
    public RetailStatementPages(Statements statements, Disputes disputes, PaidInto paidInto) {
        this.statements = statements;
        this.disputes = disputes;
        this.paidInto = paidInto;
    }

    /** Its lines, and what is disputed of them. */
    @GET
    @Allowed(Role.MANAGER)
    public Page show(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("serial") @Nullable String serial,
            @QueryParam("after") @Nullable String after,
            @QueryParam("disputes_after") @Nullable String disputesAfter) {
        UUID statement = Fields.idInPath("statement", id);
        Parts parts =
                new Parts(
                        Listing.of(null, after), Listing.part("disputes_after", disputesAfter));
        LineFilter filter;
        try {
            filter = LineFilter.of(serial, null);
        } catch (Refused refused) {
            return page(caller, statement, LineFilter.NONE, parts)
                    .with("typedSerial", serial)
                    .refused(refused);
        }
        return page(caller, statement, filter, parts).with("serial", serial);
    }

    /** Disputes a line. */
    @POST
    @Path("/disputes")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.MANAGER)
    public Object dispute(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("line") @Nullable String line,
            @FormParam("reason") @Nullable String reason) {
        UUID statement = Fields.idInPath("statement", id);
        // Whatever nobody has answers with a page that says so, not with this one.
        statements.find(caller, statement);
        try {
            NewDispute told = new NewDispute(TypedNumbers.whole(line), null, reason);
            Dispute made = disputes.dispute(caller, statement, told).dispute();
            return Flash.seeOther(
                    "/retail/statements/" + statement,
                    Text.of(
                            "Line {line} is disputed. Your provider decides, and you read here what.",
                            "line",
                            String.valueOf(made.line())));
        } catch (Refused refused) {
            return page(caller, statement, LineFilter.NONE, Parts.FIRST)
                    .with("line", line)
                    .with("reason", reason)
                    .refused(refused, problem -> TypedNumbers.whole(problem, "line", line));
        }
    }

    /** Which parts of its two lists the page shows. */
    private record Parts(Listing lines, Listing disputes) {
        static final Parts FIRST = new Parts(Listing.first(), Listing.first());
    }

    private Page page(Caller caller, UUID id, LineFilter filter, Parts parts) {
        Statement statement = statements.find(caller, id);
        Slice<StatementLine> lines = statements.lines(caller, id, filter, parts.lines());
        // What a later one begins with is asked for and paid there.
        long left = statement.carried() ? 0 : statement.left().minor();
        boolean asks = left > 0;
        return Page.of("retail/statement")
                .with("id", id)
                .with("number", statement.number())
                .with("closedAt", statement.closedAt())
                .with("closing", StatementWords.closing(statement))
                .with("state", StatementWords.of(statement.state()))
                .with("sums", StatementWords.Sums.of(statement))
                .with("due", asks ? StatementWords.due() : null)
                .with(
                        "howToPay",
                        asks
                                ? StatementWords.howToPay(statement, paidInto.account(caller))
                                : null)
                .with("isPaidOut", left < 0)
                .with(
                        "isCarried",
                        statement.carried() && statement.state() != StatementState.PAID)
                .with("days", Disputes.DAYS)
                .with("lines", lines.items().stream().map(StatementRow::of).toList())
                .with("next", lines.next())
                .with("after", parts.lines().after())
                .with("disputesAfter", parts.disputes().after())
                .with(
                        "disputes",
                        disputes.list(caller, DisputeFilter.of(id), parts.disputes())
                                .map(dispute -> DisputeRow.of(dispute, "")));
    }
}
