package io.counterfoil.printing.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts of one document: measures and encodes, and remembers which glyphs were used. A font is
 * read when it is first asked for; methods throw {@link IOException} when it can't be.
 */
public final class Fonts {
    private static final HexFormat HEX = HexFormat.of();

    // The table directory of a font (OpenType 1.9, "Organization of an OpenType Font").
    private static final int TABLE_COUNT = 4;
    private static final int FIRST_TABLE = 12;
    private static final int TABLE_BYTES = 16;
    private static final int SUBSTITUTIONS = tag("GSUB");
    private static final int UNREAD = tag("none");

    private final Map<Typeface, PDType0Font> loaded = new EnumMap<>(Typeface.class);
    private final PDDocument document;

    /**
     * No fonts yet.
     *
     * @param document which they are embedded in
     */
    public Fonts(PDDocument document) {
        this.document = document;
    }

    private static int tag(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    private PDType0Font font(Typeface typeface) throws IOException {
        PDType0Font font = loaded.get(typeface);
        if (font == null) {
            try (InputStream file =
                    Objects.requireNonNull(Fonts.class.getResourceAsStream(typeface.resource()))) {
                byte[] plain = withoutSubstitutions(file.readAllBytes());
                font = PDType0Font.load(document, new ByteArrayInputStream(plain), true);
            }
            loaded.put(typeface, font);
        }
        return font;
    }

    /**
     * The font with its table of glyph substitutions under a name that nobody reads: signs are set
     * one after the other without it, and reading it takes ten times as long as all the rest.
     *
     * @param font an OpenType file; it is changed
     */
    private static byte[] withoutSubstitutions(byte[] font) {
        ByteBuffer directory = ByteBuffer.wrap(font);
        int tables = directory.getShort(TABLE_COUNT);
        for (int i = 0; i < tables; i++) {
            int tag = FIRST_TABLE + i * TABLE_BYTES;
            if (directory.getInt(tag) == SUBSTITUTIONS) {
                directory.putInt(tag, UNREAD);
            }
        }
        return font;
    }

    /**
     * The first character that can't be shown, with its name; empty when all can. Signs are set one
     * after the other from left to right, so scripts that need more than that are not shown even
     * where the font has their letters.
     */
    public Optional<String> missing(Typeface typeface, String text) throws IOException {
        PDType0Font font = font(typeface);
        return text.codePoints()
                .filter(c -> !isPlain(c) || font.getCmapLookup().getGlyphId(c) == 0)
                .mapToObj(Fonts::name)
                .findFirst();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default ->
                    switch (Character.getDirectionality(character)) {
                        case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                                Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                                Character.DIRECTIONALITY_ARABIC_NUMBER ->
                                false;
                        default -> true;
                    };
        };
    }

    /** The character with its number and name; itself only where it can stand in a sentence. */
    private static String name(int character) {
        String name = "U+%04X %s".formatted(character, Character.getName(character));
        return Character.isLetterOrDigit(character)
                        || Character.getType(character) == Character.OTHER_SYMBOL
                ? "\"%s\" (%s)".formatted(Character.toString(character), name)
                : name;
    }

    /** Width of a text at one point, in points. */
    public double width(Typeface typeface, String text) throws IOException {
        return font(typeface).getStringWidth(text) / 1000;
    }

    /** The text as hexadecimal glyph codes for a PDF string; the glyphs will be embedded. */
    public String encode(Typeface typeface, String text) throws IOException {
        PDType0Font font = font(typeface);
        text.codePoints().forEach(font::addToSubset);
        return HEX.formatHex(font.encode(text));
    }

    /**
     * Cuts the fonts down to the glyphs used and adds them to the seed.
     *
     * @return their entry of a resource dictionary
     */
    public String entries(Seed seed) throws IOException {
        StringBuilder entries = new StringBuilder("/Font<<");
        for (Map.Entry<Typeface, PDType0Font> font : loaded.entrySet()) {
            font.getValue().subset();
            // PDF wants descriptors to be objects of their own (ISO 32000-1, table 117).
            seed.add(font.getValue().getDescendantFont().getFontDescriptor().getCOSObject());
            entries.append('/')
                    .append(font.getKey().alias())
                    .append(' ')
                    .append(seed.add(font.getValue().getCOSObject()))
                    .append(" 0 R");
        }
        return entries.append(">>").toString();
    }
}
