package io.counterfoil.accounts.own;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Open;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer says who they are and where mail goes. The token of the mail stands in the
 * query, which the request log leaves out; looking at the page changes nothing, since mail scanners
 * do that too.
 */
@Path("/account/contact")
@Produces(MediaType.TEXT_HTML)
public final class OwnContactPages {
    private final OwnContacts contacts;
    private final OwnAccount own;

    /** Pages over {@code contacts}, for whoever {@code own} says it is. */
    public OwnContactPages(OwnContacts contacts, OwnAccount own) {
        this.contacts = contacts;
        this.own = own;
    }

    /** The contact as it is. */
    @GET
    @Allowed(Role.ACCOUNT_HOLDER)
    public Page show(@Context Caller caller, @Context Principal principal) {
        return page(caller, OwnAccount.of(principal));
    }

    /** Changes it; a new address takes the present password, and is asked first. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response change(
            @Context Caller caller,
            @Context Principal principal,
            @FormParam("name") @Nullable String name,
            @FormParam("email") @Nullable String email,
            @FormParam("present") @Nullable String present,
            @Context HttpServletRequest request) {
        UUID account = own.ready(caller, principal);
        OwnContacts.Wish wish =
                new OwnContacts.Wish(name, email, present, SessionCookies.triedFrom(request));
        try {
            return Flash.seeOther(
                    "/account/contact",
                    contacts.change(caller, account, wish)
                            ? "We have sent a mail to this address. It counts once you have"
                                    + " followed the link in it."
                            : "Your contact is saved.");
        } catch (Refused refused) {
            return Response.ok(
                            page(caller, account)
                                    .with("typedName", name)
                                    .with("typedEmail", email)
                                    .refused(refused))
                    .build();
        }
    }

    /** Asks whoever follows the link of the mail. */
    @GET
    @Path("/confirm")
    @Open
    public Page ask(@Context Caller caller, @QueryParam("token") @Nullable String token) {
        return confirmation(caller, token);
    }

    /** Makes it the address. */
    @POST
    @Path("/confirm")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Page confirm(@Context Caller caller, @FormParam("token") @Nullable String token) {
        try {
            return Page.of("account/contact-confirm")
                    .with("confirmed", contacts.confirm(caller, token));
        } catch (Refused refused) {
            return confirmation(caller, token).refused(refused);
        }
    }

    private Page page(Caller caller, UUID account) {
        return Page.of("account/contact").with("contact", contacts.of(caller, account));
    }

    private Page confirmation(Caller caller, @Nullable String token) {
        return Page.of("account/contact-confirm")
                .with("awaited", contacts.awaited(caller, token).orElse(null))
                .with("token", token);
    }
}
