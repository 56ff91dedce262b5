package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What layouts look like on their sheets, for the form that orders a print run. */
@Path("/console/layout-pictures")
public final class LayoutPicturePages {
    private final LayoutSamples samples;

    /** Shows {@code samples}. */
    public LayoutPicturePages(LayoutSamples samples) {
        this.samples = samples;
    }

    /**
     * A page with the picture of a layout on a sheet, of which the form takes the picture alone.
     *
     * @param part both names as the form has them, or nothing
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Page show(@QueryParam("part") @Nullable String part) {
        return Page.of("console/layout-picture").with("part", part);
    }

    /** The first page of a sample. */
    @GET
    @Path("/{layout}/{sheet}")
    @Produces("image/png")
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response picture(
            @Context Caller caller,
            @PathParam("layout") String layout,
            @PathParam("sheet") String sheet) {
        CacheControl neverKept = new CacheControl();
        neverKept.setNoStore(true);
        return Response.ok(samples.picture(caller, new PrintPart(layout, sheet)))
                .cacheControl(neverKept)
                .build();
    }
}
