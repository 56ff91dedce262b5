package io.counterfoil.console;

import io.counterfoil.access.Open;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.models.OpenAPI;
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
    public OpenApiResource(OpenAPI api) {
        this.document = Json.pretty(api);
    }

    @GET
    @Open
    public String document() {
        return document;
    }
}
