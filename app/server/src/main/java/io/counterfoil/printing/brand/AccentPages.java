package io.counterfoil.printing.brand;

import io.counterfoil.access.Open;
import io.counterfoil.access.ProviderSettings;
import io.counterfoil.brand.Accent;
import io.counterfoil.platform.Caller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * The provider's colour on the pages that customers see, as a style sheet after that of every page:
 * no page may bring styles within it.
 */
@Path(AccentPages.HERE)
public final class AccentPages {
    static final String HERE = "/brand.css";

    private final ProviderSettings settings;

    /** Shows the colours in {@code settings}. */
    public AccentPages(ProviderSettings settings) {
        this.settings = settings;
    }

    /** The sheet; its address changes with the colour, so that browsers may keep it for a day. */
    @GET
    @Open
    @Produces("text/css; charset=utf-8")
    public Response show(@Context Caller caller) {
        Accent accent = Accent.of(settings.read(caller.forProvider()).colours());
        return Response.ok(accent.css())
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=86400")
                .build();
    }
}
