package io.counterfoil.printing.layout;

import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Seed;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * A logo that is drawn once for all its places.
 *
 * @param artwork what is drawn
 * @param size its natural size
 */
record Logo(Artwork artwork, Artwork.Size size) {
    /**
     * Measures a logo.
     *
     * @throws TemplateException when it can't be used
     */
    static Logo of(Artwork artwork) {
        return new Logo(artwork, artwork.size());
    }

    /**
     * Adds it to a seed in its natural size.
     *
     * @param inInks whether its colours become the inks of a press
     * @return the number of the form, whose lower left corner is the origin
     */
    int add(Seed seed, PDDocument document, boolean inInks) throws IOException {
        return artwork.add(seed, document, size.widthMm(), size.heightMm(), inInks);
    }

    /**
     * Draws it into its place, as large as that allows.
     *
     * @param alias its name in the resources of the content
     * @param inInks whether the plate's colour becomes inks of a press
     */
    void draw(Field.Logo place, String alias, boolean inInks, Content content) {
        Box box = place.fitted(size);
        place.plate().ifPresent(plate -> plate(place, box, plate, inInks, content));
        double scale = box.width() / size.widthMm();
        content.raw("q ")
                .raw(inInks ? Colour.KNOCK_OUT : "")
                .number(scale)
                .raw("0 0 ")
                .number(scale)
                .number(Points.of(box.x()))
                .number(-Points.of(box.bottom()))
                .raw("cm /" + alias + " Do Q\n");
    }

    private static void plate(
            Field.Logo place, Box logo, Colour plate, boolean inInks, Content content) {
        double margin = place.margin();
        content.raw("q ")
                .translate(Points.of(logo.x() - margin), -Points.of(logo.y() - margin));
        (inInks ? plate.forPress() : plate).cover(content);
        OutlinePath.outline(
                new Outline.Rectangle(
                        logo.width() + 2 * margin, logo.height() + 2 * margin, margin),
                content);
        content.raw("f Q\n");
    }
}
