package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Where people add and remove passkeys of their own. */
@Path("/{area: console|retail|account}/passkeys")
@Produces(MediaType.TEXT_HTML)
public final class PasskeyPages {
    private final OwnPasskeys own;

    /** Pages over everybody's {@code own}. */
    public PasskeyPages(OwnPasskeys own) {
        this.own = own;
    }

    /** The list, and the form for one more. */
    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK,
        Role.ACCOUNT_HOLDER
    })
    public Page list(
            @PathParam("area") String area,
            @Context Caller caller,
            @Context Principal principal) {
        return page(area, caller, principal);
    }

    /** Adds the one that the browser made. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK,
        Role.ACCOUNT_HOLDER
    })
    public Response add(
            @PathParam("area") String area,
            @FormParam("key_name") @Nullable String name,
            @FormParam("passkey") @Nullable String answer,
            @Context Caller caller,
            @Context Principal principal) {
        try {
            own.add(caller, principal, name, answer == null ? "" : answer);
            return Flash.seeOther(
                    "/" + area + "/passkeys", "The passkey is added. You can sign in with it now.");
        } catch (Refused refused) {
            return Response.ok(
                            page(area, caller, principal)
                                    .with("name", name)
                                    .refused(refused, PasskeyPages::ofForm))
                    .build();
        }
    }

    /** Removes one. */
    @POST
    @Path("/{id}/remove")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK,
        Role.ACCOUNT_HOLDER
    })
    public Response remove(
            @PathParam("area") String area,
            @PathParam("id") String id,
            @Context Caller caller,
            @Context Principal principal) {
        own.remove(caller, principal, Fields.idInPath("passkey", id));
        return Flash.seeOther(
                "/" + area + "/passkeys", "The passkey is removed. It opens nothing any more.");
    }

    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        return problem.field().equals("name") ? problem.of("key_name") : problem;
    }

    private Page page(String area, Caller caller, Principal principal) {
        OwnPasskeys.Shown shown = own.of(caller, principal);
        return Page.of("passkeys")
                .with("area", area)
                .with("passkeys", shown.passkeys())
                .with("options", shown.options());
    }
}
