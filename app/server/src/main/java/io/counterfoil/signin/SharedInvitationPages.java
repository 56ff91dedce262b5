package io.counterfoil.signin;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What both pages of invitations do, whoever's people they are for.
 *
 * @param employer the retailer whose people they are; null: the provider's staff
 * @param here the page's address
 * @param people where those are who have come
 */
record SharedInvitationPages(
        Invitations invitations, @Nullable UUID employer, String here, String people) {

    /** Who was invited and has not come, and the form for one more. */
    Page page(Caller caller) {
        return Page.of("invitations")
                .with("shop", employer != null)
                .with("here", here)
                .with("people", people)
                .with("invitations", invitations.list(caller, employer));
    }

    /** Invites somebody. */
    Response invite(Caller caller, @Nullable String email, @Nullable String role) {
        try {
            Invitation sent = invitations.invite(caller, email, role, employer);
            return done("A mail is on its way to {address}.", sent);
        } catch (Refused refused) {
            return Response.ok(
                            page(caller).with("email", email).with("role", role).refused(refused))
                    .build();
        }
    }

    /** Mails another link. */
    Response resend(Caller caller, String id) {
        return done(
                "Another mail is on its way to {address}.",
                invitations.resend(caller, employer, Fields.idInPath("invitation", id)));
    }

    /** Takes one back. */
    Response revoke(Caller caller, String id) {
        return done(
                "The invitation of {address} is taken back.",
                invitations.revoke(caller, employer, Fields.idInPath("invitation", id)));
    }

    private Response done(String what, Invitation invitation) {
        return Flash.seeOther(here, Text.of(what, "address", invitation.email()));
    }
}
