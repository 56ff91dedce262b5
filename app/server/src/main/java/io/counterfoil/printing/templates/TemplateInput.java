package io.counterfoil.printing.templates;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.layout.TemplateCheck;
import io.counterfoil.printing.layout.Templates;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks layouts and sheets that a provider sends. */
final class TemplateInput {
    private static final Map<String, Artwork.Kind> MEDIA_TYPES =
            Map.of("image/svg+xml", Artwork.Kind.SVG, "application/pdf", Artwork.Kind.PDF);

    /** How files of a print run are called that are not all of a layout. */
    private static final Pattern FILE_NAMES =
            Pattern.compile("manifest|data|.*-(?:r[0-9]+|0[0-9]{2})");

    private final Templates house;

    /** Input under other names than those of the {@code house}. */
    TemplateInput(Templates house) {
        this.house = house;
    }

    /**
     * A layout that was checked.
     *
     * @param json its measures and places
     */
    record Layout(byte[] json, Artwork artwork) {}

    /**
     * A layout that can be printed.
     *
     * @throws Refused if the name is taken by a shipped one or anything of it can't be printed
     */
    Layout layout(String name, OwnTemplates.NewLayout wanted) {
        Fields fields = new Fields();
        requireName(fields, "layouts", name);
        if (FILE_NAMES.matcher(name).matches()) {
            fields.problem(
                    "name",
                    "Another file of a print run could have this name. Choose one that is neither"
                            + " manifest nor data and does not end in a number such as -r2 or"
                            + " -001.");
        }
        if (wanted.layout() == null) {
            fields.problem("layout", "Send the measures and places of the layout.");
        }
        Optional<Artwork> artwork = artwork(fields, name, wanted.artwork());
        fields.done();
        byte[] json = json("layout", wanted.layout());
        TemplateCheck.layout(name, json).ifPresent(fault -> fields.problem("layout", fault));
        fields.done();
        TemplateCheck.artwork(name, json, artwork.orElseThrow())
                .ifPresent(fault -> fields.problem("artwork", fault));
        fields.done();
        return new Layout(json, artwork.orElseThrow());
    }

    /**
     * A sheet that can be printed on.
     *
     * @throws Refused if the name is taken by a shipped one or the measures can't be
     */
    byte[] sheet(String name, Map<String, Object> wanted) {
        Fields fields = new Fields();
        requireName(fields, "sheets", name);
        byte[] json = json("sheet", wanted);
        TemplateCheck.sheet(name, json).ifPresent(fault -> fields.problem("sheet", fault));
        fields.done();
        return json;
    }

    private void requireName(Fields fields, String directory, String name) {
        if (!Templates.NAME.matcher(name).matches()) {
            fields.problem(
                    "name",
                    "Up to 64 lower-case letters, digits and hyphens, such as spring-card.");
        } else if (house.read(directory, name, ".json").isPresent()) {
            fields.problem("name", "This name is that of a shipped one. Choose another name.");
        }
    }

    private static Optional<Artwork> artwork(
            Fields fields, String name, OwnTemplates.@Nullable NewArtwork wanted) {
        if (wanted == null || wanted.content() == null || wanted.mediaType() == null) {
            fields.problem("artwork", "Send the artwork with its media_type and content.");
            return Optional.empty();
        }
        Artwork.Kind kind = MEDIA_TYPES.get(wanted.mediaType().strip().toLowerCase(Locale.ROOT));
        if (kind == null) {
            fields.problem("artwork.media_type", "One of image/svg+xml, application/pdf.");
            return Optional.empty();
        }
        return content(fields, kind, wanted.content())
                .map(bytes -> new Artwork(name + kind.extension(), kind, bytes));
    }

    private static Optional<byte[]> content(Fields fields, Artwork.Kind kind, String content) {
        return switch (kind) {
            case SVG -> Optional.of(content.getBytes(StandardCharsets.UTF_8));
            case PDF ->
                    fields.parsed(
                            "artwork.content",
                            content,
                            text -> Base64.getMimeDecoder().decode(text),
                            "A PDF is sent in base64.");
        };
    }

    private static byte[] json(String field, @Nullable Map<String, Object> content) {
        try {
            return Json.mapper().writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            // Half a character can be escaped in JSON, but not written.
            throw Refused.field(field, "Please remove characters that are none.");
        }
    }
}
