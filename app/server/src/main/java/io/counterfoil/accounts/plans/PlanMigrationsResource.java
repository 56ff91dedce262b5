package io.counterfoil.accounts.plans;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far moves of a plan's accounts have come. */
@Path("/api/v1/plans/{plan}/migrations")
@Tag(name = "Catalog")
public final class PlanMigrationsResource {
    private static final Table<PlanMigration> TABLE =
            Table.of(PlanMigration.class)
                    .with("id", PlanMigration::id)
                    .with("version", PlanMigration::version)
                    .with("state", PlanMigration::state)
                    .with("accounts", PlanMigration::accounts)
                    .with("moved", PlanMigration::moved)
                    .with("started_at", PlanMigration::startedAt)
                    .with("finished_at", PlanMigration::finishedAt);

    private final PlanMigrations migrations;

    /** Serves {@code migrations}. */
    public PlanMigrationsResource(PlanMigrations migrations) {
        this.migrations = migrations;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "The moves of a plan's accounts, newest first")
    public Listed<PlanMigration> list(
            @Context Caller caller,
            @PathParam("plan") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID plan = Fields.idInPath("plan", id);
        return Listed.of(limit, after, part -> migrations.list(caller, plan, part), TABLE);
    }

    @GET
    @Path("/{migration}")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "One move, with its progress")
    public PlanMigration read(
            @Context Caller caller,
            @PathParam("plan") String plan,
            @PathParam("migration") String migration) {
        return migrations.find(
                caller,
                Fields.idInPath("plan", plan),
                Fields.idInPath("migration", migration));
    }
}
