package io.counterfoil.printing.templates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.SentFile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Layouts and sheets that a provider brings itself, with a sample of each layout. */
@Path("/console/layouts")
@Produces(MediaType.TEXT_HTML)
public final class OwnTemplatesPages {
    static final String HERE = "/console/layouts";

    private final OwnTemplates templates;

    /** Pages over {@code templates}. */
    public OwnTemplatesPages(OwnTemplates templates) {
        this.templates = templates;
    }

    /** What there is, and the forms. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Page list(@Context Caller caller) {
        return page(caller);
    }

    /** Keeps a layout, out of files or of what was pasted. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object putLayout(
            @Context Caller caller,
            @FormParam("name") @Nullable String name,
            @FormParam("layout") @Nullable String layout,
            @FormParam("layout_file") @Nullable String layoutFile,
            @FormParam("artwork") @Nullable String artwork,
            @FormParam("artwork_file") @Nullable String artworkFile) {
        try {
            OwnTemplates.Kept kept =
                    templates.putLayout(
                            caller,
                            typed(name),
                            new OwnTemplates.NewLayout(
                                    object("layout", layout, layoutFile),
                                    artwork(artwork, artworkFile)));
            return Flash.seeOther(HERE, Text.of(
                    "The layout {name} is kept.",
                    "name",
                    kept.name()));
        } catch (Refused refused) {
            return page(caller)
                    .with("name", name)
                    .with("layout", layout)
                    .with("artwork", artwork)
                    .refused(refused);
        }
    }

    /** Deletes a layout. */
    @POST
    @Path("/{name}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object deleteLayout(@Context Caller caller, @PathParam("name") String name) {
        try {
            templates.deleteLayout(caller, name);
            return Flash.seeOther(HERE, Text.of(
                    "The layout {name} is deleted.",
                    "name",
                    name));
        } catch (Refused refused) {
            return page(caller).refused(refused);
        }
    }

    private Page page(Caller caller) {
        return page(templates, caller);
    }

    /** What there is, and the forms. */
    static Page page(OwnTemplates templates, Caller caller) {
        return Page.of("console/layouts")
                .with("layouts", templates.layouts(caller))
                .with("sheets", templates.sheets(caller));
    }

    private static String typed(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    /** The artwork in a file, or else what was pasted, which is an SVG. */
    private static OwnTemplates.NewArtwork artwork(@Nullable String pasted, @Nullable String file) {
        Optional<byte[]> sent = SentFile.of("artwork_file", file);
        Artwork.Kind kind = sent.map(Artwork.Kind::of).orElse(Artwork.Kind.SVG);
        String content =
                switch (kind) {
                    case SVG ->
                            sent.map(bytes -> SentFile.text("artwork_file", bytes))
                                    .orElseGet(() -> typed(pasted));
                    case PDF -> Base64.getEncoder().encodeToString(sent.orElseThrow());
                };
        return new OwnTemplates.NewArtwork(kind.mediaType(), content);
    }

    /** The object in a file, or else what was typed. */
    static Map<String, Object> object(
            String field, @Nullable String typed, @Nullable String file) {
        String text = SentFile.text(field + "_file", file).orElseGet(() -> typed(typed));
        try {
            Map<String, Object> object = Json.mapper().readValue(text, new TypeReference<>() {});
            if (object != null) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw Refused.field(
                    field, "This is no JSON object. Check quotes, commas and brackets.");
        }
        throw Refused.field(field, "This is no JSON object.");
    }
}
