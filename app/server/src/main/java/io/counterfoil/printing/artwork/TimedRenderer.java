package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.jspecify.annotations.Nullable;

/**
 * Draws the pages of a PDF as dots, and stops between two of its operators where that takes longer
 * than it may ({@link TemplateException}). How long one operator may take is bounded by what artwork
 * may have in it.
 */
public final class TimedRenderer extends PDFRenderer {
    private final Patience patience;

    /** Where the page that is drawn shows its gradients; empty: everywhere. */
    private Optional<GeneralPath> shown = Optional.empty();

    /**
     * Draws pages of a document.
     *
     * @param name what is drawn, for the message: "The artwork card.pdf"
     * @param most for all pages that this draws together
     */
    public TimedRenderer(PDDocument document, Text name, Duration most) {
        this(document, new Patience(name, most));
    }

    TimedRenderer(PDDocument document, Patience patience) {
        super(document);
        this.patience = patience;
    }

    /**
     * The grey picture of a page whose gradients show in some places only, for who looks nowhere
     * else: a page that is full of them takes most of its time for them.
     *
     * @param page from 0 on
     * @param places in the picture, in dots
     */
    public BufferedImage grey(int page, int dpi, List<Rectangle> places) throws IOException {
        PDRectangle paper = document.getPage(page).getCropBox();
        AffineTransform points =
                AffineTransform.getTranslateInstance(paper.getLowerLeftX(), paper.getUpperRightY());
        points.scale(72.0 / dpi, -72.0 / dpi);
        GeneralPath path = new GeneralPath();
        places.forEach(place -> path.append(points.createTransformedShape(place), false));
        shown = Optional.of(path);
        try {
            return renderImageWithDPI(page, dpi, ImageType.GRAY);
        } finally {
            shown = Optional.empty();
        }
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
        return new Drawer(parameters);
    }

    private final class Drawer extends PageDrawer {
        private @Nullable Graphics2D page;

        Drawer(PageDrawerParameters parameters) throws IOException {
            super(parameters);
        }

        @Override
        public void drawPage(Graphics2D graphics, PDRectangle paper) throws IOException {
            page = graphics;
            super.drawPage(graphics, paper);
        }

        @Override
        public void shadingFill(COSName name) throws IOException {
            // What is drawn aside, such as the cell of a pattern, has corners of its own.
            if (shown.isEmpty() || !getGraphics().equals(page)) {
                super.shadingFill(name);
                return;
            }
            saveGraphicsState();
            try {
                getGraphicsState().intersectClippingPath(shown.get());
                super.shadingFill(name);
            } finally {
                restoreGraphicsState();
            }
        }

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands)
                throws IOException {
            patience.require();
            super.processOperator(operator, operands);
        }
    }
}
