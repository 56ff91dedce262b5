package io.counterfoil.printing.layout;

import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.pdf.Seed;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;

/** A layout with its artwork. */
record Design(Layout layout, Artwork artwork) {
    /**
     * Draws the artwork once for all items.
     *
     * @param forBureau whether it is drawn in the inks of a press
     * @return its number in the seed
     */
    int addArtwork(Seed seed, PDDocument document, boolean forBureau) throws IOException {
        double bleed = layout.bleedMm();
        return artwork.add(
                seed,
                document,
                layout.trim().width() + 2 * bleed,
                layout.trim().height() + 2 * bleed,
                forBureau);
    }
}
