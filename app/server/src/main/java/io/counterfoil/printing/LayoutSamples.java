package io.counterfoil.printing;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.artwork.TimedRenderer;
import io.counterfoil.printing.brand.SampleCard;
import io.counterfoil.printing.templates.OwnTemplates;
import io.counterfoil.web.Download;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Shows what a layout looks like before anything is ordered in it. */
public final class LayoutSamples implements SampleCard {
    private static final PrintPart CARD = new PrintPart("gift-card-front", "bureau");
    private static final int CARD_DPI = 254;

    /** Of the longer side of a picture: enough to see what is where, and few enough for a phone. */
    private static final float PICTURE_DOTS = 480;

    private static final float POINTS_PER_INCH = 72;

    private final Transactions transactions;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final OwnTemplates templates;
    private final Press press;

    /**
     * Samples of {@code templates}, drawn by {@code press} with the name, address, logo and
     * colours of the caller's provider.
     */
    public LayoutSamples(
            Transactions transactions, OwnTemplates templates, Press press) {
        this.transactions = transactions;
        this.templates = templates;
        this.press = press;
    }

    /**
     * Void items with made-up values in a layout on a sheet.
     *
     * @throws Refused if there is no such layout or sheet, or they don't go together
     */
    public Download of(Caller caller, PrintPart part) {
        if (templates.of(caller.provider()).read("layouts", part.layout(), ".json").isEmpty()) {
            throw Refused.notFound("layout");
        }
        return press.sample(transactions.read(caller, press::seller), part);
    }

    /**
     * The first page of such a sample as a PNG, without what is cut off it.
     *
     * @throws Refused if there is no such layout or sheet, or they don't go together
     */
    byte[] picture(Caller caller, PrintPart part) {
        return picture(
                of(caller, part),
                page -> {
                    PDRectangle trim = page.getTrimBox();
                    return PICTURE_DOTS
                            * POINTS_PER_INCH
                            / Math.max(trim.getWidth(), trim.getHeight());
                });
    }

    @Override
    public Optional<String> cardFault(Caller caller) {
        return press.fault(transactions.read(caller, press::seller), CARD);
    }

    @Override
    public byte[] card(Caller caller) {
        return picture(
                press.specimen(transactions.read(caller, press::seller), CARD), page -> CARD_DPI);
    }

    /** The dots an inch for a page. */
    private interface Resolution {
        float of(PDPage page);
    }

    private static byte[] picture(Download sample, Resolution dpi) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            sample.content().writeTo(pdf);
            try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
                PDPage page = document.getPage(0);
                page.setCropBox(page.getTrimBox());
                ImageIO.write(
                        new TimedRenderer(document, Text.of("The card"), LONGEST)
                                .renderImageWithDPI(0, dpi.of(page)),
                        "png",
                        png);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A card that can't be drawn in memory.", e);
        }
        return png.toByteArray();
    }
}
