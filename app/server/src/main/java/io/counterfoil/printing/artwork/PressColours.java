package io.counterfoil.printing.artwork;

import de.rototor.pdfbox.graphics2d.IPdfBoxGraphics2DColorMapper;
import de.rototor.pdfbox.graphics2d.IPdfBoxGraphics2DImageEncoder;
import io.counterfoil.printing.pdf.Inks;
import java.awt.Color;
import java.awt.Image;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceCMYK;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Draws artwork in the inks of a press: fills, lines and gradients. */
final class PressColours implements IPdfBoxGraphics2DColorMapper, IPdfBoxGraphics2DImageEncoder {
    @Override
    public PDColor mapColor(Color colour, IColorMapperEnv environment) {
        Inks inks = Inks.of(colour.getRed(), colour.getGreen(), colour.getBlue());
        // Grey too: a gradient has all its colours in one space.
        return new PDColor(
                new float[] {inks.cyan(), inks.magenta(), inks.yellow(), inks.black()},
                PDDeviceCMYK.INSTANCE);
    }

    /** Artwork is all vector; a picture of a screen's colours must not slip through. */
    @Override
    public PDImageXObject encodeImage(
            PDDocument document,
            PDPageContentStream content,
            Image image,
            IPdfBoxGraphics2DImageEncoderEnv environment) {
        throw new IllegalStateException("artwork that could only be drawn as a picture");
    }
}
