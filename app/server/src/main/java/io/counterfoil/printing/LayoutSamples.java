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

/** Shows what a layout looks like before anything is ordered in it. */
public final class LayoutSamples implements SampleCard {
    private static final PrintPart CARD = new PrintPart("gift-card-front", "bureau");
    private static final int CARD_DPI = 254;

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

    @Override
    public Optional<String> cardFault(Caller caller) {
        return press.fault(transactions.read(caller, press::seller), CARD);
    }

    @Override
    public byte[] card(Caller caller) {
        Download card =
                press.specimen(transactions.read(caller, press::seller), CARD);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            card.content().writeTo(pdf);
            try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
                PDPage page = document.getPage(0);
                page.setCropBox(page.getTrimBox());
                ImageIO.write(
                        new TimedRenderer(document, Text.of("The card"), LONGEST)
                                .renderImageWithDPI(0, CARD_DPI),
                        "png",
                        png);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A card that can't be drawn in memory.", e);
        }
        return png.toByteArray();
    }
}
