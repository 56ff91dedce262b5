package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.AsChange;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Download;
import io.counterfoil.web.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The files of print runs, streamed while they are drawn. */
@Path("/api/v1/print-runs")
@Tag(name = "Printing")
public final class RunFilesResource {
    private final RunFiles files;
    private final Downloads downloads;

    /** Serves {@code files} and who fetched them. */
    public RunFilesResource(RunFiles files, Downloads downloads) {
        this.files = files;
        this.downloads = downloads;
    }

    /** Who fetched what. */
    public record DownloadsAnswer(List<Downloads.Download> items) {}

    @POST
    @Path("/{id}/proof")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "The first three items as PDF with void codes")
    @Answer(media = Download.PDF)
    public Response proof(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("layout") @Nullable String layout) {
        return files.proof(caller, idOf(id), layout).answer();
    }

    @GET
    @Path("/{id}/files/{name}")
    @AsChange
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "A file to print, or the manifest; gone after the count-in",
            description =
                    "A file with codes is free once, alone or in the bureau's package; the data file"
                            + " and the files of the items that are in it count as one, in both of"
                            + " its formats. From then on, also when it broke off, 409"
                            + " needs-approval names the approval that a second person must decide;"
                            + " afterwards it can be fetched exactly once more.")
    @Answer(media = MediaType.APPLICATION_OCTET_STREAM)
    public Response file(
            @Context Caller caller,
            @Context HttpServletRequest request,
            @PathParam("id") String id,
            @PathParam("name") String name,
            @Context ContainerRequestContext asked) {
        // Jersey shows HEAD as a GET whose body it drops; that must not use the one download up.
        return request.getMethod().equals(HttpMethod.HEAD)
                ? head(files.facts(caller, idOf(id), name))
                : files.open(caller, idOf(id), name, Languages.of(asked)).answer();
    }

    private static Response head(RunFiles.FileFacts file) {
        return Response.ok()
                .type(file.mediaType())
                .header(HttpHeaders.CONTENT_LENGTH, file.bytes())
                .build();
    }

    @GET
    @Path("/{id}/downloads")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "Who fetched files with codes, when, and whether completely")
    public DownloadsAnswer downloads(@Context Caller caller, @PathParam("id") String id) {
        return new DownloadsAnswer(downloads.list(caller, idOf(id)));
    }

    private static UUID idOf(String id) {
        return Fields.idInPath("print run", id);
    }
}
