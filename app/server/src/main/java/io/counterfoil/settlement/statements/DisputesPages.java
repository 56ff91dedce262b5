package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.web.Address;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.BeanParam;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What retailers don't agree with, for the provider to decide. */
@Path(DisputesPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class DisputesPages {
    static final String HERE = "/console/disputes";

    private final Disputes disputes;
    private final Retailers retailers;
    private final ShopChoices shops;

    /** Pages over {@code disputes} of {@code retailers}, of one of {@code shops} if it is chosen. */
    public DisputesPages(Disputes disputes, Retailers retailers, ShopChoices shops) {
        this.disputes = disputes;
        this.retailers = retailers;
        this.shops = shops;
    }

    /** What is asked for; or, of any state, what waits for a decision and what was decided last. */
    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller, @Context Principal principal, @BeanParam Asked asked) {
        return page(caller, principal, asked);
    }

    /** What the page lists, also where it answers a form that stands in the list. */
    public static final class Asked {
        @QueryParam("retailer")
        private @Nullable String retailer;

        @QueryParam("state")
        private @Nullable String state;

        @QueryParam("after")
        private @Nullable String after;

        private String address() {
            return new Address(HERE)
                    .with("retailer", retailer)
                    .with("state", state)
                    .with("after", after)
                    .text();
        }
    }

    /** Agrees with a retailer. */
    @POST
    @Path("/{id}/accept")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object accept(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @BeanParam Asked asked) {
        UUID dispute = Fields.idInPath("dispute", id);
        // Whatever nobody has answers with a page that says so, not with this one.
        disputes.find(caller, dispute);
        try {
            disputes.accept(caller, dispute);
            return Flash.seeOther(asked.address(), "Accepted: it comes back with the next statement.");
        } catch (Refused refused) {
            return page(caller, principal, asked)
                    .refused(refused, problem -> problem.of(problem.field() + "-" + dispute));
        }
    }

    /** Does not agree with a retailer. */
    @POST
    @Path("/{id}/refuse")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object refuse(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @BeanParam Asked asked,
            @FormParam("answer") @Nullable String answer) {
        UUID dispute = Fields.idInPath("dispute", id);
        disputes.find(caller, dispute);
        try {
            disputes.refuse(caller, dispute, answer);
            return Flash.seeOther(asked.address(), "Refused: the shop reads your answer.");
        } catch (Refused refused) {
            return page(caller, principal, asked)
                    .refused(refused, problem -> problem.of(problem.field() + "-" + dispute));
        }
    }

    private Page page(Caller caller, Principal principal, Asked asked) {
        ShopChoice of = shops.retailer(caller, "retailer", asked.retailer);
        DisputeFilter filter = DisputeFilter.read(null, null, asked.state).of(of.chosen());
        return of.filtering(
                page(caller, principal, filter, Listing.of(null, asked.after))
                        .with("state", asked.state));
    }

    private Page page(
            Caller caller, Principal principal, DisputeFilter filter, Listing listing) {
        Map<UUID, String> names = new HashMap<>();
        DisputeState first = filter.state().orElse(DisputeState.DISPUTED);
        Slice<Dispute> slice = disputes.list(caller, filter.in(first), listing);
        Page page =
                Page.of("console/disputes")
                        .with("states", DisputeState.values())
                        .with(first.label(), rows(caller, slice, names))
                        .with("next", slice.next())
                        .with(
                                "decides",
                                principal.role() == Role.OWNER || principal.role() == Role.FINANCE);
        return filter.state().isPresent()
                ? page
                : page.with("accepted", latest(caller, filter.in(DisputeState.ACCEPTED), names))
                        .with("refused", latest(caller, filter.in(DisputeState.REFUSED), names));
    }

    private List<DisputeRow> latest(
            Caller caller, DisputeFilter filter, Map<UUID, String> names) {
        return rows(caller, disputes.list(caller, filter, Listing.first()), names);
    }

    private List<DisputeRow> rows(
            Caller caller, Slice<Dispute> some, Map<UUID, String> names) {
        return some.items().stream()
                .map(
                        dispute ->
                                DisputeRow.of(
                                        dispute,
                                        names.computeIfAbsent(
                                                dispute.retailer(),
                                                id -> retailers.retailer(caller, id).name())))
                .toList();
    }
}
