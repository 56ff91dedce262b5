package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.ColourChange;
import io.counterfoil.access.ProviderSettings;
import io.counterfoil.access.Role;
import io.counterfoil.brand.ColourRole;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The provider's logo and colours, with a card that shows both. */
@Path("/console/settings/brand")
@Produces(MediaType.TEXT_HTML)
public final class BrandPages {
    private static final String HERE = "/console/settings/brand";

    /** How the page sends a chosen PDF; what does not begin like this is an SVG. */
    private static final String PDF = "data:application/pdf;base64,";

    private final Logos logos;
    private final ProviderSettings settings;
    private final LayoutSamples samples;

    /** Pages over {@code logos} and the colours in {@code settings}, with one of {@code samples}. */
    public BrandPages(Logos logos, ProviderSettings settings, LayoutSamples samples) {
        this.logos = logos;
        this.settings = settings;
        this.samples = samples;
    }

    /** How the provider looks now, and the forms. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        return page(caller, settings.read(caller).colours()::of);
    }

    /** A gift card with logo and colours, as a picture. */
    @GET
    @Path("/card.png")
    @Produces("image/png")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Response card(@Context Caller caller) {
        CacheControl neverKept = new CacheControl();
        neverKept.setNoStore(true);
        return Response.ok(samples.card(caller)).cacheControl(neverKept).build();
    }

    /** Changes the colours. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Object change(@Context Caller caller, MultivaluedMap<String, String> typed) {
        Function<ColourRole, @Nullable String> wanted =
                role -> typed.getFirst(ColourChange.field(role));
        try {
            settings.change(
                    caller,
                    new ProviderSettings.Change(
                            null, null, null, null, null, null, ColourChange.of(wanted)));
            return Flash.seeOther(HERE, "The colours are changed.");
        } catch (Refused refused) {
            return page(caller, wanted).refused(refused);
        }
    }

    /** Keeps a logo. */
    @POST
    @Path("/logo")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Object putLogo(@Context Caller caller, @FormParam("logo") @Nullable String logo) {
        try {
            put(caller, logo == null ? "" : logo.strip());
            return Flash.seeOther(HERE, "The logo is kept.");
        } catch (Refused refused) {
            return show(caller).refused(refused);
        }
    }

    private void put(Caller caller, String logo) {
        if (!logo.startsWith(PDF)) {
            logos.put(caller, Artwork.Kind.SVG, logo.getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            byte[] pdf = Base64.getMimeDecoder().decode(logo.substring(PDF.length()));
            logos.put(caller, Artwork.Kind.PDF, pdf);
        } catch (IllegalArgumentException notBase64) {
            throw Refused.field("logo", "The file broke on its way. Please choose it again.");
        }
    }

    /** Deletes the logo. */
    @POST
    @Path("/logo/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Object deleteLogo(@Context Caller caller) {
        try {
            logos.delete(caller);
            return Flash.seeOther(HERE, "The logo is deleted.");
        } catch (Refused refused) {
            return show(caller).refused(refused);
        }
    }

    private Page page(Caller caller, Function<ColourRole, @Nullable String> colours) {
        Map<String, String> byRole =
                Arrays.stream(ColourRole.values())
                        .collect(
                                Collectors.toMap(
                                        ColourRole::key,
                                        role -> {
                                            String colour = colours.apply(role);
                                            return colour == null ? "" : colour;
                                        }));
        return Page.of("console/brand")
                .with("colours", byRole)
                .with("logo", logos.find(caller).map(logo -> logo.kind().name()).orElse(null));
    }
}
