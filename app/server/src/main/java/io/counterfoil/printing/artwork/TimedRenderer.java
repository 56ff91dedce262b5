package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/**
 * Draws the pages of a PDF as dots, and stops between two of its operators where that takes longer
 * than it may ({@link TemplateException}). How long one operator may take is bounded by what artwork
 * may have in it.
 */
public final class TimedRenderer extends PDFRenderer {
    private final Patience patience;

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

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
        return new Drawer(parameters);
    }

    private final class Drawer extends PageDrawer {
        Drawer(PageDrawerParameters parameters) throws IOException {
            super(parameters);
        }

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands)
                throws IOException {
            patience.require();
            super.processOperator(operator, operands);
        }
    }
}
