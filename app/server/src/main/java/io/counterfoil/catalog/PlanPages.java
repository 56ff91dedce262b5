package io.counterfoil.catalog;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Gigabytes;
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

/** One plan: as it is, how it was, and the form that changes it. */
@Path("/console/plans/{plan}")
@Produces(MediaType.TEXT_HTML)
public final class PlanPages {
    private final Plans plans;

    /** Pages over {@code plans}. */
    public PlanPages(Plans plans) {
        this.plans = plans;
    }

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @PathParam("plan") String id,
            @QueryParam("after") @Nullable String after) {
        Plan plan = plans.find(caller, id(id));
        return page(caller, plan, Listing.of(null, after))
                .with("name", plan.name())
                .with("gigabytes", Gigabytes.typed(plan.hardQuotaBytes()))
                .with("trialDays", plan.trialDays() == null ? null : plan.trialDays().toString())
                .with("features", FeatureLines.of(plan.features()));
    }

    /** Makes a new version with what the form says. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object change(
            @Context Caller caller,
            @PathParam("plan") String id,
            @FormParam("version") @Nullable String version,
            @FormParam("name") @Nullable String name,
            @FormParam("gigabytes") @Nullable String gigabytes,
            @FormParam("trial_days") @Nullable String trialDays,
            @FormParam("features") @Nullable String features) {
        Plan before = plans.find(caller, id(id));
        try {
            PlanPatch patch = new PlanPatch();
            patch.setVersion(TypedNumbers.whole(version));
            patch.setName(name == null ? "" : name);
            patch.setHardQuotaBytes(Gigabytes.bytes("gigabytes", gigabytes));
            patch.setTrialDays(days(trialDays));
            patch.setFeatures(FeatureLines.read(features));
            Plan changed = plans.change(caller, before.id(), patch);
            return Flash.seeOther(
                    "/console/plans/" + changed.id(),
                    changed.version() == before.version()
                            ? Text.of("Nothing has changed.")
                            : Text.of(
                                    "Version {version} is made. Accounts that are there stay as"
                                            + " they are.",
                                    "version",
                                    changed.version()));
        } catch (Refused refused) {
            return page(caller, before, Listing.first())
                    .with("name", name)
                    .with("gigabytes", gigabytes)
                    .with("trialDays", trialDays)
                    .with("features", features)
                    .refused(refused, PlanPages::ofForm);
        }
    }

    private Page page(Caller caller, Plan plan, Listing listing) {
        return Page.of("console/plan")
                .about("plan", plan.id())
                .with("plan", plan)
                .with("versions", plans.versions(caller, plan.id(), listing));
    }

    private static @Nullable Integer days(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        Integer days = TypedNumbers.whole(typed);
        if (days == null) {
            throw Refused.field(
                    "trial_days",
                    TypedNumbers.problem(typed, "A whole number of days, or nothing."));
        }
        return days;
    }

    // The form says gigabytes, and features in one field.
    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        if (problem.field().equals("hard_quota_bytes")) {
            return problem.of("gigabytes");
        }
        return problem.field().startsWith("features.")
                ? new Refused.FieldProblem(
                        "features",
                        problem.field().substring("features.".length())
                                + ": "
                                + problem.message())
                : problem;
    }

    private static UUID id(String id) {
        return Fields.idInPath("plan", id);
    }
}
