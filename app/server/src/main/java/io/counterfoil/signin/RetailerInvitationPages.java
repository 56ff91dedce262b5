package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a provider invites people of a shop: its first manager, above all. */
@Path("/console/retailers/{id}/invitations")
@Produces(MediaType.TEXT_HTML)
public final class RetailerInvitationPages {
    private final Invitations invitations;

    /** Pages over {@code invitations}. */
    public RetailerInvitationPages(Invitations invitations) {
        this.invitations = invitations;
    }

    /** Who was invited and has not come, and the form for one more. */
    @GET
    @Allowed(Role.OWNER)
    public Page list(@PathParam("id") String id, @Context Caller caller) {
        return page(caller, retailer(id));
    }

    /** Invites somebody. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response invite(
            @PathParam("id") String id,
            @FormParam("email") @Nullable String email,
            @FormParam("role") @Nullable String role,
            @Context Caller caller) {
        UUID retailer = retailer(id);
        try {
            Invitation sent = invitations.invite(caller, email, role, retailer);
            return Flash.seeOther(
                    here(retailer), "A mail is on its way to %s.".formatted(sent.email()));
        } catch (Refused refused) {
            return Response.ok(
                            page(caller, retailer)
                                    .with("email", email)
                                    .with("role", role)
                                    .refused(refused))
                    .build();
        }
    }

    /** Mails another link. */
    @POST
    @Path("/{invitation}/resend")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response resend(
            @PathParam("id") String id,
            @PathParam("invitation") String invitation,
            @Context Caller caller) {
        UUID retailer = retailer(id);
        Invitation sent =
                invitations.resend(
                        caller, retailer, Fields.idInPath("invitation", invitation));
        return Flash.seeOther(
                here(retailer), "Another mail is on its way to %s.".formatted(sent.email()));
    }

    /** Takes one back. */
    @POST
    @Path("/{invitation}/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response revoke(
            @PathParam("id") String id,
            @PathParam("invitation") String invitation,
            @Context Caller caller) {
        UUID retailer = retailer(id);
        Invitation revoked =
                invitations.revoke(
                        caller, retailer, Fields.idInPath("invitation", invitation));
        return Flash.seeOther(
                here(retailer), "The invitation of %s is taken back.".formatted(revoked.email()));
    }

    private Page page(Caller caller, UUID retailer) {
        return Page.of("invitations")
                .with("shop", true)
                .with("here", here(retailer))
                .with("people", "/console/retailers/" + retailer)
                .with("invitations", invitations.list(caller, retailer));
    }

    private static String here(UUID retailer) {
        return "/console/retailers/" + retailer + "/invitations";
    }

    private static UUID retailer(String id) {
        return Fields.idInPath("retailer", id);
    }
}
