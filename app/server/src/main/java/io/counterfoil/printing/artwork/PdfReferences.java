package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.jspecify.annotations.Nullable;

/**
 * What a page draws again and again. Six forms that each draw the next one a hundred times are few
 * to read and a million million to draw, so what would be drawn is counted beforehand: forms and
 * pictures, patterns and soft masks each time that something is painted through them, and letters
 * that a font draws itself. So are the shapes that something is cut out along.
 */
final class PdfReferences {
    /** Deeper chains of references than this are no drawing. */
    private static final int LONGEST_CHAIN = 32;

    /** A picture of more dots than this counts as several. */
    private static final long DOTS = 10_000;

    /** A shade covers dots too, as many as the page has at most. */
    private static final long SHADE = 20;

    private final String name;
    private final PdfStreams streams;

    /** What was counted, by content and by what it draws with; null while it is being counted. */
    private final IdentityHashMap<COSStream, IdentityHashMap<COSDictionary, @Nullable Weight>>
            known = new IdentityHashMap<>();

    /**
     * Looks at one file.
     *
     * @param name for messages
     * @param streams that were measured
     */
    PdfReferences(String name, PdfStreams streams) {
        this.name = name;
        this.streams = streams;
    }

    /**
     * Lets a page pass.
     *
     * @param drawing all its operators
     * @throws TemplateException with what to change otherwise
     */
    void require(byte[] drawing, COSDictionary resources) throws IOException {
        Weight page = new Content(resources, 0).weight(drawing);
        page.fault()
                .ifPresent(
                        fault -> {
                            throw refused(fault);
                        });
    }

    private TemplateException refused(String fault) {
        return TemplateException.ofArtwork(name, Text.of(fault));
    }

    /** Operators with what they draw with. */
    private final class Content {
        private final COSDictionary resources;
        private final int chain;
        private final Deque<PaintTools> kept = new ArrayDeque<>();
        private final Set<COSName> names = new HashSet<>();
        private final PdfPath path = new PdfPath();
        private PaintTools tools = PaintTools.PLAIN;
        private long letters;
        private Weight all = Weight.NOTHING;

        Content(COSDictionary resources, int chain) {
            this.resources = resources;
            this.chain = chain;
        }

        Weight weight(byte[] operators) throws IOException {
            all = new Weight(0, operators.length, 0, Cuts.NONE);
            PDFStreamParser parser = new PDFStreamParser(operators);
            for (Object token = parser.parseNextToken();
                    token != null;
                    token = parser.parseNextToken()) {
                switch (token) {
                    case Operator operator -> {
                        if (operator.getImageData() != null) {
                            streams.requireInline(
                                    operator.getImageParameters(), operator.getImageData());
                        }
                        path(operator.getName());
                        apply(operator.getName());
                        path.end();
                        names.clear();
                        letters = 0;
                    }
                    case COSName operand -> names.add(operand);
                    case COSString text -> letters += text.getBytes().length;
                    case COSArray array -> letters += letters(array);
                    case COSNumber number -> path.number(number.intValue());
                    default -> {
                        // The others draw nothing.
                    }
                }
            }
            return all;
        }

        private static long letters(COSArray array) {
            long letters = 0;
            for (COSBase element : array) {
                letters += element instanceof COSString text ? text.getBytes().length : 0;
            }
            return letters;
        }

        private void path(String operator) {
            if (operator.equals("Tr") && path.cutsAlongLetters()) {
                throw refused("cuts along letters; please turn text into outlines.");
            }
            long cut = path.operator(operator, tools.isPlain());
            if (cut > 0) {
                all = all.plus(Weight.cut(cut));
            }
        }

        private void apply(String operator) throws IOException {
            switch (operator) {
                case "q" -> kept.push(tools);
                case "Q" -> tools = kept.isEmpty() ? tools : kept.pop();
                case "cs", "g", "rg", "k" -> tools = tools.filling(Weight.NOTHING);
                case "CS", "G", "RG", "K" -> tools = tools.stroking(Weight.NOTHING);
                case "sc", "scn" -> tools = tools.filling(patterns());
                case "SC", "SCN" -> tools = tools.stroking(patterns());
                case "gs" -> states();
                case "Tf" -> fonts();
                case "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "BI" ->
                        all = all.plus(tools.through(Weight.PAINT));
                case "sh" ->
                        all = all.plus(tools.through(Weight.PAINT).plus(Weight.ONE.times(SHADE)));
                case "Tj", "TJ", "'", "\"" -> all = all.plus(tools.letters(letters));
                case "Do" -> objects();
                default -> {
                    // The others move and measure.
                }
            }
        }

