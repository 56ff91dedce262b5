package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.IOException;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfparser.PDFStreamParser;

/**
 * What is worked out for each dot anew: shades by little programs and meshes, and the colours of
 * pictures in spot inks. Seven hundred bytes of it keep a computer busy for hours, so that only what
 * is quick passes.
 */
final class PdfShades {
    /** Along a line and around a circle, which need their colours only once. */
    private static final Set<Integer> QUICK = Set.of(2, 3);

    /** What turns the parts of several inks into a colour has some dozens of steps. */
    private static final int MOST_STEPS = 64;

    private static final int PROGRAM = 4;

    /** A step takes about a tenth of a microsecond. */
    private static final long MOST_STEPS_OF_DOTS = 100_000_000;

    private static final Set<COSName> MIXED = Set.of(COSName.SEPARATION, COSName.DEVICEN);

    private static final Set<String> BRACES = Set.of("{", "}");

    private final PdfStreams streams;
    private final String name;
    private long steps = 1;
    private long dots;

    /**
     * Looks at one file.
     *
     * @param name for messages
     * @param streams that were measured
     */
    PdfShades(String name, PdfStreams streams) {
        this.name = name;
        this.streams = streams;
    }

    /** Lets an object pass that is no slow shade or function. */
    void require(COSDictionary object) throws IOException {
        if (object.containsKey(COSName.SHADING_TYPE)
                && !QUICK.contains(object.getInt(COSName.SHADING_TYPE))) {
            throw refused(
                    "has a shade that is neither along a line nor around a circle; please turn it"
                            + " into such gradients.");
        }
        if (object instanceof COSStream program
                && program.getInt(COSName.FUNCTION_TYPE) == PROGRAM) {
            steps = Math.max(steps, steps(program));
            requireQuick();
        }
        if (COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))
                && object.getDictionaryObject(COSName.COLORSPACE) instanceof COSArray space
                && space.size() > 0
                && isMixed(space.getObject(0))) {
            long here = (long) object.getInt(COSName.WIDTH) * object.getInt(COSName.HEIGHT);
            dots = Math.max(dots, here);
            requireQuick();
        }
    }

    private static boolean isMixed(COSBase kind) {
        return kind instanceof COSName named && MIXED.contains(named);
    }

    private long steps(COSStream program) throws IOException {
        PDFStreamParser parser = new PDFStreamParser(streams.operators(program));
        long found = 0;
        for (Object token = parser.parseNextToken();
                token != null && found <= MOST_STEPS;
                token = parser.parseNextToken()) {
            found += token instanceof Operator step && !BRACES.contains(step.getName()) ? 1 : 0;
        }
        return found;
    }

    private void requireQuick() {
        if (steps > MOST_STEPS) {
            throw TemplateException.ofArtwork(
                    name,
                    Text.of(
                            "has a program of more than {steps} steps for its colours; please"
                                    + " export it with plain CMYK or RGB colours.",
                            "steps",
                            MOST_STEPS));
        }
        if (steps * dots > MOST_STEPS_OF_DOTS) {
            throw refused(
                    "has a large picture in spot inks, whose colours a program works out; please"
                            + " export it with plain CMYK or RGB colours.");
        }
    }

    private TemplateException refused(String fault) {
        return TemplateException.ofArtwork(name, Text.of(fault));
    }
}
