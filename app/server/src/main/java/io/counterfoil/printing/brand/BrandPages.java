package io.counterfoil.printing.brand;

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
import io.counterfoil.web.SentFile;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The provider's logo and colours, with a card that shows both. */
@Path("/console/settings/brand")
@Produces(MediaType.TEXT_HTML)
public final class BrandPages {
    private static final String HERE = "/console/settings/brand";

    private final Logos logos;
    private final ProviderSettings settings;
    private final SampleCard sample;

    /** Pages over {@code logos} and the colours in {@code settings}, with {@code sample}. */
    public BrandPages(Logos logos, ProviderSettings settings, SampleCard sample) {
        this.logos = logos;
        this.settings = settings;
        this.sample = sample;
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
        return Response.ok(sample.card(caller)).cacheControl(neverKept).build();
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

    /** Keeps a logo, out of a file or of what was pasted, which is an SVG. */
    @POST
    @Path("/logo")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Object putLogo(
            @Context Caller caller,
            @FormParam("logo") @Nullable String pasted,
            @FormParam("logo_file") @Nullable String file,
            @FormParam("logo_file" + SentFile.NAME) @Nullable String fileName) {
        String typed = pasted == null ? "" : pasted.strip();
        try {
            Optional<byte[]> sent = SentFile.of("logo_file", file);
            if (sent.isEmpty() && typed.isEmpty()) {
                throw Refused.field("logo_file", "There is nothing in it. Choose a file with a logo.");
            }
            logos.put(
                    caller,
                    sent.map(logo -> named(fileName, logo))
                            .orElseGet(
                                    () ->
                                            Logos.artwork(
                                                    Artwork.Kind.SVG,
                                                    typed.getBytes(StandardCharsets.UTF_8))));
            return Flash.seeOther(HERE, "The logo is saved.");
        } catch (Refused refused) {
            boolean byFile = file != null && !file.isEmpty();
            return show(caller)
                    .with("typedLogo", typed)
                    .refused(refused, problem -> byFile ? ofFile(problem) : problem);
        }
    }

    private static Artwork named(@Nullable String name, byte[] logo) {
        Artwork.Kind kind = Artwork.Kind.of(logo);
        return new Artwork(
                SentFile.name(name, Logos.artwork(kind, logo).name()), kind, logo);
    }

    private static Refused.FieldProblem ofFile(Refused.FieldProblem problem) {
        return problem.of("logo_file");
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
                .with("cardFault", sample.cardFault(caller).orElse(null))
                .with("logo", logos.find(caller).map(logo -> logo.kind().name()).orElse(null));
    }
}
