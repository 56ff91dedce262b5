package io.counterfoil.accounts.own;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.Consents;
import io.counterfoil.platform.Caller;
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
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Whether a holder may be asked why, should they leave. */
@Path("/account/follow-up")
@Produces(MediaType.TEXT_HTML)
public final class ConsentPages {
    private final Consents consents;

    /** Pages over {@code consents}. */
    public ConsentPages(Consents consents) {
        this.consents = consents;
    }

    /** The choice as it is. */
    @GET
    @Allowed(Role.ACCOUNT_HOLDER)
    public Page show(@Context Caller caller, @Context Principal principal) {
        return Page.of("account/follow-up")
                .with("agreed", consents.agreed(caller, OwnAccount.of(principal)));
    }

    /** Changes it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response choose(
            @Context Caller caller,
            @Context Principal principal,
            @FormParam("agreed") @Nullable String agreed) {
        boolean yes = agreed != null;
        consents.choose(caller, OwnAccount.of(principal), yes);
        return Flash.seeOther(
                "/account",
                yes
                        ? "Thank you. Should you leave, we ask you why by mail, three times at"
                                + " most, if your address is confirmed."
                        : "We will not ask you anything once you have left.");
    }
}
