package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The lines of a retailer's statement, for the provider. */
@Path("/console/statements/{id}")
@Produces(MediaType.TEXT_HTML)
public final class ConsoleStatementPages {
    private final Statements statements;
    private final Retailers retailers;

    /** Pages over {@code statements} of {@code retailers}. */
    public ConsoleStatementPages(Statements statements, Retailers retailers) {
        this.statements = statements;
        this.retailers = retailers;
    }

    /** Its lines, or those of one item, with what is disputed beside them. */
    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("serial") @Nullable String serial,
            @QueryParam("after") @Nullable String after) {
        UUID statement = Fields.idInPath("statement", id);
        Listing listing = Listing.of(null, after);
        LineFilter filter;
        try {
            filter = LineFilter.of(serial, null);
        } catch (Refused refused) {
            return page(caller, statement, LineFilter.NONE, listing)
                    .with("typedSerial", serial)
                    .refused(refused);
        }
        return page(caller, statement, filter, listing).with("serial", serial);
    }

    private Page page(Caller caller, UUID statement, LineFilter filter, Listing listing) {
        Statement found = statements.find(caller, statement);
        Slice<StatementLine> lines = statements.lines(caller, statement, filter, listing);
        return Page.of("console/statement")
                .about("statement", statement)
                .with("id", statement)
                .with("number", found.number())
                .with("retailer", retailers.retailer(caller, found.retailer()).name())
                .with("closedAt", found.closedAt())
                .with("closing", StatementWords.ofRetailer(found))
                .with("state", StatementWords.of(found.state()))
                .with("sums", StatementWords.Sums.of(found))
                .with("lines", lines.items().stream().map(StatementRow::of).toList())
                .with("next", lines.next());
    }
}
