package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
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
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What went wrong at the tills of all shops, for the provider's staff. */
@Path(CasesPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class CasesPages {
    static final String HERE = "/console/cases";

    private static final List<Kind> KINDS =
            Arrays.stream(CaseKind.values())
                    .map(kind -> new Kind(kind.label(), kind.words()))
                    .toList();

    private final Cases cases;
    private final ShopChoices shops;

    /** Pages over {@code cases}, of one of {@code shops} if it is chosen. */
    public CasesPages(Cases cases, ShopChoices shops) {
        this.cases = cases;
        this.shops = shops;
    }

    /** A kind of cases, as a filter offers it. */
    public record Kind(String name, String words) {}

    /** What is asked for; or, in any state, the open cases and those that were resolved last. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @Context Principal principal,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        return page(caller, principal, kind, retailer, state, Listing.of(null, after));
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
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @FormParam("resolution") @Nullable String resolution) {
        UUID resolved = Fields.idInPath("case", id);
        try {
            cases.resolve(caller, resolved, resolution, CasesResource.nameOf(principal));
            return Flash.seeOther(
                    new Address(HERE)
                            .with("kind", kind)
                            .with("retailer", retailer)
                            .with("state", state)
                            .with("after", after)
                            .text(),
                    "The case is done.");
        } catch (Refused refused) {
            if (refused.fields().isEmpty()) {
                throw refused;
            }
            return page(caller, principal, kind, retailer, state, Listing.of(null, after))
                    .refused(refused, problem -> ofForm(problem, resolved));
        }
    }

    /** The note of a resolution has another name on pages: each case has one, and a report, too. */
    static Refused.FieldProblem ofForm(Refused.FieldProblem problem, UUID resolved) {
        return problem.of("resolution-" + resolved);
    }

    private Page page(
            Caller caller,
            Principal principal,
            @Nullable String kind,
            @Nullable String retailer,
            @Nullable String state,
            Listing listing) {
        ShopChoice of = shops.retailer(caller, "retailer", retailer);
        CaseFilter filter = CaseFilter.read(state, kind, null).of(of.chosen());
        return of.filtering(
                listed(Page.of("console/cases"), cases, caller, filter, listing)
                        .with("kind", kind)
                        .with("state", state)
                        .with(
                                "decides",
                                principal.role() == Role.OWNER
                                        || principal.role() == Role.OPERATOR
                                        || principal.role() == Role.SUPPORT));
    }

    /**
     * The page with the part of the cases that is asked for; if their state doesn't matter, of the open
     * ones, and with those that were resolved last.
     */
    static Page listed(
            Page page, Cases cases, Caller caller, CaseFilter filter, Listing listing) {
        CaseFilter.State first = filter.state().orElse(CaseFilter.State.OPEN);
        Slice<TillCase> slice = cases.list(caller, filter.in(first), listing);
        Page listed =
                page.with("kinds", KINDS)
                        .with("states", CaseFilter.State.values())
                        .with(first.label(), slice.items())
                        .with("next", slice.next());
        return filter.state().isPresent()
                ? listed
                : listed.with(
                        "resolved",
                        cases.list(caller, filter.in(CaseFilter.State.RESOLVED), Listing.first())
                                .items());
    }
}
