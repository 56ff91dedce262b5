package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.ready;
import static io.counterfoil.printing.layout.PrintFixture.refusal;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.ForeignPrograms;
import io.counterfoil.printing.pdf.OutputCondition;
import io.counterfoil.printing.pdf.Points;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files for print bureaus, judged by veraPDF, qpdf, PDFBox and a reader of symbols. */
class BureauFileIT {
    private static final Instant ORDERED = Instant.parse("2026-11-26T15:00:00.123Z");
    private static final BureauProfile WITHOUT_PRESS =
            new BureauProfile(2, 1, 10, true, SpotColours.USUAL, Optional.empty());
    private static final BureauProfile WITH_PRESS =
            new BureauProfile(
                    2, 1, 10, true, SpotColours.USUAL, Optional.of(TestPress.condition()));

    private static final String CARD =
            """
            {"title": "Card", "trim": {"width": 85.6, "height": 53.98, "corner": 3.18}, "bleed": 3, "safe": 2,
              "scratch_panel": {"x": 4, "y": 22.6, "width": 42, "height": 8}, "fields": [
              {"field": "product", "x": 5, "y": 13.2, "width": 50, "height": 6.6, "font": "sans_bold", "size": 14,
                "colour": "#ffffff"},
              {"field": "redeem_qr", "x": 64, "y": 3, "width": 17.4, "height": 17.4, "module": 0.4233},
              {"field": "code", "x": 4.6, "y": 23.6, "width": 40.8, "height": 6, "font": "mono_bold", "size": 10},
              {"field": "serial_barcode", "x": 4, "y": 41, "width": 33.6, "height": 7.2, "module": 0.254, "bars": 7},
              {"field": "serial", "x": 4, "y": 48.2, "width": 31, "height": 3, "font": "sans", "size": 7.5,
                "colour": "#0b4a57"},
              {"field": "ean", "x": 43, "y": 30.8, "width": 38.5, "height": 21.15, "module": 0.33, "bars": 18.3}
            ]}
            """;

    private static final String CARD_FRONT =
            """
            {"title": "Card, front", "trim": {"width": 85.6, "height": 53.98, "corner": 3.18}, "bleed": 3,
              "safe": 2, "hang_hole": {"x": 30, "y": 4, "width": 26, "height": 8}, "reverse": "press-card", "fields": [
              {"field": "provider", "x": 5, "y": 40, "width": 50, "height": 6.6, "font": "sans_bold", "size": 14}
            ]}
            """;

    private static final String CARD_ARTWORK =
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="91.6mm" height="59.98mm" viewBox="0 0 91.6 59.98">
              <defs>
                <linearGradient id="l"><stop offset="0" stop-color="#333333"/>
                  <stop offset="1" stop-color="#148a7d"/></linearGradient>
                <radialGradient id="r"><stop offset="0" stop-color="#808080"/>
                  <stop offset="1" stop-color="#ff2200" stop-opacity="0.2"/></radialGradient>
              </defs>
              <rect width="91.6" height="24" fill="url(#l)"/>
              <circle cx="58" cy="20" r="4" fill="url(#r)" stroke="#ffffff" stroke-opacity="0.1"/>
              <g opacity="0.5"><rect x="50" y="26" width="9" height="2" fill="#123456"/></g>
            </svg>
            """;

    private static final String DISC =
            """
            {"title": "Disc", "trim": {"diameter": 116, "hole": 22}, "bleed": 2, "safe": 2, "fields": [
              {"field": "serial", "x": 38, "y": 20, "width": 40, "height": 4, "font": "sans", "size": 9}]}
            """;

    private static final String DISC_ARTWORK =
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="120mm" height="120mm" viewBox="0 0 120 120">
              <rect width="120" height="60" fill="#bfe3dd"/></svg>
            """;

    @TempDir Path folder;

    private PrintEngine engine;

    @BeforeEach
    void layoutsOfOurOwn() throws IOException {
        engine = new PrintEngine(Templates.in(folder));
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        Files.writeString(layouts.resolve("press-card.json"), CARD);
        Files.writeString(layouts.resolve("press-card.svg"), CARD_ARTWORK);
        Files.writeString(layouts.resolve("press-card-front.json"), CARD_FRONT);
        Files.writeString(layouts.resolve("press-card-front.svg"), CARD_ARTWORK);
        Files.writeString(layouts.resolve("press-disc.json"), DISC);
        Files.writeString(layouts.resolve("press-disc.svg"), DISC_ARTWORK);
    }

