package io.counterfoil.printing.layout;

import io.counterfoil.brand.Palette;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.pdf.Seed;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;

/** A layout with its artwork. */
record Design(Layout layout, Artwork artwork) {
    /** Names of what it shows in the resources of an item. */
    static final String ARTWORK = "A";

    static final String LOGO = "L";

    /**
     * Reads a layout.
     *
     * @param colours in place of the roles that layout and artwork name
     * @throws TemplateException when it is none
     */
    static Design read(String name, byte[] layout, Artwork artwork, Palette colours) {
        return new Design(LayoutReader.read(name, layout, colours), artwork.in(colours));
    }

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
