package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.platform.Text;
import io.counterfoil.web.Messages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

class AlignmentPagesIT {
    private static final int DPI = 300;
    private static final String CARDS = "avery-c32011-10";
    private static final Optional<Placing.Flip> NO_BACK = Optional.empty();

    private final AlignmentPages pages = new AlignmentPages(Templates.shipped(), Text::toString);
    private final Messages messages = new Messages(Path.of("no-such-folder"));
    private final AlignmentPages german =
            new AlignmentPages(
                    Templates.shipped(), text -> messages.text(text, Locale.GERMAN));

    @Test
    void everySheetOfLabelsHasOne() {
        for (String sheet : Templates.shipped().names("sheets", ".json")) {
            boolean forBureau = sheet.equals("bureau");
            Optional<String> layout = forBureau ? Optional.of("gift-card") : Optional.empty();
            assertThat(pages.page(sheet, layout, Printer.exact(DPI), NO_BACK))
                    .as(sheet)
                    .isInstanceOf(AlignmentPages.Result.Ready.class);
        }
    }

    @Test
    void outlinesLieWhereTheSheetHasItsLabels() throws IOException {
        // Across the second row of cards, below its captions: the edges at 15, 100, 110 and 195 mm.
        BufferedImage exact = picture(Printer.exact(DPI));
        assertThat(edge(exact, 13, 17, 118)).isCloseTo(15, within(0.1));
        assertThat(edge(exact, 98, 102, 118)).isCloseTo(100, within(0.1));
        assertThat(edge(exact, 193, 197, 118)).isCloseTo(195, within(0.1));

        // A printer that is 0.6 mm too far left, and stretches by 1 % around each card's centre.
        BufferedImage corrected = picture(new Printer(DPI, new Correction(0.6, 0, 99, 100)));
        assertThat(edge(corrected, 13, 17, 118)).isCloseTo(15 + 0.6 - 0.575, within(0.1));
        assertThat(edge(corrected, 193, 197, 118)).isCloseTo(195 + 0.6 - 1.525, within(0.1));
    }

    @Test
    void theNumbersToTypeAreThoseOfTheNewCorrection() throws IOException {
        Printer printer = new Printer(DPI, new Correction(9, 0, 100, 100));
        String text = text(pages.page(CARDS, Optional.empty(), printer, NO_BACK));

        // Around what the printer has already.
        assertThat(text.lines()).contains("6 8 10 12 14", "98", "102");
        assertThat(text).contains("offset x", "offset y", "scale x", "scale y", "at its 170 mm");
    }

