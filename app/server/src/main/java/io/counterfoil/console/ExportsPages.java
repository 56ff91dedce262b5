package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.directory.AccountListResource;
import io.counterfoil.accounts.directory.AccountRow;
import io.counterfoil.accounts.directory.CustomerRow;
import io.counterfoil.accounts.directory.CustomersResource;
import io.counterfoil.accounts.directory.Directory;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of the console as tables for spreadsheets, which browsers save. */
@Path("/console/exports")
@Produces(Csv.TEXT_CSV)
public final class ExportsPages {
    private final Directory directory;

    /** Tables of {@code directory}. */
    public ExportsPages(Directory directory) {
        this.directory = directory;
    }

    /** The customers that were searched for. */
    @GET
    @Path("/customers.csv")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Response customers(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("state") @Nullable String state) {
        Listed<CustomerRow> list =
                Listed.of(
                        null,
                        null,
                        part -> directory.customers(caller, search, state, part),
                        CustomersResource.TABLE);
        return list.saved("customers.csv");
    }

    /** The accounts in a state, or of a customer. */
    @GET
    @Path("/accounts.csv")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Response accounts(
            @Context Caller caller,
            @QueryParam("customer") @Nullable String customer,
            @QueryParam("state") @Nullable String state) {
        UUID only = Fields.idIfGiven("customer", customer).orElse(null);
        Listed<AccountRow> list =
                Listed.of(
                        null,
                        null,
                        part -> directory.accounts(caller, only, state, part),
                        AccountListResource.TABLE);
        return list.saved("accounts.csv");
    }
}
