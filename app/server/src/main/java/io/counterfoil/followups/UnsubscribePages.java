package io.counterfoil.followups;

import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;

/**
 * Where people unsubscribe. Opening it does nothing, since virus scanners open every link of a
 * message; it looks the same whatever its token.
 */
@Path(UnsubscribePages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class UnsubscribePages {
    static final String HERE = "/unsubscribe/{token}";

    private final FollowUps followUps;

    /** Pages over {@code followUps}. */
    public UnsubscribePages(FollowUps followUps) {
        this.followUps = followUps;
    }

    /** The address of a token's page. */
    static String address(String token) {
        return UriBuilder.fromPath(HERE).build(token).toString();
    }

    /** The button. */
    @GET
    @Open
    public Page show(@PathParam("token") String token) {
        return page(token, false);
    }

    /** What it does. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Page unsubscribe(@Context Caller visitor, @PathParam("token") String token) {
        followUps.unsubscribe(visitor, token);
        return page(token, true);
    }

    private static Page page(String token, boolean done) {
        return Page.of("unsubscribe").with("address", address(token)).with("done", done);
    }
}
