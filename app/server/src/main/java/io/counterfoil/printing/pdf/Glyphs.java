package io.counterfoil.printing.pdf;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The characters that can occur in a value, ready to be written and measured. */
public final class Glyphs {
    /** Characters below this, which are nearly all, are found without a map. */
    private static final int COMMON = 0x180;

    private final @Nullable Glyph[] common = new Glyph[COMMON];
    private final Map<Integer, Glyph> rare = new HashMap<>();

    /**
     * A character.
     *
     * @param hexadecimal as it stands in a PDF string
     * @param width at one point
     */
    private record Glyph(Content hexadecimal, double width) {}

    /** Makes these characters ready; the font has all of them ({@link Fonts#missing}). */
    public Glyphs(Fonts fonts, Typeface font, String characters) throws IOException {
        for (int character : characters.codePoints().toArray()) {
            String text = Character.toString(character);
            Glyph glyph =
                    new Glyph(
                            new Content(8).raw(fonts.encode(font, text)), fonts.width(font, text));
            if (character < COMMON) {
                common[character] = glyph;
            } else {
                rare.put(character, glyph);
            }
        }
    }

    private Glyph glyph(int character) {
        return Objects.requireNonNull(
                character < COMMON ? common[character] : rare.get(character),
                "a character that was not announced");
    }

    /**
     * Width of a text at one point, in points.
     *
     * @throws NullPointerException for a character that was not announced
     */
    public double width(String text) {
        double width = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            width += glyph(text.codePointAt(i)).width;
        }
        return width;
    }

    /** Appends a text to a hexadecimal string. */
    public void put(String text, Content content) {
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            content.append(glyph(text.codePointAt(i)).hexadecimal);
        }
    }
}