    static List<String> shipped() {
        return new TemplateList(Templates.shipped())
                .layouts().stream()
                        .filter(layout -> !layout.forCartons())
                        .map(TemplateList.LayoutEntry::name)
                        .toList();
    }

    static List<String> layouts() {
        List<String> layouts =
                new ArrayList<>(List.of("press-card", "press-card-front", "press-disc"));
        layouts.addAll(shipped());
        return layouts;
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatIsShippedSuitsTheUsualBureau(String layout) {
        assertThat(engine.prepare(order(layout, BureauProfile.USUAL)))
                .isInstanceOf(Prepared.Ready.class);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void filesForAPressConformToWhatTheySay(String layout) throws Exception {
        requireConforming(engine.prepare(order(layout, WITH_PRESS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"press-card-front", "press-disc"})
    void soDoProofsAlthoughTheirMarkIsSeeThrough(String layout) throws Exception {
        requireConforming(engine.prepareProof(order(layout, WITH_PRESS)));
    }

    private void requireConforming(Prepared prepared) throws Exception {
        assertThat(ready(prepared).conformance()).isEqualTo("PDF/X-4, PDF/A-2b");
        byte[] pdf = write(prepared, items(3));
        assertThat(PressFileCheck.pdfA(pdf)).isEmpty();
        assertThat(PdfX4Check.faults(pdf)).isEmpty();
        assertThat(qpdf(pdf)).contains("No syntax or stream encoding errors found");
    }

    @ParameterizedTest
    @CsvSource({
        // What is broken; what veraPDF says; what our own check says.
        "/S/GTS_PDFA1, /S/GTS_PDFB1, DeviceCMYK, ''",
        "/S/GTS_PDFX, /S/GTS_PDFY, '', 0 output intents of PDF/X",
        "<pdfaid:part>2, <pdfaid:part>3, 'pdfaid:part', ''",
        "PDF/X-4</, PDF/X-1</, '', no GTS_PDFXVersion",
        "<pdf:Trapped>False, <pdf:Trapped>Fable, '', XMP: Trapped is Fable",
        "/Trapped/False, /Trapped/Fable, '', Trapped is Fable",
    })
    void brokenFilesAreFoundFaulty(String sound, String broken, String pdfA, String pdfX)
            throws Exception {
        String file =
                new String(
                        write(engine.prepare(order("press-card", WITH_PRESS)), items(1)),
                        StandardCharsets.ISO_8859_1);
        assertThat(file).contains(sound);
        byte[] faulty = file.replace(sound, broken).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(String.join("\n", PressFileCheck.pdfA(faulty))).contains(pdfA);
        assertThat(String.join("\n", PdfX4Check.faults(faulty))).contains(pdfX);
    }

    @Test
    void pagesWithoutATrimOrWithColoursOfScreensAreFoundFaulty() throws Exception {
        ByteArrayOutputStream faulty = new ByteArrayOutputStream();
        try (PDDocument document = print("press-card", WITH_PRESS)) {
            PDPage page = document.getPage(0);
            page.getCOSObject().removeItem(COSName.TRIM_BOX);
            PDPageContentStream.AppendMode append = PDPageContentStream.AppendMode.APPEND;
            try (PDPageContentStream content =
                    new PDPageContentStream(document, page, append, false)) {
                content.setNonStrokingColor(Color.RED);
                content.addRect(0, 0, 9, 9);
                content.fill();
            }
            document.save(faulty);
        }

        assertThat(PdfX4Check.faults(faulty.toByteArray()))
                .contains("no TrimBox", "RGB in a page");
        assertThat(String.join("\n", PressFileCheck.pdfA(faulty.toByteArray())))
                .contains("DeviceRGB");
    }

    @Test
    void withoutAPressNothingIsClaimed() throws Exception {
        Prepared prepared = engine.prepare(order("press-card", WITHOUT_PRESS));
        byte[] pdf = write(prepared, items(1));

        assertThat(ready(prepared).conformance()).isEqualTo("none");
        assertThat(ready(engine.prepare(job("press-card", "bureau"))).conformance())
                .isEqualTo("none");
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
                .doesNotContain("GTS_PDF", "pdfaid", "OutputIntent", "Trapped");
        assertThat(PdfX4Check.faults(pdf)).contains("0 output intents of PDF/X");
        assertThat(PressFileCheck.pdfA(pdf)).isNotEmpty();
        assertThat(qpdf(pdf)).contains("No syntax or stream encoding errors found");
    }

    @Test
    void artworkThatIsSomebodyElsesPdfIsNotVouchedFor() throws Exception {
        Path layouts = folder.resolve("layouts");
        Files.delete(layouts.resolve("press-card.svg"));
        try (PDDocument artwork = new PDDocument()) {
            artwork.addPage(
                    new PDPage(new PDRectangle((float) Points.of(91.6), (float) Points.of(59.98))));
            artwork.save(layouts.resolve("press-card.pdf").toFile());
        }

        Prepared prepared = engine.prepare(order("press-card", WITH_PRESS));

        assertThat(ready(prepared).conformance()).isEqualTo("none");
        assertThat(new String(write(prepared, items(1)), StandardCharsets.ISO_8859_1))
                .doesNotContain("GTS_PDF", "pdfaid", "OutputIntent", "Trapped")
                .contains("GTS_ProcStepsGroup");
    }

    @Test
    void theSameOrderGivesTheSameBytesWheneverItIsMade() throws Exception {
        List<Item> items = items(40);
        byte[] once = write(engine.prepare(order("press-card", WITH_PRESS)), items);
        PrintJob later =
                job("press-card", "bureau").forBureau(WITH_PRESS, ORDERED.plusSeconds(86_400));

        assertThat(write(engine.prepare(order("press-card", WITH_PRESS)), items)).isEqualTo(once);
        assertThat(write(engine.prepare(later), items)).isNotEqualTo(once);
        assertThat(new String(once, StandardCharsets.ISO_8859_1))
                .contains("<xmp:CreateDate>2026-11-26T15:00:00Z</", "(D:20261126150000Z)");
    }

    @Test
    void namesThatTheIccRegistersSaySo() throws Exception {
        OutputCondition registered = new OutputCondition("FOGRA39", TestPress.profile());
        BureauProfile profile =
                new BureauProfile(2, 1, 10, true, SpotColours.USUAL, Optional.of(registered));

        try (PDDocument ours = print("press-disc", WITH_PRESS);
                PDDocument theirs = print("press-disc", profile)) {
            assertThat(ours.getDocumentCatalog().getOutputIntents())
                    .hasSize(2)
                    .allSatisfy(
                            intent -> {
                                assertThat(intent.getRegistryName()).isNull();
                                assertThat(intent.getInfo()).isEqualTo("A press for tests");
                            });
            assertThat(theirs.getDocumentCatalog().getOutputIntents())
                    .hasSize(2)
                    .allSatisfy(
                            intent ->
                                    assertThat(intent.getRegistryName())
                                            .isEqualTo("http://www.color.org"));
        }
    }

    @Test
    void fontDescriptorsAreObjectsOfTheirOwn() throws Exception {
        requireDescriptors(engine.prepare(order("press-card", WITH_PRESS)));
        requireDescriptors(engine.prepare(job("press-card", "bureau")));
    }

    private static void requireDescriptors(Prepared prepared) throws IOException {
        try (PDDocument document = Loader.loadPDF(write(prepared, items(1)))) {
            for (COSName name : document.getPage(0).getResources().getFontNames()) {
                COSDictionary font =
                        document.getPage(0).getResources().getFont(name).getCOSObject();
                COSDictionary descendant =
                        (COSDictionary) font.getCOSArray(COSName.DESCENDANT_FONTS).getObject(0);
                assertThat(descendant.getItem(COSName.FONT_DESC)).isInstanceOf(COSObject.class);
            }
        }
    }

    @Test
    void pagesHaveTheBleedAndSlugOfTheBureau() throws Exception {
        BureauProfile narrow =
                new BureauProfile(2.5, 1.5, 6, true, SpotColours.USUAL, Optional.empty());

        try (PDDocument document = print("press-card", narrow)) {
            PDPage page = document.getPage(0);
            double slug = mm(page.getBleedBox().getLowerLeftX());
            // The trim starts on a whole dot, which widens the slug by less than one.
            assertThat(slug).isBetween(6.0, 6.0 + 25.4 / 300);
            requireBox(page.getTrimBox(), slug + 2.5, 85.6, 53.98);
            requireBox(page.getBleedBox(), slug, 90.6, 58.98);
            requireBox(page.getMediaBox(), 0, 90.6 + 2 * slug, 58.98 + 2 * slug);
            double dots = mm(page.getTrimBox().getLowerLeftX()) * 300 / 25.4;
            assertThat(dots).isCloseTo(Math.rint(dots), within(0.01));
        }
    }

    private static void requireBox(PDRectangle box, double inset, double width, double height) {
        assertThat(mm(box.getLowerLeftX())).isCloseTo(inset, within(0.001));
        assertThat(mm(box.getLowerLeftY())).isCloseTo(inset, within(0.001));
        assertThat(mm(box.getWidth())).isCloseTo(width, within(0.001));
        assertThat(mm(box.getHeight())).isCloseTo(height, within(0.001));
    }

    private static double mm(float points) {
        return points * 25.4 / 72;
    }

    @Test
    void contourAndPanelAreSpotColoursThatOverprint() throws Exception {
        BureauProfile named =
                new BureauProfile(
                        3, 1.5, 10, true, new SpotColours("Die line", "Rub"), Optional.empty());

        try (PDDocument document = print("press-card", named)) {
            PDFormXObject form = finishing(document);
            COSDictionary resources = form.getResources().getCOSObject();
            COSDictionary spaces = resources.getCOSDictionary(COSName.COLORSPACE);
            requireSpot(spaces, "All", "All");
            requireSpot(spaces, "C", "Die line");
            requireSpot(spaces, "S", "Rub");
            COSDictionary state =
                    resources
                            .getCOSDictionary(COSName.EXT_G_STATE)
                            .getCOSDictionary(COSName.getPDFName("O"));
            assertThat(state.getBoolean(COSName.OP, false)).isTrue();
            assertThat(state.getBoolean(COSName.OP_NS, false)).isTrue();
            assertThat(state.getInt(COSName.OPM)).isOne();
            String content = content(form);
            // Corners of 3.18 mm are curves; the panel is where the layout has it.
            assertThat(content)
                    .containsPattern("/OC /C BDC q /O gs /C CS 1 SCN 0.25 w\n9.0142 0 m\n")
                    .contains(
                            "/OC /S BDC q /O gs /S cs 1 scn\n11.3386 -64.063 119.0551 -22.6772 re");
            assertThat(content.split(" c\n", -1)).hasSize(4 + 1);
        }
    }

    private static void requireSpot(COSDictionary spaces, String alias, String name) {
        COSArray space = (COSArray) spaces.getDictionaryObject(COSName.getPDFName(alias));
        assertThat(space.getObject(0)).isEqualTo(COSName.SEPARATION);
        assertThat(space.getObject(1)).isEqualTo(COSName.getPDFName(name));
        assertThat(space.getObject(2)).isEqualTo(COSName.DEVICECMYK);
    }

    @Test
    void blackTextAndBarsPrintOverWhatIsBelowAndNothingElseDoes() throws Exception {
        try (PDDocument document = print("press-card", WITHOUT_PRESS)) {
            PDPage page = document.getPage(0);
            for (PDResources resources :
                    List.of(page.getResources(), form(document, "I").getResources())) {
                requireOverprint(resources, "K", true);
                requireOverprint(resources, "N", false);
            }
            // The code and the bars of the serial are black, the serial itself is not.
            assertThat(content(page))
                    .containsPattern("BT /[^ ]+ 10 Tf /K gs 0 0 0 1 k ")
                    .containsPattern("cm /K gs 0 0 0 1 k \n")
                    .containsPattern("BT /[^ ]+ 7.5 Tf /N gs [0-9. ]+ k ")
                    .doesNotContain(" g ", " rg ");
            // White text, light borders, and the bars and digits of the price.
            assertThat(content(form(document, "I")))
                    .contains("Tf /N gs 0 0 0 0 k ", "/N gs 0 0 0 0 k ", "cm /K gs 0 0 0 1 k \n")
                    .containsPattern("BT /[^ ]+ [0-9.]+ Tf /K gs 0 0 0 1 k ")
                    .doesNotContain(" g ", " rg ");
        }
    }

    private static void requireOverprint(PDResources resources, String name, boolean expected) {
        COSDictionary state =
                resources.getExtGState(COSName.getPDFName(name)).getCOSObject();
        assertThat(state.getBoolean(COSName.OP, !expected)).isEqualTo(expected);
        assertThat(state.getBoolean(COSName.OP_NS, !expected)).isEqualTo(expected);
        assertThat(state.getInt(COSName.OPM)).isEqualTo(expected ? 1 : 0);
    }

    @Test
    void theirLayersSayWhichStepTheyBelongTo() throws Exception {
        try (PDDocument card = print("press-card", WITHOUT_PRESS);
                PDDocument disc = print("press-disc", WITHOUT_PRESS)) {
            assertThat(layers(card))
                    .containsExactly("CutContour: Structural Cutting", "ScratchOff: Varnish null");
            assertThat(layers(disc)).containsExactly("CutContour: Structural Cutting");
            COSDictionary properties =
                    finishing(card)
                            .getResources()
                            .getCOSObject()
                            .getCOSDictionary(COSName.PROPERTIES);
            assertThat(properties.keySet())
                    .containsExactlyInAnyOrder(COSName.getPDFName("C"), COSName.getPDFName("S"));
        }
    }

    private static List<String> layers(PDDocument document) {
        COSDictionary properties =
                document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.OCPROPERTIES);
        COSDictionary shown = properties.getCOSDictionary(COSName.D);
        assertThat(shown.getString(COSName.NAME)).isNotEmpty();
        assertThat(shown.containsKey(COSName.AS)).isFalse();
        COSArray groups = properties.getCOSArray(COSName.OCGS);
        assertThat(shown.getCOSArray(COSName.ORDER).size()).isEqualTo(groups.size());
        List<String> layers = new ArrayList<>();
        for (int index = 0; index < groups.size(); index++) {
            COSDictionary group = (COSDictionary) groups.getObject(index);
            COSDictionary step = group.getCOSDictionary(COSName.getPDFName("GTS_Metadata"));
            layers.add(
                    ((COSString) group.getDictionaryObject(COSName.NAME)).getString()
                            + ": "
                            + step.getNameAsString("GTS_ProcStepsGroup")
                            + " "
                            + step.getNameAsString("GTS_ProcStepsType"));
        }
        return layers;
    }

    @Test
    void nothingIsDrawnOverThem() throws Exception {
        try (PDDocument document = print("press-card", WITHOUT_PRESS)) {
            assertThat(content(document.getPage(0))).endsWith("/M Do\nQ\n").contains("/I Do");
        }
    }

    @Test
    void discsAreCutAroundAndInside() throws Exception {
        try (PDDocument document = print("press-disc", WITHOUT_PRESS)) {
            String content = content(finishing(document));

            assertThat(content.split(" c\n", -1)).hasSize(4 + 4 + 1);
            // Four marks, at the ends of both diameters.
            assertThat(content.split("l S\n", -1)).hasSize(4 + 1);
        }
    }

    @Test
    void aHangHoleIsCutToo() throws Exception {
        try (PDDocument document = print("gift-card-front", WITHOUT_PRESS)) {
            // Four corners of the card; a half circle above the slot and one at each of its ends.
            assertThat(content(finishing(document)).split(" c\n", -1)).hasSize(4 + 3 * 2 + 1);
        }
    }

    @Test
    void bothSidesOfAnItemHaveThem() throws Exception {
        try (PDDocument document = print("press-card-front", WITHOUT_PRESS)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(content(document.getPage(0))).endsWith("/M Do\nQ\n");
            assertThat(content(document.getPage(1))).endsWith("/N Do\nQ\n");
            assertThat(content(form(document, "M")))
                    .contains("/OC /C BDC")
                    .doesNotContain("/S BDC");
            assertThat(content(form(document, "N"))).contains("/OC /C BDC", "/OC /S BDC");
            assertThat(layers(document))
                    .containsExactly(
                            "CutContour: Structural Cutting",
                            "HangHole: Structural Punching",
                            "ScratchOff: Varnish null");
            assertThat(content(form(document, "M")))
                    .contains("/OC /P BDC q /O gs /C CS 1 SCN 0.25 w\n");
        }
    }

    @Test
    void marksCanBeLeftOut() throws Exception {
        BureauProfile unmarked =
                new BureauProfile(3, 1.5, 0, false, SpotColours.USUAL, Optional.empty());

        try (PDDocument document = print("press-card", unmarked)) {
            assertThat(content(finishing(document))).doesNotContain("/All CS", " l S");
            PDPage page = document.getPage(0);
            assertThat(mm(page.getMediaBox().getWidth())).isBetween(91.6, 91.6 + 2 * 25.4 / 300);
        }
    }

    @Test
    void whatTheBureauCanNotUseIsRefused() {
        BureauProfile farBleed =
                new BureauProfile(5, 1.5, 10, true, SpotColours.USUAL, Optional.empty());
        BureauProfile farSafe =
                new BureauProfile(3, 6, 10, true, SpotColours.USUAL, Optional.empty());

        assertThat(refusal(engine.prepare(order("press-card", farBleed))))
                .contains("goes only 3 mm beyond the trim", "needs 5 mm");
        assertThat(refusal(engine.prepare(order("press-card", farSafe))))
                .contains("wants everything 6 mm inside the trim", "is closer");
        assertThat(
                        refusal(
                                engine.prepare(
                                        job("press-card", "avery-c32011-10")
                                                .forBureau(WITH_PRESS, ORDERED))))
                .contains("one item a page", "\"bureau\"");
    }

    @Test
    void theCheckBeforeReleaseReadsThemToo() throws Exception {
        Prepared prepared = engine.prepare(order("press-card-front", WITH_PRESS));
        List<Item> items = items(2);
        List<Item> others = items(2);

        assertThat(ReadBack.fault(ready(prepared), write(prepared, items), items)).isEmpty();
        // The code is compared although the panel covers it.
        assertThat(ReadBack.fault(ready(prepared), write(prepared, others), items))
                .hasValueSatisfying(fault -> assertThat(fault).contains("redemption code"));
    }

    @Test
    void itsSymbolsReadAndItsMarksStayOutsideTheBleed() throws Exception {
        List<Item> items = items(1);
        Path pdf = folder.resolve("volume.pdf");
        Files.write(pdf, write(engine.prepare(order("press-card", WITH_PRESS)), items));
        ForeignPrograms programs = new ForeignPrograms(folder);
        programs.output("pdftoppm", "-r", "300", "-gray", "-singlefile", "-png", pdf, folder.resolve("page"));
        Path page = folder.resolve("page.png");

        assertThat(programs.output("zbarimg", "--quiet", "--nodbus", page).lines())
                .containsExactlyInAnyOrder(
                        "EAN-13:" + PrintFixture.GTIN,
                        "QR-Code:" + PrintFixture.REDEEM_URL,
                        "CODE-128:" + items.getFirst().serial());
        BufferedImage picture = ImageIO.read(page.toFile());
        double slug = (picture.getWidth() * 25.4 / 300 - 89.6) / 2;
        // Half a millimetre around the bleed is empty; the marks begin beyond it.
        assertThat(darkest(picture, slug - 0.25, slug + 2, 0.1)).isEqualTo(255);
        assertThat(darkest(picture, slug - 2, slug + 2, 0.3)).isLessThan(160);
    }

    /** The darkest dot in a square around a place, in millimetres from the upper left. */
    private static int darkest(BufferedImage picture, double x, double y, double half) {
        double dots = 300 / 25.4;
        int darkest = 255;
        for (int row = (int) ((y - half) * dots); row <= (y + half) * dots; row++) {
            for (int column = (int) ((x - half) * dots); column <= (x + half) * dots; column++) {
                darkest = Math.min(darkest, picture.getRGB(column, row) & 0xff);
            }
        }
        return darkest;
    }

    private static PrintJob order(String layout, BureauProfile profile) {
        return job(layout, "bureau").forBureau(profile, ORDERED);
    }

    private PDDocument print(String layout, BureauProfile profile) throws IOException {
        return Loader.loadPDF(write(engine.prepare(order(layout, profile)), items(1)));
    }

    private static PDFormXObject finishing(PDDocument document) throws IOException {
        return form(document, "M");
    }

    private static PDFormXObject form(PDDocument document, String name) throws IOException {
        return (PDFormXObject)
                document.getPage(0).getResources().getXObject(COSName.getPDFName(name));
    }

    private static String content(PDPage page) throws IOException {
        return new String(page.getContents().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String content(PDFormXObject form) throws IOException {
        return new String(form.getContents().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private String qpdf(byte[] pdf) throws Exception {
        return new ForeignPrograms(folder).output("qpdf", "--check", Files.write(folder.resolve("checked.pdf"), pdf));
    }
}
