package io.counterfoil.catalog;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Gigabytes;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The plans, and the form for one more. */
@Path("/console/plans")
@Produces(MediaType.TEXT_HTML)
public final class PlansPages {
    private static final String HERE = "/console/plans";

    private final Plans plans;

    /** Pages over {@code plans}. */
    public PlansPages(Plans plans) {
        this.plans = plans;
    }

    /** The newest plans, and the form. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(@Context Caller caller, @QueryParam("after") @Nullable String after) {
        return page(caller, Listing.of(null, after));
    }

    /** Makes a plan. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object make(
            @Context Caller caller,
            @FormParam("name") @Nullable String name,
            @FormParam("edition") @Nullable String edition,
            @FormParam("gigabytes") @Nullable String gigabytes) {
        try {
            Plan plan =
                    plans.create(caller, new NewPlan(name, edition, Gigabytes.bytes("gigabytes", gigabytes), null, null));
            return made(plan);
        } catch (Refused refused) {
            return page(caller, Listing.first())
                    .with("name", name)
                    .with("edition", edition)
                    .with("gigabytes", gigabytes)
                    .refused(refused);
        }
    }

    private static Response made(Plan plan) {
        return Flash.seeOther(HERE, Text.of(
                "The plan \"{name}\" is made.",
                "name",
                plan.name()));
    }

    private Page page(Caller caller, Listing listing) {
        return Page.of("console/plans").with("plans", plans.list(caller, listing));
    }
}
