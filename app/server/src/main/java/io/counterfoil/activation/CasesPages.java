package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
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
import org.jspecify.annotations.Nullable;

/** What went wrong at the tills of all shops, for the provider's staff. */
@Path(CasesPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class CasesPages {
    static final String HERE = "/console/cases";

    private final Cases cases;

    /** Pages over {@code cases}. */
    public CasesPages(Cases cases) {
        this.cases = cases;
    }

    /** The open cases, and those that were resolved last. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @Context Principal principal,
            @QueryParam("after") @Nullable String after) {
        return page(caller, principal, after);
    }

    /** Says what came of a case. */
    @POST
    @Path("/{id}/resolution")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT})
    public Object resolve(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @FormParam("resolution") @Nullable String resolution) {
        try {
            cases.resolve(
                    caller,
                    Fields.idInPath("case", id),
                    resolution,
                    CasesResource.nameOf(principal));
            return Flash.seeOther(HERE, "The case is done.");
        } catch (Refused refused) {
            if (refused.fields().isEmpty()) {
                throw refused;
            }
            return page(caller, principal, null).refused(refused, CasesPages::ofForm);
        }
    }

    /** The note of a resolution has another name on pages, where a report has one too. */
    static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        return problem.of("resolution");
    }

    private Page page(Caller caller, Principal principal, @Nullable String after) {
        Slice<TillCase> open = cases.list(caller, Cases.OPEN, Listing.of(null, after));
        return Page.of("console/cases")
                .with("open", open)
                .with("resolved", cases.list(caller, Cases.RESOLVED, Listing.first()).items())
                .with(
                        "decides",
                        principal.role() == Role.OWNER
                                || principal.role() == Role.OPERATOR
                                || principal.role() == Role.SUPPORT);
    }
}
