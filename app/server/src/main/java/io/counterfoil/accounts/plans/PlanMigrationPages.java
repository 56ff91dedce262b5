package io.counterfoil.accounts.plans;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.catalog.Plan;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
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

/** The move of a plan's accounts to its newest version, for staff. */
@Path("/console/plans/{plan}/migration")
@Produces(MediaType.TEXT_HTML)
public final class PlanMigrationPages {
    private final PlanMigrations migrations;

    /** Pages over {@code migrations}. */
    public PlanMigrationPages(PlanMigrations migrations) {
        this.migrations = migrations;
    }

    /** Whom the move touches; the page is shown anew while one goes on. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @PathParam("plan") String id,
            @QueryParam("after") @Nullable String after) {
        return page(caller, plan(id), Listing.of(null, after));
    }

    /** Starts the move that the page showed. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object start(
            @Context Caller caller,
            @PathParam("plan") String id,
            @FormParam("version") @Nullable String version,
            @FormParam("accounts") @Nullable String accounts) {
        UUID plan = plan(id);
        try {
            migrations.start(
                    caller, plan, TypedNumbers.whole(version), TypedNumbers.whole(accounts));
            return Flash.seeOther("/console/plans/" + plan + "/migration");
        } catch (Refused refused) {
            return page(caller, plan, Listing.first()).refused(refused);
        }
    }

    private Page page(Caller caller, UUID id, Listing listing) {
        Plan plan = migrations.plan(caller, id);
        var past = migrations.list(caller, id, Listing.first());
        PlanMigration running =
                past.items().stream()
                        .filter(move -> move.finishedAt() == null)
                        .findAny()
                        .orElse(null);
        Page page =
                Page.of("console/plan-migration")
                        .with("plan", plan)
                        .with("past", past.items());
        // While accounts move, their number changes from one look to the next.
        return running == null
                ? page.with("preview", migrations.preview(caller, id))
                        .with("touched", migrations.touched(caller, id, listing))
                : page.with("running", running).with("progress", running.progress());
    }

    private static UUID plan(String id) {
        return Fields.idInPath("plan", id);
    }
}
