package io.counterfoil.printing.artwork;

import io.counterfoil.printing.pdf.Seed;
import io.counterfoil.printing.pdf.Words;
import java.io.IOException;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * What a designer drew for a layout: a file that is data and nothing else.
 *
 * @param name of the file, for messages
 * @param kind its format
 * @param content its bytes
 */
public record Artwork(String name, Kind kind, byte[] content) {
    /** The formats that can be printed. */
    public enum Kind {
        SVG,
        PDF;

        /** How names of such files end, with the dot. */
        public String extension() {
            return "." + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Adds the artwork to a seed, once, as a form whose lower left corner is the origin.
     *
     * @param widthMm width that it must have, bleed included
     * @param heightMm height that it must have, bleed included
     * @param inInks whether its colours become the inks of a press; a PDF keeps its own
     * @return the number of the form
     * @throws TemplateException when it can't be used
     */
    public int add(Seed seed, PDDocument document, double widthMm, double heightMm, boolean inInks)
            throws IOException {
        return switch (kind) {
            case SVG ->
                    seed.add(SvgArtwork.draw(document, name, content, widthMm, heightMm, inInks));
            case PDF -> PdfArtwork.add(seed, name, content, widthMm, heightMm);
        };
    }

    /**
     * Whether all of it is drawn by this program, so that it can vouch for colours and fonts. It
     * can't for a PDF, which brings its own.
     */
    public boolean isVouchedFor() {
        return kind == Kind.SVG;
    }

    /** The sentence for artwork of another size. */
    static String wrongSize(
            String name, double width, double height, double widthMm, double heightMm) {
        return "The artwork %s is %s × %s mm; with its bleed it should be %s × %s mm."
                .formatted(
                        name,
                        Words.millimetres(Math.rint(width * 10) / 10),
                        Words.millimetres(Math.rint(height * 10) / 10),
                        Words.millimetres(widthMm),
                        Words.millimetres(heightMm));
    }

    /** Without the content, which is large. */
    @Override
    public String toString() {
        return "Artwork[" + name + "]";
    }
}
