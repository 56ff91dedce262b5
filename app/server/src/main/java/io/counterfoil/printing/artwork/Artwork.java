package io.counterfoil.printing.artwork;

import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Seed;
import io.counterfoil.printing.pdf.Words;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        SVG("image/svg+xml"),
        PDF("application/pdf");

        /** How every PDF begins. */
        private static final String PDF_MARK = "%PDF-";

        private final String mediaType;

        Kind(String mediaType) {
            this.mediaType = mediaType;
        }

        /** What a file is whose name nobody told: a PDF says so, anything else may be an SVG. */
        public static Kind of(byte[] content) {
            byte[] start = Arrays.copyOf(content, PDF_MARK.length());
            return new String(start, StandardCharsets.ISO_8859_1).equals(PDF_MARK) ? PDF : SVG;
        }

        /** What it is called where it is sent. */
        public String mediaType() {
            return mediaType;
        }

        /** How names of such files end, with the dot. */
        public String extension() {
            return "." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** How large it is by itself. */
    public record Size(double widthMm, double heightMm) {
        String words() {
            return Words.millimetres(Math.rint(widthMm * 10) / 10)
                    + " × "
                    + Words.millimetres(Math.rint(heightMm * 10) / 10)
                    + " mm";
        }
    }

    /**
     * The size that the file states.
     *
     * @throws TemplateException when it can't be used
     */
    public Size size() {
        return switch (kind) {
            case SVG -> SvgArtwork.size(name, content);
            case PDF -> PdfArtwork.size(name, content);
        };
    }

    /**
     * Lets artwork pass that is sharp at any size; an SVG always is.
     *
     * @throws TemplateException when there are pictures of dots in it
     */
    void requireVector() {
        if (kind == Kind.PDF) {
            PdfArtwork.requireVector(name, content);
        }
    }

    /** The same with colours in place of their roles; a PDF has none. */
    public Artwork in(Palette colours) {
        return kind == Kind.SVG
                ? new Artwork(name, kind, RoleColours.paint(content, colours))
                : this;
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
     * What it looks like on white paper.
     *
     * @param widthMm width that it must have, bleed included
     * @param heightMm height that it must have, bleed included
     * @throws TemplateException when it can't be used
     */
    public BufferedImage picture(double widthMm, double heightMm, int dpi) throws IOException {
        return switch (kind) {
            case SVG -> SvgArtwork.picture(name, content, widthMm, heightMm, dpi);
            case PDF -> PdfArtwork.picture(name, content, dpi);
        };
    }

    /**
     * Whether all of it is drawn by this program, so that it can vouch for colours and fonts. It
     * can't for a PDF, which brings its own.
     */
    public boolean isVouchedFor() {
        return kind == Kind.SVG;
    }

    /** What is thrown for artwork of another size. */
    static TemplateException wrongSize(
            String name, double width, double height, double widthMm, double heightMm) {
        return TemplateException.ofArtwork(
                name,
                Text.of(
                        "is {size}; with its bleed it should be {wanted}.",
                        "size",
                        new Size(width, height).words(),
                        "wanted",
                        Words.millimetres(widthMm)
                                + " × "
                                + Words.millimetres(heightMm)
                                + " mm"));
    }

    /** Without the content, which is large. */
    @Override
    public String toString() {
        return "Artwork[" + name + "]";
    }
}
