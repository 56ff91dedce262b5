package io.counterfoil.printing.brand;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.web.Answer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The provider's logo over the API; its colours are settings. */
@Path("/api/v1/provider/logo")
@Tag(name = "Printing")
public final class LogoResource {
    private static final String SVG = "image/svg+xml";
    private static final String PDF = "application/pdf";

    private final Logos logos;

    /** Serves {@code logos}. */
    public LogoResource(Logos logos) {
        this.logos = logos;
    }

    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "Your logo as it was sent")
    @Answer(media = SVG)
    @Answer(media = PDF)
    public Response read(@Context Caller caller) {
        Artwork logo = logos.find(caller).orElseThrow(() -> Refused.notFound("logo"));
        // A file that somebody brought is never a page of ours.
        return Response.ok(logo.content(), logo.kind().mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=" + logo.name())
                .build();
    }

    @PUT
    @Consumes({SVG, PDF})
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Keep a logo, in place of the one that was there",
            description =
                    "An SVG, or a PDF of one page, of at most 256 KiB and all vector, checked as"
                            + " artwork is. It is printed on what is ordered from now on.")
    public Logos.KeptLogo put(
            @Context Caller caller, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        Artwork.Kind kind = kind(headers.getMediaType());
        byte[] logo = body.readAllBytes();
        return logos.put(caller.asking(logo), kind, logo);
    }

    @DELETE
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "Delete your logo; your name stands in its place again")
    public void delete(@Context Caller caller) {
        logos.delete(caller);
    }

    /** What did not say what it is was let through as what may be either. */
    private static Artwork.Kind kind(@Nullable MediaType sent) {
        return Arrays.stream(Artwork.Kind.values())
                .filter(
                        kind ->
                                sent != null
                                        && kind.mediaType()
                                                .equalsIgnoreCase(
                                                        sent.getType() + "/" + sent.getSubtype()))
                .findAny()
                .orElseThrow(
                        () ->
                                new Refused(
                                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                        "Send an SVG as image/svg+xml or a PDF as"
                                                + " application/pdf."));
    }
}
