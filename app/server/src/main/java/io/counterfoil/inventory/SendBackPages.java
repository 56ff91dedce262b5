package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a shop sends back to the provider. */
@Path("/retail/send-back")
@Produces(MediaType.TEXT_HTML)
public final class SendBackPages {
    private final Returns returns;
    private final Retailers retailers;

    /** Pages over {@code returns} of outlets of {@code retailers}. */
    public SendBackPages(Returns returns, Retailers retailers) {
        this.returns = returns;
        this.retailers = retailers;
    }

    /** An outlet, as the form offers it. */
    public record Choice(UUID value, String label) {}

    /** The form, and what was sent back before. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page form(@Context Caller caller) {
        List<Choice> outlets =
                Slice.all(part -> retailers.outlets(caller, part)).stream()
                        .map(SendBackPages::choice)
                        .toList();
        return Page.of("retail/send-back")
                .with("outlets", outlets)
                .with(
                        "returns",
                        returns.list(
                                        caller,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Listing.first())
                                .items());
    }

    /** Sends back what was scanned. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object send(
            @Context Caller caller,
            @FormParam("outlet") @Nullable String outlet,
            @FormParam("serials") @Nullable String serials,
            @FormParam("reason") @Nullable String reason) {
        ScannedText scanned = ScannedText.of(serials);
        try {
            StockReturn sent =
                    returns.send(
                            caller,
                            new NewReturn(outlet, scanned.serials(), scanned.cartons(), reason));
            return Flash.seeOther(
                    "/retail/send-back",
                    Text.of(
                            "{items, plural, one {# item goes back. It can't be sold any more.} other {# items go back. They can't be sold any more.}}",
                            "items",
                            sent.items()));
        } catch (Refused refused) {
            return form(caller)
                    .with("outlet", outlet)
                    .with("serials", serials)
                    .with("reason", reason)
                    .refused(refused, SendBackPages::ofForm);
        }
    }

    private static Choice choice(Outlet outlet) {
        return new Choice(outlet.id(), outlet.name());
    }

    /** Cartons and serials stand in one field. */
    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        return problem.field().startsWith("serials") || problem.field().startsWith("cartons")
                ? problem.of("serials")
                : problem;
    }
}
