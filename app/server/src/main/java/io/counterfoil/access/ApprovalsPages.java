package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
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
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What waits for a second person, and what was decided. */
@Path("/console/approvals")
@Produces(MediaType.TEXT_HTML)
public final class ApprovalsPages {
    private static final String HERE = "/console/approvals";

    private final Approvals approvals;

    /** Pages over {@code approvals}. */
    public ApprovalsPages(Approvals approvals) {
        this.approvals = approvals;
    }

    /** The waiting ones, then the latest, or those after one, that are asked for. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @Context Principal principal,
            @QueryParam("state") @Nullable String state,
            @QueryParam("action") @Nullable String action,
            @QueryParam("after") @Nullable String after) {
        ApprovalFilter filter = approvals.filter(state, action);
        return page(caller, principal, filter, Listing.of(null, after));
    }

    /** Agrees; what was asked for happens now. */
    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE})
    public Response approve(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        return decide(caller, principal, id, approvals::approve, "Done: {what}");
    }

    /** Turns it down. */
    @POST
    @Path("/{id}/reject")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE})
    public Response reject(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        return decide(caller, principal, id, approvals::reject, "Rejected: {what}");
    }

    private Response decide(
            Caller caller,
            Principal principal,
            String id,
            BiFunction<Caller, UUID, Approval> decision,
            String sentence) {
        UUID approval = Fields.idInPath("approval", id);
        try {
            return Flash.seeOther(
                    HERE, Text.of(sentence, "what", decision.apply(caller, approval).words()));
        } catch (Refused refused) {
            return Response.ok(page(caller, principal, ApprovalFilter.ALL, Listing.first()).refused(refused)).build();
        }
    }

    private Page page(
            Caller caller,
            Principal principal,
            ApprovalFilter only,
            Listing listing) {
        Slice<Approval> part = approvals.list(caller, only, listing);
        List<Approval> all = part.items();
        return Page.of("console/approvals")
                .with("states", List.of(Approval.State.values()))
                .with("state", only.state())
                .with("kinds", kinds())
                .with("kind", only.action())
                .with("asked", only.given())
                .with("approvals", all)
                .with("next", part.next())
                .with(
                        "decidable",
                        all.stream()
                                .filter(each -> approvals.mayDecide(principal.role(), each))
                                .map(each -> each.id().toString())
                                .toList())
                .with(
                        "deciders",
                        all.stream()
                                .filter(each -> each.state() == Approval.State.WAITING)
                                .collect(
                                        Collectors.toMap(
                                                each -> each.id().toString(),
                                                approvals::deciders)))
                .with("me", principal.actor().person());
    }

    /**
     * A kind of requests.
     *
     * @param action its name in addresses
     */
    public record Kind(String action, Text words) {}

    private List<Kind> kinds() {
        return approvals.actions().stream()
                .map(action -> new Kind(action, ApprovalWords.of(action)))
                .toList();
    }
}
