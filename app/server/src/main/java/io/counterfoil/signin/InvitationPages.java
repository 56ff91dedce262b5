package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
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

/** Where owners invite staff, and managers of shops theirs. */
@Path("/{area: console|retail}/invitations")
@Produces(MediaType.TEXT_HTML)
public final class InvitationPages {
    private final Invitations invitations;

    /** Pages over {@code invitations}. */
    public InvitationPages(Invitations invitations) {
        this.invitations = invitations;
    }

    /** Who was invited and has not come, and the form for one more. */
    @GET
    @Allowed({Role.OWNER, Role.MANAGER})
    public Page list(@Context Caller caller, @Context Principal principal) {
        return shared(principal).page(caller);
    }

    /** Invites somebody. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.MANAGER})
    public Response invite(
            @FormParam("email") @Nullable String email,
            @FormParam("role") @Nullable String role,
            @Context Caller caller,
            @Context Principal principal) {
        return shared(principal).invite(caller, email, role);
    }

    /** Mails another link. */
    @POST
    @Path("/{id}/resend")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.MANAGER})
    public Response resend(
            @PathParam("id") String id, @Context Caller caller, @Context Principal principal) {
        return shared(principal).resend(caller, id);
    }

    /** Takes one back. */
    @POST
    @Path("/{id}/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.MANAGER})
    public Response revoke(
            @PathParam("id") String id, @Context Caller caller, @Context Principal principal) {
        return shared(principal).revoke(caller, id);
    }

    private SharedInvitationPages shared(Principal principal) {
        UUID retailer = principal instanceof Principal.Staff staff ? staff.retailer() : null;
        String area = retailer == null ? "/console" : "/retail";
        return new SharedInvitationPages(invitations, retailer, area + "/invitations", area + "/staff");
    }
}