    @Test
    void theBackLiesWhereThePrinterPutsItOnceThePaperIsTurned() throws IOException {
        Printer printer =
                new Printer(
                        DPI, new Correction(0.6, 0, 100, 100), new Correction(-0.5, 0, 100, 100));
        byte[] pdf =
                ready(
                        pages.page(
                                "avery-3274-1",
                                Optional.empty(),
                                printer,
                                Optional.of(Placing.Flip.LONG)));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(document.getDocumentCatalog().getViewerPreferences().getDuplex())
                    .isEqualTo("DuplexFlipLongEdge");
            PDFTextStripper back = new PDFTextStripper();
            back.setStartPage(2);
            assertThat(back.getText(document))
                    .contains("offset -0.5 and 0 mm", "Back: hold it against the light")
                    .contains("offset x");
        }
    }

    @Test
    void speaksGermanToWhoReadsIt() throws IOException {
        Printer printer = new Printer(DPI, new Correction(0.5, 0, 99.5, 100));
        Optional<Placing.Flip> turned = Optional.of(Placing.Flip.LONG);

        assertThat(text(german.page("avery-l7160", Optional.empty(), printer, turned)))
                .contains("Avery L7160 (Etiketten 63,5 × 38,1 mm, 21 auf A4)")
                .contains("avery-l7160, 21 auf einer Seite")
                .contains("300 dpi, Versatz 0,5 und 0 mm, Maßstab 99,5 und 100 %")
                .contains("Versatz x", "Versatz y", "anlegen; Zahl bei dessen 170 mm ablesen")
                .contains("In Originalgröße drucken", "Rückseite: gegen das Licht halten")
                .doesNotContain("offset", "scale", "page", "light", "labels");
        assertThat(text(german.page("avery-l4730", Optional.empty(), printer, turned)))
                .contains("270 auf einer Seite, Maße nicht geprüft");
    }

    @Test
    void wordsStayOnThePaperInEveryLanguage() throws IOException {
        for (String sheet : Templates.shipped().names("sheets", ".json")) {
            Optional<String> layout =
                    sheet.equals("bureau") ? Optional.of("gift-card") : Optional.empty();
            for (AlignmentPages inLanguage : List.of(pages, german)) {
                try (PDDocument document =
                        Loader.loadPDF(
                                ready(
                                        inLanguage.page(
                                                sheet, layout, Printer.exact(DPI), NO_BACK)))) {
                    Edges edges = new Edges();
                    edges.getText(document);
                    PDRectangle page = document.getPage(0).getMediaBox();
                    assertThat(edges.left).as(sheet).isBetween(0f, page.getWidth());
                    assertThat(edges.right).as(sheet).isLessThanOrEqualTo(page.getWidth());
                    assertThat(edges.bottom).as(sheet).isLessThanOrEqualTo(page.getHeight());
                }
            }
        }
    }

    /** How far the words of a page go, in points from its upper left corner. */
    private static final class Edges extends PDFTextStripper {
        private float left = Float.MAX_VALUE;
        private float right;
        private float bottom;

        @Override
        protected void processTextPosition(TextPosition text) {
            super.processTextPosition(text);
            // Numbers of a scale may lie beyond the paper, as those of a label at its edge.
            if (text.getUnicode().codePoints().anyMatch(Character::isLetter)) {
                left = Math.min(left, text.getXDirAdj());
                right = Math.max(right, text.getXDirAdj() + text.getWidthDirAdj());
                bottom = Math.max(bottom, text.getYDirAdj());
            }
        }
    }

    @Test
    void theSamePageIsTheSameBytes() {
        assertThat(ready(pages.page(CARDS, Optional.empty(), Printer.exact(DPI), NO_BACK)))
                .isEqualTo(ready(pages.page(CARDS, Optional.empty(), Printer.exact(DPI), NO_BACK)));
    }

    @Test
    void whatHasNoPageIsSaidInWords() {
        assertThat(pages.page("none", Optional.empty(), Printer.exact(DPI), NO_BACK))
                .isEqualTo(
                        new AlignmentPages.Result.Unknown(
                                "There is no sheet \"none\"; GET /api/v1/sheets lists those there"
                                        + " are."));
        assertThat(refusal("bureau", Optional.empty(), Printer.exact(DPI)))
                .contains("please say which layout");
        Printer moved = new Printer(DPI, new Correction(1, 0, 100, 100));
        assertThat(refusal("bureau", Optional.of("gift-card"), moved))
                .contains("leave the printer's offset and scale out");
        assertThat(refusal(CARDS, Optional.of("cd-label"), Printer.exact(DPI)))
                .contains("one is a disc");
    }

    private String refusal(String sheet, Optional<String> layout, Printer printer) {
        return switch (pages.page(sheet, layout, printer, NO_BACK)) {
            case AlignmentPages.Result.Refused refused -> refused.reason();
            case AlignmentPages.Result result -> throw new AssertionError(result);
        };
    }

    private static byte[] ready(AlignmentPages.Result result) {
        return switch (result) {
            case AlignmentPages.Result.Ready ready -> ready.pdf();
            case AlignmentPages.Result other -> throw new AssertionError(other);
        };
    }

    private BufferedImage picture(Printer printer) throws IOException {
        try (PDDocument document =
                Loader.loadPDF(ready(pages.page(CARDS, Optional.empty(), printer, NO_BACK)))) {
            return new PDFRenderer(document).renderImageWithDPI(0, DPI, ImageType.GRAY);
        }
    }

    private static String text(AlignmentPages.Result result) throws IOException {
        try (PDDocument document = Loader.loadPDF(ready(result))) {
            return new PDFTextStripper().getText(document);
        }
    }

    /** Where the dark line between two places of a row is, all in millimetres. */
    private static double edge(BufferedImage picture, double from, double to, double row) {
        double dots = DPI / 25.4;
        int y = (int) (row * dots);
        return IntStream.range((int) (from * dots), (int) (to * dots))
                        .filter(x -> (picture.getRGB(x, y) & 0xff) < 128)
                        .average()
                        .orElseThrow()
                / dots;
    }
}
