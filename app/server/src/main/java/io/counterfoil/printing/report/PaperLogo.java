package io.counterfoil.printing.report;

import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Seed;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * A logo at the upper right of a page.
 *
 * @param size its natural size
 */
record PaperLogo(Artwork artwork, Artwork.Size size) {
    private static final double MOST_WIDTH_MM = 45;
    private static final double MOST_HEIGHT_MM = 13;
    private static final double TOP_MM = 9;
    private static final String ALIAS = "Logo";

    static Optional<PaperLogo> of(Optional<Artwork> artwork) {
        return artwork.map(logo -> new PaperLogo(logo, logo.size()));
    }

    /** Adds it to the objects of a document; the entry for the resources of its pages. */
    String entry(Seed seed, PDDocument document) throws IOException {
        int form = artwork.add(seed, document, size.widthMm(), size.heightMm(), false);
        return "/XObject<</" + ALIAS + " " + form + " 0 R>>";
    }

    /** Draws it so that it ends at a place of a page of that height, both in millimetres. */
    void draw(Content page, double right, double pageHeight) {
        double scale =
                Math.min(MOST_WIDTH_MM / size.widthMm(), MOST_HEIGHT_MM / size.heightMm());
        page.raw("q ")
                .number(scale)
                .raw("0 0 ")
                .number(scale)
                .number(Points.of(right - size.widthMm() * scale))
                .number(Points.of(pageHeight - TOP_MM - size.heightMm() * scale))
                .raw("cm /" + ALIAS + " Do Q\n");
    }
}
