package io.counterfoil.catalog;

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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plans over the API. */
@Path("/api/v1/plans")
@Tag(name = "Catalog")
public final class PlansResource {
    private static final Table<PlanAnswer> TABLE =
            Table.of(PlanAnswer.class)
                    .with("id", PlanAnswer::id)
                    .with("name", PlanAnswer::name)
                    .with("edition", PlanAnswer::edition)
                    .with("hard_quota_bytes", PlanAnswer::hardQuotaBytes)
                    .with("trial_days", PlanAnswer::trialDays)
                    // Programs read columns by position: a new one is the last.
                    .with("version", PlanAnswer::version);

    private static final Table<PlanVersion> VERSIONS =
            Table.of(PlanVersion.class)
                    .with("version", PlanVersion::version)
                    .with("name", PlanVersion::name)
                    .with("hard_quota_bytes", PlanVersion::hardQuotaBytes)
                    .with("trial_days", PlanVersion::trialDays)
                    .with("made_at", PlanVersion::madeAt);

    private final Plans plans;

    /** Serves {@code plans}. */
    public PlansResource(Plans plans) {
        this.plans = plans;
    }

    /** A plan as the API shows it; a null quota is unlimited. */
    public record PlanAnswer(
            UUID id,
            int version,
            String name,
            String edition,
            @Nullable Long hardQuotaBytes,
            @Nullable Integer trialDays,
            Map<String, Object> features) {

        static PlanAnswer of(Plan plan) {
            return new PlanAnswer(
                    plan.id(),
                    plan.version(),
                    plan.name(),
                    plan.edition().name().toLowerCase(Locale.ROOT),
                    plan.hardQuotaBytes(),
                    plan.trialDays(),
                    plan.features());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Make a plan")
    @Answer(status = 201, body = PlanAnswer.class)
    public Response create(@Context Caller caller, @Nullable NewPlan body) {
        Plan plan = plans.create(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(PlanAnswer.of(plan)).build();
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "List plans, newest first")
    public Listed<PlanAnswer> list(
            @Context Caller caller,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(limit, after, part -> plans.list(caller, part).map(PlanAnswer::of), TABLE);
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "A plan in its newest version")
    public PlanAnswer read(@Context Caller caller, @PathParam("id") String id) {
        return PlanAnswer.of(plans.find(caller, plan(id)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Change a plan, as a new version for accounts that are opened from now on")
    public PlanAnswer change(
            @Context Caller caller, @PathParam("id") String id, @Nullable PlanPatch patch) {
        return PlanAnswer.of(
                plans.change(caller, plan(id), patch == null ? new PlanPatch() : patch));
    }

    @GET
    @Path("/{id}/versions")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "The versions of a plan, newest first")
    public Listed<PlanVersion> versions(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID plan = plan(id);
        return Listed.of(limit, after, part -> plans.versions(caller, plan, part), VERSIONS);
    }

    private static UUID plan(String id) {
        return Fields.idInPath("plan", id);
    }
}