        private Weight patterns() throws IOException {
            Weight heaviest = Weight.NOTHING;
            for (COSName each : names) {
                COSBase pattern = find(COSName.PATTERN, each);
                if (pattern != null) {
                    heaviest = heaviest.max(Weight.ONE.plus(drawn(pattern).coloured()));
                }
            }
            return heaviest;
        }

        private void states() throws IOException {
            for (COSName each : names) {
                if (find(COSName.EXT_G_STATE, each) instanceof COSDictionary state) {
                    COSBase mask = state.getDictionaryObject(COSName.SMASK);
                    if (mask instanceof COSDictionary soft) {
                        COSBase group = soft.getDictionaryObject(COSName.G);
                        tools = tools.masked(Weight.ONE.plus(drawn(group).coloured()));
                    } else if (mask != null) {
                        tools = tools.masked(Weight.NOTHING);
                    }
                    COSArray font = state.getCOSArray(COSName.FONT);
                    if (font != null && font.getObject(0) instanceof COSDictionary drawing) {
                        tools = tools.writing(heaviestLetter(drawing));
                    }
                }
            }
        }

        private void fonts() throws IOException {
            Weight heaviest = Weight.NOTHING;
            for (COSName each : names) {
                if (find(COSName.FONT, each) instanceof COSDictionary font) {
                    heaviest = heaviest.max(heaviestLetter(font));
                }
            }
            tools = tools.writing(heaviest);
        }

        private Weight heaviestLetter(COSDictionary font) throws IOException {
            COSDictionary letters = font.getCOSDictionary(COSName.CHAR_PROCS);
            Weight heaviest = Weight.NOTHING;
            if (letters != null) {
                for (COSName each : letters.keySet()) {
                    if (letters.getDictionaryObject(each) instanceof COSStream letter) {
                        Weight weight = drawn(letter, font.getCOSDictionary(COSName.RESOURCES));
                        heaviest = heaviest.max(Weight.ONE.plus(weight));
                    }
                }
            }
            return heaviest;
        }

        private void objects() throws IOException {
            for (COSName each : names) {
                if (find(COSName.XOBJECT, each) instanceof COSStream object) {
                    all = all.plus(object(object).within(path.outer()));
                }
            }
        }

        private Weight object(COSStream object) throws IOException {
            if (COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
                return tools.through(new Weight(picture(object), 0, 1, Cuts.NONE));
            }
            COSDictionary group = object.getCOSDictionary(COSName.GROUP);
            return tools.form(Weight.ONE.plus(drawn(object)), group != null);
        }

        private static long picture(COSStream picture) {
            long dots = (long) picture.getInt(COSName.WIDTH) * picture.getInt(COSName.HEIGHT);
            return 1 + dots / DOTS;
        }

        /** What a form or pattern costs; patterns of shades have no operators. */
        private Weight drawn(@Nullable COSBase object) throws IOException {
            return object instanceof COSStream stream
                    ? drawn(stream, stream.getCOSDictionary(COSName.RESOURCES))
                    : Weight.ONE.times(SHADE);
        }

        private Weight drawn(COSStream stream, @Nullable COSDictionary own) throws IOException {
            COSDictionary with = own == null ? resources : own;
            IdentityHashMap<COSDictionary, @Nullable Weight> weights =
                    known.computeIfAbsent(stream, any -> new IdentityHashMap<>());
            if (weights.containsKey(with)) {
                Weight weight = weights.get(with);
                if (weight == null) {
                    throw refused("has a form that draws itself; please remove it from itself.");
                }
                return weight;
            }
            if (chain >= LONGEST_CHAIN) {
                throw refused("has a chain of more than 32 forms; please simplify it.");
            }
            weights.put(with, null);
            Weight weight = new Content(with, chain + 1).weight(streams.operators(stream));
            weights.put(with, weight);
            return weight;
        }

        private @Nullable COSBase find(COSName kind, COSName of) {
            COSDictionary all = resources.getCOSDictionary(kind);
            return all == null ? null : all.getDictionaryObject(of);
        }
    }
}
