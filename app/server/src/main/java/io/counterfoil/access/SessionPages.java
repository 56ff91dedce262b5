package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Where people see in which browsers they are signed in, and end what they don't know. */
@Path("/{area: console|retail|account}/sessions")
@Produces(MediaType.TEXT_HTML)
public final class SessionPages {
    private final OwnSessions own;

    /** Pages over everybody's {@code own}. */
    public SessionPages(OwnSessions own) {
        this.own = own;
    }

    /** The list. */
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
            @CookieParam(SessionCookies.SESSION) @Nullable String token,
            @Context Caller caller,
            @Context Principal principal) {
        return Page.of("sessions")
                .with("area", area)
                .with("sessions", own.list(caller, principal, token));
    }

    /** Ends one. */
    @POST
    @Path("/{id}/end")
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
    public Response end(
            @PathParam("area") String area,
            @PathParam("id") String id,
            @Context Caller caller,
            @Context Principal principal) {
        own.end(caller, principal, Fields.idInPath("session", id));
        return Flash.seeOther("/" + area + "/sessions", "That browser is signed out.");
    }

    /** Ends all but this one. */
    @POST
    @Path("/end-others")
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
    public Response endOthers(
            @PathParam("area") String area,
            @CookieParam(SessionCookies.SESSION) @Nullable String token,
            @CookieParam(SessionCookies.KNOWN) @Nullable String known,
            @Context Caller caller,
            @Context Principal principal) {
        own.endOthers(caller, principal, token, known);
        return Flash.seeOther("/" + area + "/sessions", "All other browsers are signed out.");
    }
}
