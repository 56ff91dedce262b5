package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.retailers.TillChoice;
import io.counterfoil.retailers.TillChoices;
import io.counterfoil.web.Flash;
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
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Selling on a page, in a shop whose till can't do it: one item after the other, as a receipt. */
@Path("/retail/activate")
@Produces(MediaType.TEXT_HTML)
public final class CounterPages {
    private final Baskets baskets;
    private final Reversals reversals;
    private final TillChoices tills;

    /** Pages over these. */
    public CounterPages(Baskets baskets, Reversals reversals, TillChoices tills) {
        this.baskets = baskets;
        this.reversals = reversals;
        this.tills = tills;
    }

    /** The form into which a scanner types, with the receipt so far if one is begun. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page form(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("terminal") @Nullable String terminal,
            @QueryParam("basket") @Nullable String basket) {
        return counter(caller, new Receipt(outlet, terminal, basket));
    }

    /**
     * Sells one item and shows the form for the next one. The form's own key is the request id; that
     * of the first item is the receipt's number too.
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page sell(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @FormParam("once") @Nullable String once,
            @FormParam("terminal") @Nullable String terminal,
            @FormParam("basket") @Nullable String basket,
            @FormParam("serial") @Nullable String serial) {
        Receipt receipt =
                new Receipt(
                        outlet, terminal, basket == null || basket.isBlank() ? once : basket);
        NewBasket asked =
                new NewBasket(
                        receipt.basket(),
                        terminal,
                        List.of(new NewBasket.Line(once, serial, null, null)));
        try {
            return switch (baskets.sell(caller, asked, null).getFirst()) {
                case BasketLine.Answered answered ->
                        answered(caller, receipt, serial, answered.outcome());
                case BasketLine.Unusable unusable ->
                        counter(caller, receipt)
                                .with("serial", serial)
                                .refused(unusable.refused());
            };
        } catch (Refused refused) {
            return counter(caller, new Receipt(outlet, terminal, basket))
                    .with("serial", serial)
                    .refused(refused);
        }
    }

    /** Undoes a line of the receipt. */
    @POST
    @Path("/undo")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object undo(
            @Context Caller caller,
            @FormParam("request") @Nullable String request,
            @FormParam("terminal") @Nullable String terminal,
            @FormParam("basket") @Nullable String basket) {
        Receipt receipt = new Receipt(null, terminal, basket);
        try {
            String asked = request == null ? "" : request;
            return switch (reversals.reverse(caller, asked, terminal, null)) {
                case ReversalOutcome.Reversed reversed ->
                        Flash.seeOther(
                                receipt.address(),
                                "The sale was undone. The item is in stock again.");
                case ReversalOutcome.Stands stands ->
                        counter(caller, receipt)
                                .refused(new Refused(ProblemType.CONFLICT, stands.text()));
            };
        } catch (Refused refused) {
            return counter(caller, receipt).refused(refused);
        }
    }

    private Page answered(
            Caller caller, Receipt receipt, @Nullable String serial, Outcome outcome) {
        Page counter = counter(caller, receipt);
        return switch (outcome) {
            case Outcome.Activated sold -> counter.with("sold", sold);
            case Outcome.Declined declined ->
                    counter.with("declined", declined)
                            .with("serial", serial)
                            .status(ProblemType.DECLINED.status());
        };
    }

    /**
     * Which receipt of which till a page is about, as the page says it.
     *
     * @param outlet whose till it may be, while none is chosen
     */
    private record Receipt(
            @Nullable String outlet, @Nullable String terminal, @Nullable String basket) {
        String address() {
            return UriBuilder.fromPath("/retail/activate")
                    .queryParam("terminal", "{terminal}")
                    .queryParam("basket", "{basket}")
                    .build(String.valueOf(terminal), String.valueOf(basket))
                    .toString();
        }
    }

    private Page counter(Caller caller, Receipt receipt) {
        TillChoice offered = tills.of(caller, receipt.outlet(), receipt.terminal());
        String basket = receipt.basket();
        Optional<BasketView> lines =
                basket == null
                        ? Optional.empty()
                        : offered.tills().stream()
                                .filter(till -> till.id().toString().equals(receipt.terminal()))
                                .findAny()
                                .map(till -> baskets.view(caller, till.id(), basket))
                                .filter(view -> !view.lines().isEmpty());
        return offered.on(Page.of("retail/activate"))
                .with("terminal", receipt.terminal())
                .with("basket", lines.isEmpty() ? null : basket)
                .with("receipt", lines.orElse(null));
    }
}
