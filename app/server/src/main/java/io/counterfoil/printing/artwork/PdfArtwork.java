package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A designer's PDF of one page. What is drawn on it becomes a form; nothing else of the file is
 * taken over, so scripts, attachments and annotations stay behind.
 */
final class PdfArtwork {
    /** Cutting programs round boxes to a hundredth of a point or so. */
    private static final double TOLERANCE_MM = 0.1;

    private static final double FULL_TURN = 360;

    private final String name;
    private final PDDocument pdf;
    private final PdfStreams streams;

    private PdfArtwork(String name, PDDocument pdf, PdfStreams streams) {
        this.name = name;
        this.pdf = pdf;
        this.streams = streams;
    }

    /**
     * Adds the page to a seed as a form whose lower left corner is the origin.
     *
     * @param name for messages
     * @param widthMm width that the page must have, bleed included
     * @param heightMm height that the page must have, bleed included
     * @return the number of the form
     * @throws TemplateException when the file can't be used
     */
    static int add(Seed seed, String name, byte[] content, double widthMm, double heightMm) {
        return opened(name, content, artwork -> artwork.add(seed, widthMm, heightMm));
    }

    /**
     * The size of the page, bleed included.
     *
     * @throws TemplateException when the file can't be used
     */
    static Artwork.Size size(String name, byte[] content) {
        return opened(
                name,
                content,
                artwork -> {
                    PDRectangle box = artwork.page().getBleedBox();
                    return new Artwork.Size(millimetres(box.getWidth()), millimetres(box.getHeight()));
                });
    }

    /**
     * Lets a file pass that has no pictures of dots in it.
     *
     * @throws TemplateException when the file can't be used
     */
    static void requireVector(String name, byte[] content) {
        opened(name, content, artwork -> artwork.drawing(PdfLimits.ofVectors(name, artwork.streams)));
    }

    /**
     * What the page looks like, bleed included, as dots on white paper.
     *
     * @throws TemplateException when the file can't be used
     */
    static BufferedImage picture(String name, byte[] content, int dpi) {
        return opened(
                name,
                content,
                artwork -> {
                    artwork.drawing(new PdfLimits(name, artwork.streams));
                    PDPage page = artwork.page();
                    page.setCropBox(page.getBleedBox());
                    return new TimedRenderer(artwork.pdf, Patience.forTrial(name))
                            .renderImageWithDPI(0, dpi);
                });
    }

    /** What is done with a file while it is open. */
    private interface Use<T> {
        T of(PdfArtwork artwork) throws IOException;
    }

    private static <T> T opened(String name, byte[] content, Use<T> use) {
        PdfStreams streams = new PdfStreams(name);
        try (PDDocument pdf = new MeasuredPdf(name, content, streams).parse()) {
            return use.of(new PdfArtwork(name, pdf, streams));
        } catch (TemplateException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("The service ends.", e);
            }
            // The library has no exception of its own for a file that breaks the rules of PDF.
            throw TemplateException.ofArtwork(
                    name, Text.of("is broken or no PDF; please export it anew."), e);
        }
    }

    private TemplateException refused(String fault) {
        return TemplateException.ofArtwork(name, Text.of(fault));
    }

    /** The only page, if it can be taken over as it is. */
    private PDPage page() {
        if (pdf.getNumberOfPages() != 1) {
            throw TemplateException.ofArtwork(
                    name,
                    Text.of(
                            "has {pages} pages; please save the one to print as a file of its own.",
                            "pages",
                            pdf.getNumberOfPages()));
        }
        requireNoHiddenLayers();
        PDPage page = pdf.getPage(0);
        requireUpright(page);
        return page;
    }

    private int add(Seed seed, double widthMm, double heightMm) throws IOException {
        PDPage page = page();
        PDRectangle box = page.getBleedBox();
        requireSize(box, widthMm, heightMm);
        byte[] drawing = drawing(new PdfLimits(name, streams));
        return seed.add(form(page, box, resources(page), drawing));
    }

    /** The operators of the page, after all that they draw with was found harmless. */
    private byte[] drawing(PdfLimits limits) throws IOException {
        PDPage page = page();
        limits.require(resources(page));
        byte[] drawing = limits.drawing(page);
        new PdfReferences(name, streams).require(drawing, resources(page));
        return drawing;
    }

    private static COSDictionary resources(PDPage page) {
        return page.getResources() == null
                ? new COSDictionary()
                : page.getResources().getCOSObject();
    }

    private COSStream form(PDPage page, PDRectangle box, COSDictionary resources, byte[] drawing)
            throws IOException {
        COSStream form = pdf.getDocument().createCOSStream();
        form.setItem(COSName.TYPE, COSName.XOBJECT);
        form.setItem(COSName.SUBTYPE, COSName.FORM);
        form.setItem(COSName.BBOX, box.getCOSArray());
        COSArray matrix = new COSArray();
        matrix.setFloatArray(new float[] {1, 0, 0, 1, -box.getLowerLeftX(), -box.getLowerLeftY()});
        form.setItem(COSName.MATRIX, matrix);
        form.setItem(COSName.RESOURCES, resources);
        COSDictionary group = page.getCOSObject().getCOSDictionary(COSName.GROUP);
        if (group != null) {
            new PdfLimits(name, streams).require(group);
            form.setItem(COSName.GROUP, group);
        }
        try (OutputStream out = form.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(drawing);
        }
        return form;
    }

    /** Layers that are switched off would be printed: what switches them is not taken over. */
    private void requireNoHiddenLayers() {
        COSDictionary layers =
                pdf.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.OCPROPERTIES);
        COSDictionary usual = layers == null ? null : layers.getCOSDictionary(COSName.D);
        if (usual != null) {
            COSArray off = usual.getCOSArray(COSName.OFF);
            if ((off != null && off.size() > 0)
                    || COSName.OFF.equals(usual.getCOSName(COSName.BASE_STATE))) {
                throw refused("has hidden layers; please delete them or merge all layers.");
            }
        }
    }

    private void requireUpright(PDPage page) {
        COSBase unit = page.getCOSObject().getDictionaryObject(COSName.USER_UNIT);
        if (page.getRotation() % FULL_TURN != 0 || unit != null) {
            throw refused("has a page that is turned or scaled; please export it as it is.");
        }
    }

    private void requireSize(PDRectangle box, double widthMm, double heightMm) {
        double width = millimetres(box.getWidth());
        double height = millimetres(box.getHeight());
        if (!(Math.abs(width - widthMm) <= TOLERANCE_MM
                && Math.abs(height - heightMm) <= TOLERANCE_MM)) {
            throw Artwork.wrongSize(name, width, height, widthMm, heightMm);
        }
    }

    private static double millimetres(float points) {
        return points * Points.MM_PER_POINT;
    }
}
