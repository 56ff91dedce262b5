package io.counterfoil.printing.artwork;

import io.counterfoil.brand.ColourRole;
import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Colour;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Colours that are named by their role: {@code "brand-accent"} in a layout, {@code
 * var(--brand-accent, #f2a541)} in an SVG. The colour after the comma is what drawing programs
 * show; it is never printed.
 */
public final class RoleColours {
    private static final String PREFIX = "brand-";
    private static final Pattern IN_SVG =
            Pattern.compile(
                    "var\\(\\s*--brand-("
                            + Arrays.stream(ColourRole.values())
                                    .map(ColourRole::key)
                                    .collect(Collectors.joining("|"))
                            + ")\\s*(?:,\\s*#[0-9a-fA-F]{3,6}\\s*)?\\)");

    private RoleColours() {}

    /**
     * Reads {@code #rrggbb} or the name of a role.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Colour parse(String text, Palette colours) {
        if (!text.startsWith(PREFIX)) {
            return Colour.parse(text);
        }
        return role(text.substring(PREFIX.length()))
                .map(role -> Colour.parse(colours.of(role)))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        Text.of(
                                                        "\"{text}\" is none of {names}.",
                                                        "text",
                                                        text,
                                                        "names",
                                                        names())
                                                .toString()));
    }

    private static Optional<ColourRole> role(String key) {
        return Arrays.stream(ColourRole.values()).filter(role -> role.key().equals(key)).findAny();
    }

    /** What colours may be called. */
    static String names() {
        return Arrays.stream(ColourRole.values())
                .map(role -> PREFIX + role.key())
                .collect(Collectors.joining(", "));
    }

    /** An SVG with colours in place of roles. What names no role is left for the check to refuse. */
    static byte[] paint(byte[] svg, Palette colours) {
        // One character for each byte, so that every encoding but that of the names stays whole.
        Matcher roles = IN_SVG.matcher(new String(svg, StandardCharsets.ISO_8859_1));
        return roles.replaceAll(found -> colours.of(role(found.group(1)).orElseThrow()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
