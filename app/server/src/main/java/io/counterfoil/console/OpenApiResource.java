package io.counterfoil.console;

import io.counterfoil.access.Open;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The description of the API, for programs that read it. */
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
@Hidden
public final class OpenApiResource {
    private final String document;

    /** Serves {@code api}. */
    public OpenApiResource(ApiDescription api) {
        this.document = api.document().toPrettyString();
    }

    @GET
    @Open
    public String document() {
        return document;
    }
}
