package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
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
        return page(caller, principal);
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
        try {
            Invitation sent = invitations.invite(caller, email, role, employer(principal));
            return Flash.seeOther(
                    here(principal), Text.of(
                            "A mail is on its way to {address}.",
                            "address",
                            sent.email()));
        } catch (Refused refused) {
            return Response.ok(
                            page(caller, principal)
                                    .with("email", email)
                                    .with("role", role)
                                    .refused(refused))
                    .build();
        }
    }

    /** Mails another link. */
    @POST
    @Path("/{id}/resend")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.MANAGER})
    public Response resend(
            @PathParam("id") String id, @Context Caller caller, @Context Principal principal) {
        Invitation sent =
                invitations.resend(
                        caller, employer(principal), Fields.idInPath("invitation", id));
        return Flash.seeOther(
                here(principal), Text.of(
                        "Another mail is on its way to {address}.",
                        "address",
                        sent.email()));
    }

    /** Takes one back. */
    @POST
    @Path("/{id}/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.MANAGER})
    public Response revoke(
            @PathParam("id") String id, @Context Caller caller, @Context Principal principal) {
        Invitation revoked =
                invitations.revoke(
                        caller, employer(principal), Fields.idInPath("invitation", id));
        return Flash.seeOther(
                here(principal),
                Text.of(
                        "The invitation of {address} is taken back.",
                        "address",
                        revoked.email()));
    }

    private Page page(Caller caller, Principal principal) {
        UUID employer = employer(principal);
        return Page.of("invitations")
                .with("shop", employer != null)
                .with("here", here(principal))
                .with("people", employer == null ? "/console/staff" : "/retail/staff")
                .with("invitations", invitations.list(caller, employer));
    }

    private static String here(Principal principal) {
        return employer(principal) == null ? "/console/invitations" : "/retail/invitations";
    }

    private static @Nullable UUID employer(Principal principal) {
        return principal instanceof Principal.Staff staff ? staff.retailer() : null;
    }
}
