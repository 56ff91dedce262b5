package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.settlement.statements.PeriodFilter;
import io.counterfoil.web.Flash;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the bank did with a payout, entered where the payout stands in the list. */
@Path(SettlementPages.HERE + "/payouts/{id}")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.TEXT_HTML)
public final class PayoutPages {
    private static final Set<String> OF_EACH = Set.of("reference", "paid_on", "reason");

    private final Payouts payouts;
    private final SettlementPages list;

    /** Forms for {@code payouts}, which stand in that {@code list}. */
    public PayoutPages(Payouts payouts, SettlementPages list) {
        this.payouts = payouts;
        this.list = list;
    }

    /** Where the payout's form stands in the list. */
    public static final class Where {
        @QueryParam("retailer")
        private @Nullable String retailer;

        @QueryParam("state")
        private @Nullable String state;

        @QueryParam(MoneyFilter.PAYOUT_STATE)
        private @Nullable String payoutState;

        @QueryParam("from")
        private @Nullable String from;

        @QueryParam("to")
        private @Nullable String to;

        @QueryParam("payouts_after")
        private @Nullable String after;

        Place place() {
            return new Place(
                    MoneyFilter.inStates(state, payoutState)
                            .in(PeriodFilter.of(retailer, from, to)),
                    Listing.part("payouts_after", after));
        }
    }

    /** What the list shows, and after which row the part begins. */
    record Place(MoneyFilter filter, Listing part) {
        String address() {
            UriBuilder address = UriBuilder.fromPath(SettlementPages.HERE);
            filter.given().forEach(address::queryParam);
            if (part.after() != null) {
                address.queryParam("payouts_after", part.after());
            }
            return address.fragment(SettlementPages.PAYOUTS).build().toString();
        }
    }

    /** Notes that the bank paid. */
    @POST
    @Path("/paid")
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object paid(
            @Context Caller caller,
            @PathParam("id") String id,
            @BeanParam Where where,
            @FormParam("reference") @Nullable String reference,
            @FormParam("paid_on") @Nullable String paidOn) {
        return noted(
                caller,
                id,
                where,
                payout -> {
                    Payout paid = payouts.paid(caller, payout, reference, paidOn);
                    return Text.of(
                            "Payout {payout} is paid.", "payout", String.valueOf(paid.number()));
                });
    }

    /** Notes that the bank did not pay. */
    @POST
    @Path("/failed")
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object failed(
            @Context Caller caller,
            @PathParam("id") String id,
            @BeanParam Where where,
            @FormParam("order") @Nullable String order,
            @FormParam("reason") @Nullable String reason) {
        return noted(
                caller,
                id,
                where,
                payout -> {
                    Payout failed = payouts.failed(caller, payout, reason, order);
                    return Text.of(
                            failed.state() == PayoutState.CARRIED_OVER
                                    ? "Noted. The statement after number {payout} has it too."
                                    : "Noted. Payout {payout} is due again, for the next order.",
                            "payout",
                            String.valueOf(failed.number()));
                });
    }

    /** The list with what is said of a payout once something is noted of it, or at its form why not. */
    private Object noted(Caller caller, String id, Where where, Function<UUID, Text> note) {
        UUID payout = Fields.idInPath("payout", id);
        // Whatever nobody has answers with a page that says so, not with the list.
        payouts.find(caller, payout);
        Place place = where.place();
        try {
            return Flash.seeOther(place.address(), note.apply(payout));
        } catch (Refused refused) {
            return list.at(caller, place.filter(), place.part())
                    .refused(refused, problem -> ofForm(problem, payout));
        }
    }

    /** Each payout of the page has fields of these names. */
    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem, UUID payout) {
        return OF_EACH.contains(problem.field())
                ? problem.of(problem.field() + "-" + payout)
                : problem;
    }
}
