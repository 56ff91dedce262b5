package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Undoing one of the latest sales, from the list of them on the shop's first page. */
@Path("/retail/undo")
@Produces(MediaType.TEXT_HTML)
public final class UndoPages {
    private final Reversals reversals;
    private final ShopPages shop;

    /** Undoes through {@code reversals}, and shows the {@code shop} again with what is wrong. */
    public UndoPages(Reversals reversals, ShopPages shop) {
        this.reversals = reversals;
        this.shop = shop;
    }

    /** Undoes a sale. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object undo(
            @Context Caller caller,
            @Context Principal principal,
            @FormParam("request") @Nullable String request,
            @FormParam("terminal") @Nullable String terminal) {
        try {
            String asked = request == null ? "" : request;
            return switch (reversals.reverse(caller, asked, terminal, null)) {
                case ReversalOutcome.Reversed reversed ->
                        Flash.seeOther(
                                "/retail", "The sale was undone. The item is in stock again.");
                case ReversalOutcome.Stands stands ->
                        shop.home(caller, principal, null)
                                .refused(new Refused(ProblemType.CONFLICT, stands.text()));
            };
        } catch (Refused refused) {
            return shop.home(caller, principal, null).refused(refused);
        }
    }
}
