package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a shop sends back to the provider. */
@Path("/retail/send-back")
@Produces(MediaType.TEXT_HTML)
public final class SendBackPages {
    private final Returns returns;
    private final ShopChoices shops;

    /** Pages over {@code returns} of outlets that {@code shops} offer. */
    public SendBackPages(Returns returns, ShopChoices shops) {
        this.returns = returns;
        this.shops = shops;
    }

    /** The form, and what was sent back before. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page form(
            @Context Caller caller, @QueryParam("after") @Nullable String after) {
        return page(caller, from(caller, null), Listing.of(null, after));
    }

    private ShopChoice from(Caller caller, @Nullable String typed) {
        return shops.outlet(caller, "outlet", typed);
    }

    private Page page(Caller caller, ShopChoice from, Listing listing) {
        return Page.of("retail/send-back")
                .with("choice", from)
                .with(
                        "returns",
                        returns.list(caller, Optional.empty(), Optional.empty(), listing));
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
        ShopChoice from = from(caller, outlet);
        try {
            StockReturn sent =
                    returns.send(
                            caller,
                            new NewReturn(
                                    from.asked(), scanned.serials(), scanned.cartons(), reason));
            return Flash.seeOther(
                    "/retail/send-back",
                    Text.of(
                            "{items, plural, one {# item goes back. It can't be sold any more.} other {# items go back. They can't be sold any more.}}",
                            "items",
                            sent.items()));
        } catch (Refused refused) {
            return page(caller, from, Listing.first())
                    .with("serials", serials)
                    .with("reason", reason)
                    .refused(refused, problem -> from.ofForm(ofForm(problem)));
        }
    }

    /** Cartons and serials stand in one field. */
    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        return problem.field().startsWith("serials") || problem.field().startsWith("cartons")
                ? problem.of("serials")
                : problem;
    }
}
