package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.GOODS;
import static io.counterfoil.printing.layout.PrintFixture.ISSUER;
import static io.counterfoil.printing.layout.PrintFixture.REDEEM_URL;
import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.ready;
import static io.counterfoil.printing.layout.PrintFixture.refusal;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.SerialNumber;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintEngineIT {
    private final PrintEngine engine = new PrintEngine(Templates.shipped());

    @Test
    void theSameJobAndItemsGiveTheSameBytes() throws IOException {
        List<Item> items = items(500);

        byte[] once = write(engine.prepare(job("gift-card", "avery-c32011-10")), items);
        byte[] twice = write(engine.prepare(job("gift-card", "avery-c32011-10")), items);

        assertThat(once).isEqualTo(twice);
        assertThat(once).isNotEqualTo(write(engine.prepare(job("gift-card", "bureau")), items));
    }

    @Test
    void aLongVolumeHasAllItsPagesInOrder() throws IOException {
        Volume volume = ready(engine.prepare(job("gift-card", "bureau")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        volume.write(bytes, items(4_200).iterator());

        try (PDDocument document = Loader.loadPDF(bytes.toByteArray())) {
            assertThat(document.getNumberOfPages()).isEqualTo(4_200).isEqualTo(volume.pages(4_200));
            PDPage last = document.getPage(4_199);
            assertThat((double) last.getMediaBox().getWidth())
                    .isCloseTo(91.6 * 72 / 25.4, within(0.01));
            assertThat((double) last.getTrimBox().getWidth())
                    .isCloseTo(85.6 * 72 / 25.4, within(0.01));
            assertThat((double) last.getTrimBox().getLowerLeftX())
                    .isCloseTo(3 * 72 / 25.4, within(0.01));
            assertThat(last.getBleedBox()).hasToString(last.getMediaBox().toString());
        }
    }

    @Test
    void sheetsAreFilledBeforeTheNextOne() {
        assertThat(ready(engine.prepare(job("gift-card", "avery-c32011-10"))).pages(101))
                .isEqualTo(11);
        assertThat(ready(engine.prepare(job("cd-label", "avery-l6043"))).pages(20)).isEqualTo(10);
        assertThat(ready(engine.prepare(job("cd-sticker", "avery-l7651"))).pages(65)).isEqualTo(1);
    }

    @Test
    void onlyLayoutsThatShowCodesNeedThem() throws IOException {
        SerialNumber serial = SerialNumber.of(100_000, 1);
        List<Item> bare = List.of(Item.withoutCode(serial));

        assertThat(ready(engine.prepare(job("cd-label", "avery-l6043"))).needsCodes()).isFalse();
        assertThat(write(engine.prepare(job("cd-label", "avery-l6043")), bare)).isNotEmpty();
        assertThat(ready(engine.prepareProof(job("gift-card", "bureau"))).needsCodes()).isFalse();
        assertThat(ready(engine.prepare(job("gift-card", "bureau"))).needsCodes()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(engine.prepare(job("gift-card", "bureau")), bare))
                .withMessageContaining("10000000000019 has none");
    }

    @Test
    void aVolumeHasAtLeastOneItem() {
        Iterator<Item> none = List.<Item>of().iterator();
        Volume volume = ready(engine.prepare(job("gift-card", "bureau")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> volume.write(new ByteArrayOutputStream(), none));
    }

    @Test
    void unknownNamesAndOddPairsAreRefused() {
        assertThat(refusal(engine.prepare(job("no-card", "bureau"))))
                .contains("no layout \"no-card\"", "GET /api/v1/layouts");
        assertThat(refusal(engine.prepare(job("gift-card", "../bureau"))))
                .contains("no sheet \"../bureau\"");
        assertThat(refusal(engine.prepare(job("gift-card", "avery-l7651"))))
                .contains("does not fit on Avery L7651");
        assertThat(refusal(engine.prepare(job("cd-label", "avery-c32011-10"))))
                .contains("one is a disc");
        assertThat(refusal(engine.prepare(job("cd-sticker", "avery-c32011-10"))))
                .contains("label is larger");
    }

    @Test
    void whatDoesNotFitIsRefusedAndNeverCut() {
        String tooLong = "The one backup for everything that anybody could ever want to keep";
        Goods named = new Goods(tooLong, "49.00 EUR", "1 year", Optional.empty());
        Goods foreign = new Goods("バックアップ", "49.00 EUR", "1 year", Optional.empty());
        Goods twoLines = new Goods("Select\nBackup", "49.00 EUR", "1 year", Optional.empty());
        Goods caseOf = goods(new Gtin("10614141000415"));
        Issuer far = new Issuer("H", "h.example", "https://h.example/" + "a".repeat(120));

        assertThat(refusal(prepare(named, ISSUER))).contains("product", "please shorten it");
        assertThat(refusal(prepare(foreign, ISSUER))).contains("no sign for \"バ\"");
        assertThat(refusal(prepare(twoLines, ISSUER))).contains("no sign for");
        assertThat(refusal(prepare(caseOf, ISSUER))).contains("that of a case");
        assertThat(refusal(prepare(GOODS, far))).contains("QR code", "shorter web address");
    }

    @ParameterizedTest
    @CsvSource({
        "سلام, '\"س\" (U+0633 ARABIC LETTER SEEN)'",
        "שלום, '\"ש\" (U+05E9 HEBREW LETTER SHIN)'",
        "Backup 🦄, '\"🦄\" (U+1F984 UNICORN FACE)'",
        "Backup 𠮷, '\"𠮷\" (U+20BB7 CJK UNIFIED IDEOGRAPHS EXTENSION B 20BB7)'",
        "'Back\u202eup', U+202E RIGHT-TO-LEFT OVERRIDE",
        "'Back\u200dup', U+200D ZERO WIDTH JOINER",
        "'Q\u0308uick', U+0308 COMBINING DIAERESIS",
        "'Lone \ud83d half', U+D83D HIGH SURROGATES D83D",
        "'Two\u2028lines', U+2028 LINE SEPARATOR"
    })
    void aCharacterThatCannotBeSetIsNamed(String product, String character) {
        Goods goods = new Goods(product, "49.00 EUR", "1 year", Optional.empty());

        assertThat(refusal(prepare(goods, ISSUER)))
                .isEqualTo(
                        "The font has no sign for %s in the product; please write it differently."
                                .formatted(character));
    }

    @Test
    void aPriceThatIsTooLongIsRefused() {
        Goods dear = new Goods("Select", "1234567890123.00 EUR", "1 year", Optional.empty());
        Issuer far = new Issuer("Harbour Data", "backup-of-" + "a".repeat(70), REDEEM_URL);

        assertThat(refusal(prepare(dear, ISSUER)))
                .contains("The price \"1234567890123.00 EUR\"", "please shorten it");
        assertThat(refusal(prepare(GOODS, far))).contains("The web_address", "please shorten it");
    }

    @Test
    void aProductMayLackAPriceSymbolOrHaveAnAmericanOne() {
        Goods without = new Goods("Select", "49.00 EUR", "1 year", Optional.empty());

        assertThat(ready(prepare(without, ISSUER)).perPage()).isEqualTo(10);
        assertThat(ready(prepare(goods(new Gtin("00036000291452")), ISSUER)).perPage())
                .isEqualTo(10);
    }

    @Test
    void aProvidersFolderComesBeforeTheShippedTemplates(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sheets"));
        Files.writeString(
                folder.resolve("sheets/bureau.json"), "{\"title\": \"Ours\", \"bleed\": 4}");

        PrintEngine ours = new PrintEngine(Templates.in(folder));

        assertThat(refusal(ours.prepare(job("gift-card", "bureau")))).contains("Ours needs 4 mm");
    }

    @Test
    void artworkIsDataOfTheRightSize(@TempDir Path folder) throws IOException {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        PrintEngine ours = new PrintEngine(Templates.in(folder));
        String svg =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%smm\" height=\"59.98mm\"/>";

        Files.writeString(layouts.resolve("gift-card.svg"), svg.formatted("85"));
        assertThat(refusal(ours.prepare(job("gift-card", "bureau"))))
                .contains("gift-card.svg is 85 × 60 mm", "should be 91.6");

        Files.writeString(layouts.resolve("gift-card.svg"), svg.formatted("91.6"));
        assertThat(ready(ours.prepare(job("gift-card", "bureau"))).perPage()).isEqualTo(1);

        Files.writeString(
                layouts.resolve("gift-card.svg"),
                "<!DOCTYPE svg [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + svg);
        assertThat(refusal(ours.prepare(job("gift-card", "bureau")))).contains("DOCTYPE");

        Files.writeString(layouts.resolve("gift-card.svg"), "no picture");
        assertThat(refusal(ours.prepare(job("gift-card", "bureau")))).contains("no SVG");
    }

    @Test
    void artworkMayBeAPdf(@TempDir Path folder) throws IOException {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        try (PDDocument artwork = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(400, 300));
            page.setBleedBox(new PDRectangle(20, 30, 91.6f * 72 / 25.4f, 59.98f * 72 / 25.4f));
            artwork.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(artwork, page)) {
                content.setNonStrokingColor(0f, 1f, 0f, 0f);
                content.addRect(20, 30, 50, 50);
                content.fill();
            }
            artwork.save(layouts.resolve("gift-card.pdf").toFile());
        }
        PrintEngine ours = new PrintEngine(Templates.in(folder));
        List<Item> items = items(2);

        byte[] pdf = write(ours.prepare(job("gift-card", "bureau")), items);

        assertThat(pdf).isEqualTo(write(ours.prepare(job("gift-card", "bureau")), items));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage picture = new PDFRenderer(document).renderImage(0);
            int lowerLeft = picture.getRGB(2, picture.getHeight() - 3);
            assertThat(new Color(lowerLeft).getGreen()).as("magenta").isLessThan(100);
            assertThat(new Color(picture.getRGB(100, picture.getHeight() - 3)).getGreen())
                    .isGreaterThan(250);
        }
    }

    private static Goods goods(Gtin gtin) {
        return new Goods("Select Backup", "49.00 EUR", "1 year", Optional.of(gtin));
    }

    private Prepared prepare(Goods goods, Issuer issuer) {
        return engine.prepare(job("gift-card", "avery-c32011-10", goods, issuer));
    }
}
