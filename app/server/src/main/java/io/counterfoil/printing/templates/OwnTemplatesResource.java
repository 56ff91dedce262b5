package io.counterfoil.printing.templates;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Layouts and sheets that a provider brings itself. */
@Path("/api/v1")
@Tag(name = "Printing")
public final class OwnTemplatesResource {
    private final OwnTemplates templates;

    /** Keeps {@code templates}. */
    public OwnTemplatesResource(OwnTemplates templates) {
        this.templates = templates;
    }

    @PUT
    @Path("/layouts/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Keep a layout of your own, in place of the one with this name",
            description =
                    "layout: as in the shipped files. artwork: an SVG as text (image/svg+xml) or a"
                            + " PDF of one page in base64 (application/pdf), with its bleed.")
    public OwnTemplates.Kept putLayout(
            @Context Caller caller,
            @PathParam("name") String name,
            OwnTemplates.@Nullable NewLayout body) {
        return templates.putLayout(caller, name, RequestBody.required(body));
    }

    @DELETE
    @Path("/layouts/{name}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Delete a layout of your own that no open run needs")
    public void deleteLayout(@Context Caller caller, @PathParam("name") String name) {
        templates.deleteLayout(caller, name);
    }

    @PUT
    @Path("/sheets/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Keep a sheet of your own, in place of the one with this name",
            description = "Its measures in millimetres, as in the shipped files.")
    public OwnTemplates.Kept putSheet(
            @Context Caller caller,
            @PathParam("name") String name,
            @Nullable Map<String, Object> body) {
        return templates.putSheet(caller, name, RequestBody.required(body));
    }

    @DELETE
    @Path("/sheets/{name}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Delete a sheet of your own that no open run needs")
    public void deleteSheet(@Context Caller caller, @PathParam("name") String name) {
        templates.deleteSheet(caller, name);
    }
}
