package io.counterfoil.console;

import com.google.common.base.Suppliers;
import io.counterfoil.access.Open;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;

/** The description of the API, for programs that read it. */
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
@Hidden
public final class OpenApiResource {
    private final Supplier<String> document;

    /** Serves {@code api}, which is made when it is first asked for: it takes a moment. */
    public OpenApiResource(Supplier<ApiDescription> api) {
        this.document = Suppliers.memoize(() -> api.get().document().toPrettyString());
    }

    @GET
    @Open
    public String document() {
        return document.get();
    }
}
