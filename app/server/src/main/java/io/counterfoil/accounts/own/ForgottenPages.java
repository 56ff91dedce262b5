package io.counterfoil.accounts.own;

import io.counterfoil.access.Open;
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
import org.jspecify.annotations.Nullable;

/**
 * For customers who forgot their password. The token of the mail stands in the query, which the
 * request log leaves out; looking at the page uses nothing up, since mail scanners do that too.
 */
@Path("/account/forgotten")
@Produces(MediaType.TEXT_HTML)
public final class ForgottenPages {
    private final ForgottenPasswords forgotten;
    private final NewPasswords passwords;

    /** Pages over {@code forgotten}, and over {@code passwords} for those who have a link. */
    public ForgottenPages(ForgottenPasswords forgotten, NewPasswords passwords) {
        this.forgotten = forgotten;
        this.passwords = passwords;
    }

    /** Asks who it is. */
    @GET
    @Open
    public Page form() {
        return Page.of("account/forgotten").with("sent", false);
    }

    /** Has the link mailed; the page after it is the same for everybody. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Page ask(
            @Context Caller caller,
            @Context HttpServletRequest request,
            @FormParam("who") @Nullable String who) {
        try {
            forgotten.ask(caller, who, request.getRemoteAddr());
            return Page.of("account/forgotten").with("sent", true);
        } catch (Refused refused) {
            return form().with("who", who).refused(refused);
        }
    }

    /** Where the link leads. */
    @GET
    @Path("/new")
    @Open
    public Page choose(@Context Caller caller, @QueryParam("token") @Nullable String token) {
        return page(caller, token);
    }

    /** Sets the new password. */
    @POST
    @Path("/new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response set(
            @Context Caller caller,
            @FormParam("token") @Nullable String token,
            @FormParam("chosen") @Nullable String chosen) {
        try {
            passwords.set(caller, token, chosen == null ? "" : chosen);
            return Flash.seeOther(
                    "/account/sign-in", "Your new password is set. Please sign in with it.");
        } catch (Refused refused) {
            return Response.ok(page(caller, token).refused(refused)).build();
        }
    }

    private Page page(Caller caller, @Nullable String token) {
        return Page.of("account/new-password")
                .with("username", passwords.awaited(caller, token).orElse(null))
                .with("token", token);
    }
}
