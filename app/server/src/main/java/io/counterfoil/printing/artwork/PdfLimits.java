package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all that a PDF page draws with and refuses what is too much, what takes too long, what
 * comes from outside the file and fonts that are not in it.
 */
final class PdfLimits {
    private static final int MOST_OBJECTS = 50_000;
    private static final int DEEPEST = 64;
    private static final String PICTURE =
            "has a picture made of dots. Please bring one that is all shapes, or an SVG.";

    private static final Set<COSName> SIMPLE_FONTS =
            Set.of(
                    COSName.TYPE1,
                    COSName.MM_TYPE1,
                    COSName.TRUE_TYPE,
                    COSName.CID_FONT_TYPE0,
                    COSName.CID_FONT_TYPE2);

    private final String name;
    private final boolean vectorsOnly;
    private final Set<COSStream> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final PdfStreams streams;
    private final PdfShades shades;
    private int objects;

    /**
     * Looks at one file.
     *
     * @param name for messages
     * @param streams that were measured
     */
    PdfLimits(String name, PdfStreams streams) {
        this(name, streams, false);
    }

    private PdfLimits(String name, PdfStreams streams, boolean vectorsOnly) {
        this.name = name;
        this.streams = streams;
        this.shades = new PdfShades(name, streams);
        this.vectorsOnly = vectorsOnly;
    }

    /** Looks at a file that may have no pictures of dots, nor fonts that are made of them. */
    static PdfLimits ofVectors(String name, PdfStreams streams) {
        return new PdfLimits(name, streams, true);
    }

    private TemplateException refused(String fault) {
        return TemplateException.ofArtwork(name, Text.of(fault));
    }

    /**
     * Lets an object pass with all that it refers to.
     *
     * @throws TemplateException with what to change otherwise
     */
    void require(COSBase object) throws IOException {
        require(object, 0);
    }

    private void require(@Nullable COSBase object, int depth) throws IOException {
        // Objects are counted each time they are met, for that is how often they are written.
        objects++;
        if (objects > MOST_OBJECTS || depth > DEEPEST) {
            throw refused("has too many objects or nests them too deep; please simplify it.");
        }
        switch (object) {
            case COSObject reference -> require(reference.getObject(), depth);
            case COSStream stream -> {
                if (seen.add(stream)) {
                    stream(stream);
                    entries(stream, depth);
                }
            }
            case COSDictionary dictionary -> entries(dictionary, depth);
            case COSArray array -> {
                for (COSBase element : array) {
                    require(element, depth + 1);
                }
            }
            case null, default -> {
                // Numbers, names and texts are harmless.
            }
        }
    }

    private void entries(COSDictionary dictionary, int depth) throws IOException {
        font(dictionary);
        shades.require(dictionary);
        for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
            require(entry.getValue(), depth + 1);
        }
    }

    private void font(COSDictionary dictionary) {
        COSName kind = dictionary.getCOSName(COSName.SUBTYPE);
        if (vectorsOnly && COSName.TYPE3.equals(kind)) {
            throw refused("has a font that draws its letters itself; please turn text into outlines.");
        }
        if (kind == null
                || !SIMPLE_FONTS.contains(kind)
                || !dictionary.containsKey(COSName.BASE_FONT)) {
            return;
        }
        COSDictionary descriptor = dictionary.getCOSDictionary(COSName.FONT_DESC);
        if (descriptor == null
                || !(descriptor.containsKey(COSName.FONT_FILE)
                        || descriptor.containsKey(COSName.FONT_FILE2)
                        || descriptor.containsKey(COSName.FONT_FILE3))) {
            throw TemplateException.ofArtwork(
                    name,
                    Text.of(
                            "uses the font {text} without having it inside. Please export it with"
                                    + " all fonts embedded, or turn text into outlines.",
                            "text",
                            dictionary.getNameAsString(COSName.BASE_FONT, "?")));
        }
    }

    private void stream(COSStream stream) throws IOException {
        if (stream.containsKey(COSName.F) || stream.containsKey(COSName.getPDFName("Ref"))) {
            throw refused("refers to another file; please put all of it into one.");
        }
        if (COSName.PS.equals(stream.getCOSName(COSName.SUBTYPE))) {
            throw refused("has PostScript in it; please export it without.");
        }
        if (COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))) {
            if (vectorsOnly) {
                throw refused(PICTURE);
            }
            long width = stream.getInt(COSName.WIDTH);
            long height = stream.getInt(COSName.HEIGHT);
            if (width <= 0 || height <= 0) {
                throw refused("has a picture without a size; please export it anew.");
            }
            if (width * height > PdfPictures.MOST_DOTS) {
                throw refused(
                        "has a picture of more than 50 million dots; please make it smaller.");
            }
        }
        if (vectorsOnly && isDrawing(stream)) {
            requireShapes(streams.operators(stream));
        }
    }

    /** Forms and patterns. */
    private static boolean isDrawing(COSStream stream) {
        return COSName.FORM.equals(stream.getCOSName(COSName.SUBTYPE))
                || stream.containsKey(COSName.PATTERN_TYPE);
    }

    /**
     * All operators of a page.
     *
     * @throws TemplateException if they have more than 64 MiB, or there is a picture among them
     *     where none may be
     */
    byte[] drawing(PDPage page) throws IOException {
        byte[] operators = streams.operators(page);
        if (vectorsOnly) {
            requireShapes(operators);
        }
        return operators;
    }

    private void requireShapes(byte[] operators) throws IOException {
        PDFStreamParser parser = new PDFStreamParser(operators);
        for (Object token = parser.parseNextToken();
                token != null;
                token = parser.parseNextToken()) {
            if (token instanceof Operator operator
                    && operator.getName().equals(OperatorName.BEGIN_INLINE_IMAGE)) {
                throw refused(PICTURE);
            }
        }
    }
}
