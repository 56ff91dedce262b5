package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
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
        return shared(id).page(caller);
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
        return shared(id).invite(caller, email, role);
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
        return shared(id).resend(caller, invitation);
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
        return shared(id).revoke(caller, invitation);
    }

    private SharedInvitationPages shared(String id) {
        UUID retailer = Fields.idInPath("retailer", id);
        String people = "/console/retailers/" + retailer;
        return new SharedInvitationPages(invitations, retailer, people + "/invitations", people);
    }
}
