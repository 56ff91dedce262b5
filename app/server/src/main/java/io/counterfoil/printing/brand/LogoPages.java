package io.counterfoil.printing.brand;

import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.web.SafeHeaders;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The provider's logo as a picture on the pages that customers see. */
@Path(LogoPages.HERE)
public final class LogoPages {
    static final String HERE = "/logo";

    /** Whoever opens it by itself gets a picture, whatever is written in it. */
    private static final String PICTURE_ONLY =
            "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final Logos logos;

    /** Shows {@code logos}. */
    public LogoPages(Logos logos) {
        this.logos = logos;
    }

    /** Its SVG; its address changes with it, so that browsers may keep it for a day. */
    @GET
    @Open
    @Produces("image/svg+xml")
    public Response show(@Context Caller caller) {
        Artwork logo =
                logos.find(caller.forProvider())
                        .filter(kept -> kept.kind() == Artwork.Kind.SVG)
                        .orElseThrow(() -> Refused.notFound("logo"));
        return Response.ok(logo.content())
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=86400")
                .header(SafeHeaders.CONTENT_SECURITY_POLICY, PICTURE_ONLY)
                .build();
    }
}
