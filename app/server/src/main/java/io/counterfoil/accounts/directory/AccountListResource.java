package io.counterfoil.accounts.directory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of accounts over the API. */
@Path("/api/v1/accounts")
@Tag(name = "Accounts")
@Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
public final class AccountListResource {
    /** Accounts as rows of a table. */
    public static final Table<AccountRow> TABLE =
            Table.of(AccountRow.class)
                    .with("id", AccountRow::id)
                    .with("parent", AccountRow::parent)
                    .with("customer", AccountRow::customer)
                    .with("name", AccountRow::name)
                    .with("username", AccountRow::username)
                    .with("plan_name", AccountRow::planName)
                    .with("state", AccountRow::state)
                    .with("ends_at", AccountRow::endsAt)
                    .with("quota_bytes", AccountRow::quotaBytes)
                    .with("used_bytes", AccountRow::usedBytes)
                    .with("space_level", AccountRow::spaceLevel)
                    .with("last_snapshot_at", AccountRow::lastSnapshotAt);

    private final Directory directory;

    /** Lists the accounts of {@code directory}. */
    public AccountListResource(Directory directory) {
        this.directory = directory;
    }

    @GET
    @Operation(summary = "List accounts, newest first")
    @Allowed({
        Role.PROVIDER_KEY,
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY
    })
    public Listed<AccountRow> list(
            @Context Caller caller,
            @QueryParam("customer") @Nullable String customer,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID only = Fields.idIfGiven("customer", customer).orElse(null);
        return Listed.of(
                limit, after, part -> directory.accounts(caller, only, state, part), TABLE);
    }

    @GET
    @Path("/filling")
    @Operation(summary = "List accounts of whose space 80 percent or more are used, newest first")
    @Allowed({
        Role.PROVIDER_KEY,
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY
    })
    public Listed<AccountRow> filling(
            @Context Caller caller,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(limit, after, part -> directory.filling(caller, part), TABLE);
    }

    @GET
    @Path("/silent")
    @Operation(
            summary = "List accounts without a backup for a while, newest first",
            description =
                    "Those whose holders were told so after the days of PATCH /api/v1/reminders, until"
                            + " a backup is finished.")
    @Allowed({
        Role.PROVIDER_KEY,
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY
    })
    public Listed<AccountRow> silent(
            @Context Caller caller,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(limit, after, part -> directory.silent(caller, part), TABLE);
    }
}
