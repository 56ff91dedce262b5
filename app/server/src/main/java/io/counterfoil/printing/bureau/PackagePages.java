package io.counterfoil.printing.bureau;

import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a bureau sees behind its link. The link's token stands in the query, which the request log
 * leaves out. Opening the page uses nothing up, since mail scanners and previews do that too.
 */
@Path("/bureau")
public final class PackagePages {
    private final Deliveries deliveries;

    /** Pages over {@code deliveries}. */
    public PackagePages(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** Says what it is. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Open
    public Page show(@Context Caller caller, @QueryParam("token") @Nullable String token) {
        return Page.of("bureau/package")
                .with("offer", deliveries.offer(caller, token))
                .with("token", Objects.requireNonNull(token));
    }

    /** Sends it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response send(
            @Context Caller caller,
            @FormParam("token") @Nullable String token,
            @Context HttpServletRequest request) {
        return deliveries.deliver(caller, token, request.getRemoteAddr()).answer();
    }
}
