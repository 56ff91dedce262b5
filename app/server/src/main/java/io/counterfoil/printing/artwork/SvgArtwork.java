package io.counterfoil.printing.artwork;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Points;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jspecify.annotations.Nullable;

/** A designer's SVG, which is data: no scripts, no entities, nothing from outside the file. */
final class SvgArtwork {
    private static final double PX_PER_MM = 96 / 25.4;

    /** The SVG reader's millimetre is a little off, so that the width of a Letter loses 0.05 mm. */
    private static final double TOLERANCE = 0.001;

    private SvgArtwork() {}

    /**
     * Draws artwork once, all vector, into a form whose lower left corner is the origin.
     *
     * @param name for messages
     * @param widthMm width that the artwork must have, bleed included
     * @param heightMm height that the artwork must have, bleed included
     * @param inInks whether its colours become the inks of a press
     * @throws TemplateException when the file can't be used
     */
    static COSStream draw(
            PDDocument document,
            String name,
            byte[] svg,
            double widthMm,
            double heightMm,
            boolean inInks)
            throws IOException {
        SVGDocument artwork = parse(name, svg);
        double width = artwork.size().width / PX_PER_MM;
        double height = artwork.size().height / PX_PER_MM;
        if (Math.abs(width - widthMm) > TOLERANCE * widthMm
                || Math.abs(height - heightMm) > TOLERANCE * heightMm) {
            throw Artwork.wrongSize(name, width, height, widthMm, heightMm);
        }
        float pageWidth = (float) Points.of(widthMm);
        float pageHeight = (float) Points.of(heightMm);
        PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, pageWidth, pageHeight);
        graphics.setDrawControl(new PatientControl(name, Patience.forTrial(name)));
        if (inInks) {
            PressColours colours = new PressColours();
            graphics.setColorMapper(colours);
            graphics.setImageEncoder(colours);
        }
        try {
            artwork.renderWithPlatform(
                    NullPlatformSupport.INSTANCE,
                    graphics,
                    new ViewBox(0, 0, pageWidth, pageHeight));
        } catch (TemplateException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("The service ends.", e);
            }
            // The library has no exception of its own for a drawing that it can't make.
            throw TemplateException.ofArtwork(name, Text.of("can't be drawn."), e);
        } finally {
            // Of a drawing that was left in the middle, copies are left too.
            graphics.disposeDanglingChildGraphics();
            graphics.dispose();
        }
        return graphics.getXFormObject().getCOSObject();
    }

    /** The same as dots on white paper. */
    static BufferedImage picture(
            String name, byte[] svg, double widthMm, double heightMm, int dpi)
            throws IOException {
        try (PDDocument document = new PDDocument()) {
            COSStream form = draw(document, name, svg, widthMm, heightMm, false);
            PDPage page =
                    new PDPage(
                            new PDRectangle(
                                    (float) Points.of(widthMm), (float) Points.of(heightMm)));
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(new PDFormXObject(new PDStream(form)));
            }
            return new TimedRenderer(document, Patience.forTrial(name))
                    .renderImageWithDPI(0, dpi);
        }
    }

    /**
     * The natural size of artwork.
     *
     * @throws TemplateException when the file can't be used
     */
    static Artwork.Size size(String name, byte[] svg) {
        SVGDocument artwork = parse(name, svg);
        return new Artwork.Size(
                artwork.size().width / PX_PER_MM, artwork.size().height / PX_PER_MM);
    }

    private static SVGDocument parse(String name, byte[] svg) {
        SvgCheck.require(name, svg);
        LoaderContext context =
                LoaderContext.builder()
                        .externalResourcePolicy(ResourcePolicy.DENY_EXTERNAL)
                        .build();
        try {
            @Nullable SVGDocument artwork =
                    new SVGLoader().load(new ByteArrayInputStream(svg), null, context);
            if (artwork != null) {
                return artwork;
            }
        } catch (RuntimeException e) {
            throw TemplateException.ofArtwork(name, Text.of("can't be drawn."), e);
        }
        throw TemplateException.ofArtwork(name, Text.of("is no SVG file."));
    }
}
