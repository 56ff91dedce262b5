package io.counterfoil.console;

import io.counterfoil.access.Open;
import io.counterfoil.web.Flash;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The bare web address, as it is printed on cards. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public final class FrontPages {

    /** Who comes without saying why has a code. */
    @GET
    @Open
    public Response front() {
        return Flash.seeOther("/redeem");
    }
}
