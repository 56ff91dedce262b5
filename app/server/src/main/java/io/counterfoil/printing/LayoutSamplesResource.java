package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Download;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** What layouts look like, before anything is ordered in them. */
@Path("/api/v1/layouts/{name}/sample")
@Tag(name = "Printing")
public final class LayoutSamplesResource {
    private final LayoutSamples samples;

    /** Serves {@code samples}. */
    public LayoutSamplesResource(LayoutSamples samples) {
        this.samples = samples;
    }

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "What a layout looks like, as PDF with void items")
    @Answer(media = Download.PDF)
    public Response sample(
            @Context Caller caller,
            @PathParam("name") String name,
            @QueryParam("sheet") @DefaultValue("bureau") String sheet) {
        return samples.of(caller, new PrintPart(name, sheet)).answer();
    }
}
