package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.settlement.statements.RetailerBalance;
import io.counterfoil.settlement.statements.RetailerBalances;
import io.counterfoil.settlement.statements.RetailerBalancesResource;
import io.counterfoil.settlement.statements.RetailerBalancesResource.RetailerBalanceAnswer;
import io.counterfoil.settlement.statements.StatementWords;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who owes whom, retailer by retailer. */
@Path("/console/settlement/balances")
public final class RetailerBalancesPages {
    private final RetailerBalances balances;

    /** Pages over {@code balances}. */
    public RetailerBalancesPages(RetailerBalances balances) {
        this.balances = balances;
    }

    /** A balance as the page says it. */
    public record Row(
            UUID retailer, String name, Text total, Text stated, Text payable, Text held) {
        static Row of(RetailerBalance balance) {
            return new Row(
                    balance.retailer(),
                    balance.name(),
                    StatementWords.ofRetailer(balance.total()),
                    StatementWords.ofRetailer(balance.stated()),
                    StatementWords.ofRetailer(balance.payable()),
                    StatementWords.ofRetailer(balance.held()));
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("after") @Nullable String after) {
        Slice<RetailerBalance> some = balances.list(caller, search, Listing.of(null, after));
        return Page.of("console/balances")
                .with("search", search)
                .with("balances", some.items().stream().map(Row::of).toList())
                .with("next", some.next());
    }

    /** All that are asked for, for a spreadsheet. */
    @GET
    @Path("/balances.csv")
    @Produces(Csv.TEXT_CSV)
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Response table(
            @Context Caller caller, @QueryParam("search") @Nullable String search) {
        return Listed.of(
                        null,
                        null,
                        part -> balances.list(caller, search, part).map(RetailerBalanceAnswer::of),
                        RetailerBalancesResource.TABLE)
                .saved("balances.csv");
    }
}
