package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** What a layout looks like on a sheet, for the form that orders a print run. */
@Path("/console/layouts/{name}/picture")
public final class LayoutPicturePages {
    private final LayoutSamples samples;

    /** Shows {@code samples}. */
    public LayoutPicturePages(LayoutSamples samples) {
        this.samples = samples;
    }

    /** The first page of a sample. */
    @GET
    @Produces("image/png")
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response picture(
            @Context Caller caller,
            @PathParam("name") String name,
            @QueryParam("sheet") @DefaultValue("bureau") String sheet) {
        CacheControl neverKept = new CacheControl();
        neverKept.setNoStore(true);
        return Response.ok(samples.picture(caller, new PrintPart(name, sheet)))
                .cacheControl(neverKept)
                .build();
    }
}
