package io.counterfoil.printing.layout;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.artwork.RoleColours;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Typeface;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a layout file; unknown or missing members are refused by name. */
final class LayoutReader {
    private static final String LOGO = "logo";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private record LayoutFile(
            @JsonProperty(value = "title", required = true) String title,
            @JsonProperty(value = "trim", required = true) OutlineFile trim,
            @JsonProperty("bleed") double bleed,
            @JsonProperty("safe") double safe,
            @JsonProperty("scratch_panel") @Nullable Box scratchPanel,
            @JsonProperty("hang_hole") @Nullable Box hangHole,
            @JsonProperty(value = "fields", required = true) List<JsonNode> fields,
            @JsonProperty("reverse") @Nullable String reverse) {}

    /** A rectangle by width and height, maybe with round corners, or a disc by diameter and hole. */
    record OutlineFile(
            @JsonProperty("width") @Nullable Double width,
            @JsonProperty("height") @Nullable Double height,
            @JsonProperty("corner") @Nullable Double corner,
            @JsonProperty("diameter") @Nullable Double diameter,
            @JsonProperty("hole") @Nullable Double hole) {
        Outline outline() {
            if (width != null && height != null && diameter == null && hole == null) {
                return new Outline.Rectangle(width, height, corner == null ? 0 : corner);
            }
            if (diameter != null
                    && hole != null
                    && width == null
                    && height == null
                    && corner == null) {
                return new Outline.Disc(diameter, hole);
            }
            throw new IllegalArgumentException(
                    "A shape has either width, height and maybe corner, or diameter and hole.");
        }
    }

    /** How a line looks, in the members that all places with a line have. */
    private record StyleFile(
            String font,
            double size,
            @Nullable Double smallest,
            @Nullable String align,
            @Nullable String colour,
            @Nullable String reads) {
        Field.Style style(Palette colours) {
            return new Field.Style(
                    oneOf(Typeface.values(), font),
                    size,
                    smallest == null ? size : smallest,
                    align == null ? Field.Align.LEFT : oneOf(Field.Align.values(), align),
                    colour == null ? Colour.BLACK : RoleColours.parse(colour, colours),
                    reads == null ? Field.Reads.ACROSS : oneOf(Field.Reads.values(), reads));
        }
    }

    private record TextFile(
            @JsonProperty(value = "field", required = true) String field,
            @JsonProperty(value = "x", required = true) double x,
            @JsonProperty(value = "y", required = true) double y,
            @JsonProperty(value = "width", required = true) double width,
            @JsonProperty(value = "height", required = true) double height,
            @JsonProperty(value = "font", required = true) String font,
            @JsonProperty(value = "size", required = true) double size,
            @JsonProperty("smallest") @Nullable Double smallest,
            @JsonProperty("align") @Nullable String align,
            @JsonProperty("colour") @Nullable String colour,
            @JsonProperty("reads") @Nullable String reads,
            @JsonProperty("text") @Nullable String text) {
        Field toField(Palette colours) {
            return new Field.Text(
                    oneOf(Wording.values(), field),
                    new Box(x, y, width, height),
                    text == null ? "" : text,
                    new StyleFile(font, size, smallest, align, colour, reads).style(colours));
        }
    }

    private record LogoFile(
            @JsonProperty(value = "field", required = true) String field,
            @JsonProperty(value = "x", required = true) double x,
            @JsonProperty(value = "y", required = true) double y,
            @JsonProperty(value = "width", required = true) double width,
            @JsonProperty(value = "height", required = true) double height,
            @JsonProperty(value = "font", required = true) String font,
            @JsonProperty(value = "size", required = true) double size,
            @JsonProperty("smallest") @Nullable Double smallest,
            @JsonProperty("align") @Nullable String align,
            @JsonProperty("colour") @Nullable String colour,
            @JsonProperty("plate") @Nullable String plate) {
        Field toField(Palette colours) {
            return new Field.Logo(
                    new Field.Text(
                            Wording.PROVIDER,
                            new Box(x, y, width, height),
                            "",
                            new StyleFile(font, size, smallest, align, colour, null).style(colours)),
                    Optional.ofNullable(plate).map(text -> RoleColours.parse(text, colours)));
        }
    }

    private record SymbolFile(
            @JsonProperty(value = "field", required = true) String field,
            @JsonProperty(value = "x", required = true) double x,
            @JsonProperty(value = "y", required = true) double y,
            @JsonProperty(value = "width", required = true) double width,
            @JsonProperty(value = "height", required = true) double height,
            @JsonProperty(value = "module", required = true) double module,
            @JsonProperty("smallest_module") @Nullable Double smallestModule,
            @JsonProperty("bars") double bars) {
        Field toField() {
            return new Field.Symbol(
                    oneOf(Encoding.values(), field),
                    new Box(x, y, width, height),
                    module,
                    smallestModule == null ? module : smallestModule,
                    bars);
        }
    }

    private LayoutReader() {}

    /**
     * The layout in a file.
     *
     * @throws TemplateException when it is none, with the reason
     */
    static Layout read(String name, byte[] content) {
        return read(name, content, Palette.SHIPPED);
    }

    /**
     * The same.
     *
     * @param colours in place of the roles that it names
     */
    static Layout read(String name, byte[] content, Palette colours) {
        try {
            LayoutFile file = JSON.readValue(content, LayoutFile.class);
            if (file == null || file.title == null || file.trim == null || file.fields == null) {
                throw new IllegalArgumentException("It has a title, a trim and fields.");
            }
            List<Field> fields = new ArrayList<>();
            for (JsonNode node : file.fields) {
                fields.add(field(node, colours));
            }
            return new Layout(
                    Titles.require(file.title),
                    file.trim.outline(),
                    file.bleed,
                    file.safe,
                    Optional.ofNullable(file.scratchPanel),
                    Optional.ofNullable(file.hangHole),
                    fields,
                    Optional.ofNullable(file.reverse));
        } catch (JsonProcessingException e) {
            throw new TemplateException(
                    Text.of(
                            "The layout {text} can't be read: {fault}",
                            "text",
                            name,
                            "fault",
                            FaultReader.words(e)),
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new TemplateException(
                    Text.of(
                            "The layout {text} is wrong: {fault}",
                            "text",
                            name,
                            "fault",
                            String.valueOf(e.getMessage())),
                    e);
        }
    }

    private static Field field(JsonNode node, Palette colours) throws JsonProcessingException {
        if (!node.isObject()) {
            throw new IllegalArgumentException("A place is an object with a field.");
        }
        String key = node.path("field").asText();
        if (key.equals(LOGO)) {
            return JSON.treeToValue(node, LogoFile.class).toField(colours);
        }
        boolean isSymbol =
                Arrays.stream(Encoding.values()).anyMatch(encoding -> encoding.key().equals(key));
        return isSymbol
                ? JSON.treeToValue(node, SymbolFile.class).toField()
                : JSON.treeToValue(node, TextFile.class).toField(colours);
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> key(value).equals(text))
                .findAny()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        Text.of(
                                                        "\"{text}\" is none of {names}.",
                                                        "text",
                                                        text,
                                                        "names",
                                                        Arrays.stream(values)
                                                                .map(LayoutReader::key)
                                                                .toList()
                                                                .toString())
                                                .toString()));
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
