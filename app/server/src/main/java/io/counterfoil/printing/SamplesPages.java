package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.web.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The part of the form for print runs that shows what is chosen in it. */
@Path("/console/samples")
@Produces(MediaType.TEXT_HTML)
public final class SamplesPages {
    /**
     * A picture of a layout on a sheet, with its caption.
     *
     * @param part both, as the form names them; nothing is shown of what is no such pair
     */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Page sample(@QueryParam("part") @DefaultValue("") String part) {
        return Page.of("console/sample").with("part", part);
    }
}
