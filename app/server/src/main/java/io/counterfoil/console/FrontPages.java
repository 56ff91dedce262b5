package io.counterfoil.console;

import io.counterfoil.access.Open;
import io.counterfoil.web.Flash;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The bare web address, as it is printed on cards, and the links in their symbols. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public final class FrontPages {

    /** Who comes without saying why has a code. */
    @GET
    @Open
    public Response front() {
        return Flash.seeOther("/redeem");
    }

    /**
     * The GS1 Digital Link of an item. It names what everybody may read on the item, and whoever
     * follows it holds the item: its code is what counts.
     */
    @GET
    @Path("01/{gtin}/21/{serial}")
    @Open
    public Response item() {
        return Flash.seeOther("/redeem");
    }
}
