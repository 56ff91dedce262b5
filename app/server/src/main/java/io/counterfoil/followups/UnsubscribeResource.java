package io.counterfoil.followups;

import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * The address in the List-Unsubscribe header: mail programs post to it for those who click there,
 * without cookies and with whatever body (RFC 8058); people who open it come to the page.
 */
@Path("/api/v1/unsubscribe/{token}")
@Tag(name = "Mail")
public final class UnsubscribeResource {
    private final FollowUps followUps;

    /** Calls of {@code followUps}. */
    public UnsubscribeResource(FollowUps followUps) {
        this.followUps = followUps;
    }

    @POST
    @Open
    @Operation(
            summary = "Unsubscribe from a series of messages with one click",
            description =
                    "For mail programs, after RFC 8058. A token that names nothing, and one that"
                            + " was used before, are answered in the same way.")
    public void unsubscribe(@Context Caller visitor, @PathParam("token") String token) {
        followUps.unsubscribe(visitor, token);
    }

    /** Leads people to the page. */
    @GET
    @Open
    @Hidden
    public Response page(@PathParam("token") String token) {
        return Response.seeOther(URI.create(UnsubscribePages.address(token))).build();
    }
}
