package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.retailers.TillChoices;
import io.counterfoil.web.Address;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What went wrong at the tills of a shop, for its people. */
@Path(ShopCasesPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class ShopCasesPages {
    static final String HERE = "/retail/cases";

    private final Cases cases;
    private final TillChoices tills;

    /** Pages over {@code cases} at these tills. */
    public ShopCasesPages(Cases cases, TillChoices tills) {
        this.cases = cases;
        this.tills = tills;
    }

    /** What is asked for, or is open and was resolved last, and a form to tell of something. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page list(
            @Context Caller caller,
            @Context Principal principal,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("state") @Nullable String state,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("after") @Nullable String after) {
        Page page = page(caller, principal, kind, state, Listing.of(null, after));
        return tills.of(caller, outlet, null).on(page);
    }

    /** Tells of an item that was paid but is not active. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object report(
            @Context Caller caller,
            @Context Principal principal,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("state") @Nullable String state,
            @QueryParam("outlet") @Nullable String outlet,
            @FormParam("terminal") @Nullable String terminal,
            @FormParam("serial") @Nullable String serial,
            @FormParam("note") @Nullable String note) {
        NewCase told = new NewCase(terminal, null, serial, note);
        try {
            cases.report(caller, told, null);
            return Flash.seeOther(HERE, "Thank you. Somebody will look at it.");
        } catch (Refused refused) {
            Page page = page(caller, principal, kind, state, Listing.first());
            return tills.of(caller, outlet, terminal).on(page).with("told", told).refused(refused);
        }
    }

    /** Says what came of a case. */
    @POST
    @Path("/{id}/resolution")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.MANAGER)
    public Object resolve(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("state") @Nullable String state,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("after") @Nullable String after,
            @FormParam("resolution") @Nullable String resolution) {
        UUID resolved = Fields.idInPath("case", id);
        try {
            cases.resolve(caller, resolved, resolution, CasesResource.nameOf(principal));
            return Flash.seeOther(
                    new Address(HERE)
                            .with("kind", kind)
                            .with("state", state)
                            .with("outlet", outlet)
                            .with("after", after)
                            .text(),
                    "The case is done.");
        } catch (Refused refused) {
            if (refused.fields().isEmpty()) {
                throw refused;
            }
            Page page = page(caller, principal, kind, state, Listing.of(null, after));
            return tills.of(caller, outlet, null).on(page).refused(refused, problem -> CasesPages.ofForm(problem, resolved));
        }
    }

    private Page page(
            Caller caller,
            Principal principal,
            @Nullable String kind,
            @Nullable String state,
            Listing listing) {
        CaseFilter filter = CaseFilter.read(state, kind, null);
        return CasesPages.listed(Page.of("retail/cases"), cases, caller, filter, listing)
                .with("kind", kind)
                .with("state", state)
                .with("decides", principal.role() == Role.MANAGER)
                .with("resolvable", CaseKind.ofShops());
    }
}
