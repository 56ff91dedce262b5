package io.counterfoil.accounts.plans;

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
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The move of a plan's accounts to its newest version: looked at first, then started. */
@Path("/api/v1/plans/{plan}/migration")
@Tag(name = "Catalog")
public final class PlanMigrationResource {
    private static final Table<TouchedAccount> TABLE =
            Table.of(TouchedAccount.class)
                    .with("account", TouchedAccount::account)
                    .with("username", TouchedAccount::username)
                    .with("from_version", TouchedAccount::fromVersion)
                    .with("to_version", TouchedAccount::toVersion)
                    .with("old_quota_bytes", TouchedAccount::oldQuotaBytes)
                    .with("new_quota_bytes", TouchedAccount::newQuotaBytes)
                    .with("own_quota", TouchedAccount::ownQuota)
                    .with("used_bytes", TouchedAccount::usedBytes)
                    .with("over_quota", TouchedAccount::overQuota);

    private final PlanMigrations migrations;

    /** Serves {@code migrations}. */
    public PlanMigrationResource(PlanMigrations migrations) {
        this.migrations = migrations;
    }

    /** A look only, or what the look has shown. */
    public record MigrationRequest(
            @Nullable Boolean preview, @Nullable Integer version, @Nullable Integer accounts) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "The accounts that a move to the plan's newest version touches")
    public Listed<TouchedAccount> touched(
            @Context Caller caller,
            @PathParam("plan") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID plan = Fields.idInPath("plan", id);
        return Listed.of(limit, after, part -> migrations.touched(caller, plan, part), TABLE);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Count whom the move touches, or start it")
    @Answer(status = 200, body = MigrationPreview.class)
    @Answer(status = 201, body = PlanMigration.class)
    public Response migrate(
            @Context Caller caller,
            @PathParam("plan") String id,
            @Nullable MigrationRequest body) {
        UUID plan = Fields.idInPath("plan", id);
        MigrationRequest request = RequestBody.required(body);
        if (Boolean.TRUE.equals(request.preview())) {
            return Response.ok(migrations.preview(caller, plan)).build();
        }
        PlanMigration started =
                migrations.start(caller, plan, request.version(), request.accounts());
        return Response.created(
                        URI.create("/api/v1/plans/" + plan + "/migrations/" + started.id()))
                .entity(started)
                .build();
    }
}
