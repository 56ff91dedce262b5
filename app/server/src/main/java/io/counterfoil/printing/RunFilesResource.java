package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The files of print runs, streamed while they are drawn. */
@Path("/api/v1/print-runs")
@Tag(name = "printing")
public final class RunFilesResource {
    private final RunFiles files;

    /** Serves {@code files}. */
    public RunFilesResource(RunFiles files) {
        this.files = files;
    }

    @POST
    @Path("/{id}/proof")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "The first three items as PDF with void codes")
    public Response proof(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("layout") @Nullable String layout) {
        return stream(files.proof(caller, idOf(id), layout));
    }

    @GET
    @Path("/{id}/files/{name}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "A file to print, or the manifest; gone after the count-in")
    public Response file(
            @Context Caller caller, @PathParam("id") String id, @PathParam("name") String name) {
        return stream(files.open(caller, idOf(id), name));
    }

    /** A file that a browser saves and nobody keeps on the way. */
    static Response stream(RunFiles.Download download) {
        StreamingOutput content = out -> download.content().writeTo(out);
        return Response.ok(content, download.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + download.fileName() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static UUID idOf(String id) {
        return Fields.idInPath("print run", id);
    }
}
