package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.retailers.Retailers;
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
import org.jspecify.annotations.Nullable;

/** Selling on a page, in a shop whose till can't do it. */
@Path("/retail/activate")
@Produces(MediaType.TEXT_HTML)
public final class CounterPages {
    private final Activations activations;
    private final Retailers retailers;

    /** Pages over these. */
    public CounterPages(Activations activations, Retailers retailers) {
        this.activations = activations;
        this.retailers = retailers;
    }

    /** The form into which a scanner types. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page form(@Context Caller caller, @QueryParam("terminal") @Nullable String terminal) {
        return counter(caller, terminal);
    }

    /** Sells one item and shows the form for the next one. The form's own key is the request id. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page sell(
            @Context Caller caller,
            @FormParam("once") @Nullable String once,
            @FormParam("terminal") @Nullable String terminal,
            @FormParam("serial") @Nullable String serial) {
        NewActivation asked = new NewActivation(once, terminal, serial, null, null);
        try {
            return switch (activations.activate(caller, asked, null)) {
                case Outcome.Activated sold ->
                        counter(caller, terminal)
                                .with("sold", sold)
                                .with("product", product(caller, sold));
                case Outcome.Declined declined ->
                        counter(caller, terminal)
                                .with("declined", declined)
                                .with("serial", serial)
                                .status(ProblemType.DECLINED.status());
            };
        } catch (Refused refused) {
            return counter(caller, terminal).with("serial", serial).refused(refused);
        }
    }

    private @Nullable Goods product(Caller caller, Outcome.Activated sold) {
        return activations
                .product(caller, SerialNumber.of(sold.serial()))
                .map(product -> new Goods(product.name(), product.price().toString()))
                .orElse(null);
    }

    /** What was sold, as the clerk tells the customer. */
    record Goods(String name, String price) {}

    private Page counter(Caller caller, @Nullable String terminal) {
        return Page.of("retail/activate")
                .with("terminals", Slice.all(part -> retailers.terminals(caller, part)))
                .with("terminal", terminal);
    }
}
