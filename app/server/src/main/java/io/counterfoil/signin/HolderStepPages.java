package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** Where support takes the second step from a customer who lost it. */
@Path("/console/accounts/{id}/second-step")
@Produces(MediaType.TEXT_HTML)
public final class HolderStepPages {
    private final HolderSteps steps;

    /** Pages over {@code steps}. */
    public HolderStepPages(HolderSteps steps) {
        this.steps = steps;
    }

    /** Whether there is one, and what taking it away means. */
    @GET
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        UUID account = Fields.idInPath("account", id);
        return Page.of("console/account-second-step")
                .with("account", account)
                .with("holder", steps.of(caller, account));
    }

    /** Takes it away. */
    @POST
    @Path("/reset")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response reset(@Context Caller caller, @PathParam("id") String id) {
        UUID account = Fields.idInPath("account", id);
        steps.reset(caller, account);
        return Flash.seeOther(
                "/console/accounts/" + account,
                "The second step is taken away, and the customer is told by mail. The password is"
                        + " enough now.");
    }
}
