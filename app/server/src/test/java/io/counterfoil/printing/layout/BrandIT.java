package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.GOODS;
import static io.counterfoil.printing.layout.PrintFixture.REDEEM_URL;
import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.refusal;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.brand.ColourRole;
import io.counterfoil.brand.Palette;
import io.counterfoil.printing.artwork.Artwork;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider's logo and colours on paper: a card of 80 × 50 mm, rasterised with 10 dots a mm. */
class BrandIT {
    private static final int DOTS_PER_MM = 10;
    private static final float DPI = DOTS_PER_MM * 25.4f;
    private static final Palette COLOURS =
            new Palette("#1e1b4b", "#4338ca", "#6d5dfc", "#fde047", "#e0e7ff");
    private static final int RED = 0xcc0000;
    private static final double BLEED_MM = 3;
    /** Those without room for a logo, and the back of one that has it. */
    private static final Set<String> SMALL = Set.of("carton-label", "cd-sticker", "gift-card-back");

    private static final Instant ORDERED = Instant.parse("2026-03-01T09:30:00Z");
    private static final BureauProfile PRESS =
            new BureauProfile(
                    2, 1, 10, true, SpotColours.USUAL, Optional.of(TestPress.condition()));

    /** Red, twice as wide as high. */
    private static final String LOGO =
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">
              <rect width="20" height="10" fill="#cc0000"/></svg>
            """;

    private static final String ARTWORK =
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="86mm" height="56mm" viewBox="0 0 86 56">
              <rect width="86" height="56" fill="var(--brand-main, #0b5d66)"/></svg>
            """;

    @TempDir Path folder;

    private PrintEngine engine;

    @BeforeEach
    void card() throws IOException {
        engine = new PrintEngine(Templates.in(folder));
        layout("left", "");
    }

    @Test
    void colourRolesOfArtworkAndPlacesAreTheProvidersColours() throws IOException {
        BufferedImage card = picture(write(engine.prepare(of(COLOURS, null)), items(1)));

        assertThat(colour(card, 5, 5)).isEqualTo(0x4338ca);
        assertThat(hasColour(card, 0xfde047)).isTrue();
        BufferedImage shipped = picture(write(engine.prepare(of(Palette.SHIPPED, null)), items(1)));
        assertThat(colour(shipped, 5, 5)).isEqualTo(0x0b5d66);
        assertThat(hasColour(shipped, 0xf2a541)).isTrue();
    }

    @Test
    void aLogoIsAsLargeAsItsPlaceAllowsAndKeepsItsShape() throws IOException {
        BufferedImage left = picture(write(engine.prepare(of(COLOURS, svg())), items(1)));
        assertBounds(left, RED, new Box(10, 10, 20, 10));

        layout("right", "");
        BufferedImage right = picture(write(engine.prepare(of(COLOURS, svg())), items(1)));
        assertBounds(right, RED, new Box(20, 10, 20, 10));

        layout("centre", "\"plate\": \"#00ff00\",");
        BufferedImage onPlate = picture(write(engine.prepare(of(COLOURS, svg())), items(1)));
        assertBounds(onPlate, RED, new Box(17.4, 11.2, 15.2, 7.6));
        assertBounds(onPlate, 0x00ff00, new Box(16.2, 10, 17.6, 10));
    }

    @Test
    void aPdfIsAsGoodALogoAsAnSvg() throws IOException {
        BufferedImage card = picture(write(engine.prepare(of(COLOURS, pdf())), items(1)));

        assertBounds(card, RED, new Box(10, 10, 20, 10));
    }

    @Test
    void withoutALogoTheNameStandsInItsPlaceIfItIsShortEnough() throws IOException {
        assertThat(text(write(engine.prepare(of(COLOURS, null)), items(1)))).contains("Harbour Data");
        assertThat(text(write(engine.prepare(of(COLOURS, svg())), items(1))))
                .doesNotContain("Harbour Data");

        String long80 = "Harbour Data ".repeat(6).strip();
        assertThat(text(write(engine.prepare(named(long80, null)), items(1))))
                .doesNotContain("Harbour Data")
                .contains("MMMM");
        assertThat(refusal(engine.prepare(named("سلام", null)))).contains("no sign for");
        assertThat(engine.prepare(named("سلام", svg()))).isInstanceOf(Prepared.Ready.class);
    }

    @Test
    void theSameBrandGivesTheSameBytesAndAnotherOneOthers() throws IOException {
        List<Item> items = items(20);
        byte[] once = write(engine.prepare(of(COLOURS, svg())), items);

        assertThat(write(engine.prepare(of(COLOURS, svg())), items)).isEqualTo(once);
        assertThat(write(engine.prepare(of(COLOURS, null)), items)).isNotEqualTo(once);
        assertThat(write(engine.prepare(of(Palette.SHIPPED, svg())), items)).isNotEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatIsShippedHasNothingLeftOfTheShippedColours(String layout) throws IOException {
        PrintEngine shipped = new PrintEngine(Templates.shipped());
        Issuer issuer =
                new Issuer(
                        "Harbour Data",
                        "backup.example.com",
                        REDEEM_URL,
                        new Brand(COLOURS, Optional.of(svg())));

        BufferedImage item =
                picture(PrintFixture.volume(shipped, job(layout, "bureau", GOODS, issuer), items(1)));

        assertThat(hasColour(item, 0x4338ca)).as("the main colour").isTrue();
        for (ColourRole role : ColourRole.values()) {
            int colour = Integer.parseInt(Palette.SHIPPED.of(role).substring(1), 16);
            assertThat(hasColour(item, colour)).as("%s as shipped", role).isFalse();
        }
        assertThat(hasColour(item, RED)).as("a logo").isEqualTo(!SMALL.contains(layout));
    }

    static SortedSet<String> shipped() {
        return Templates.shipped().names("layouts", ".json");
    }

    @Test
    void aBureauGetsLogoAndColoursInTheInksOfItsPress() throws Exception {
        layout("left", "\"plate\": \"brand-accent\",");

        byte[] pdf = write(engine.prepare(of(COLOURS, svg()).forBureau(PRESS, ORDERED)), items(1));
        assertThat(PdfX4Check.faults(pdf)).isEmpty();
        assertThat(PressFileCheck.pdfA(pdf)).isEmpty();

        byte[] others =
                write(engine.prepare(of(COLOURS, pdf()).forBureau(PRESS, ORDERED)), items(1));
        assertThat(new String(others, StandardCharsets.ISO_8859_1))
                .as("nobody here has judged the colours of a logo in PDF")
                .doesNotContain("GTS_PDF");
    }

    private void layout(String align, String plate) throws IOException {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        String json =
                """
            {"title": "Card", "trim": {"width": 80, "height": 50}, "bleed": 3, "safe": 2, "fields": [
              {"field": "logo", "x": 10, "y": 10, "width": 30, "height": 10, "align": "%s", %s
                "font": "sans_bold", "size": 12, "smallest": 6, "colour": "brand-light"},
              {"field": "caption", "text": "MMMM", "x": 10, "y": 30, "width": 60, "height": 12,
                "font": "sans_bold", "size": 30, "colour": "brand-accent"},
              {"field": "code", "x": 42, "y": 42, "width": 36, "height": 4, "font": "mono_bold", "size": 8}
            ]}
            """
                        .formatted(align, plate);
        Files.writeString(layouts.resolve("branded.json"), json);
        Files.writeString(layouts.resolve("branded.svg"), ARTWORK);
    }

    private static PrintJob of(Palette colours, @Nullable Artwork logo) {
        return of("Harbour Data", colours, logo);
    }

    private static PrintJob named(String name, @Nullable Artwork logo) {
        return of(name, COLOURS, logo);
    }

    private static PrintJob of(String name, Palette colours, @Nullable Artwork logo) {
        Brand brand = new Brand(colours, Optional.ofNullable(logo));
        return job(
                "branded",
                "bureau",
                GOODS,
                new Issuer(name, "backup.example.com", REDEEM_URL, brand));
    }

    private static Artwork svg() {
        return new Artwork("logo.svg", Artwork.Kind.SVG, LOGO.getBytes(StandardCharsets.UTF_8));
    }

    private static Artwork pdf() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(40, 20));
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setNonStrokingColor(new Color(RED));
                content.addRect(0, 0, 40, 20);
                content.fill();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return new Artwork("logo.pdf", Artwork.Kind.PDF, bytes.toByteArray());
        }
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static BufferedImage picture(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImageWithDPI(0, DPI);
        }
    }

    private static int colour(BufferedImage card, double xMm, double yMm) {
        return card.getRGB(dots(xMm + BLEED_MM), dots(yMm + BLEED_MM)) & 0xffffff;
    }

    private static int dots(double mm) {
        return (int) Math.round(mm * DOTS_PER_MM);
    }

    private static boolean hasColour(BufferedImage card, int colour) {
        return bounds(card, colour).isPresent();
    }

    private static void assertBounds(BufferedImage card, int colour, Box expected) {
        Box found = bounds(card, colour).orElseThrow();
        assertThat(found.x()).as("x").isEqualTo(expected.x(), within(0.15));
        assertThat(found.y()).as("y").isEqualTo(expected.y(), within(0.15));
        assertThat(found.width()).as("width").isEqualTo(expected.width(), within(0.25));
        assertThat(found.height()).as("height").isEqualTo(expected.height(), within(0.25));
    }

    /** Where the dots of a colour are, in millimetres from the upper left corner of the card. */
    private static Optional<Box> bounds(BufferedImage card, int colour) {
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = -1;
        int bottom = -1;
        for (int y = 0; y < card.getHeight(); y++) {
            for (int x = 0; x < card.getWidth(); x++) {
                if ((card.getRGB(x, y) & 0xffffff) == colour) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        return right < 0
                ? Optional.empty()
                : Optional.of(
                        new Box(
                                (double) left / DOTS_PER_MM - BLEED_MM,
                                (double) top / DOTS_PER_MM - BLEED_MM,
                                (right + 1.0 - left) / DOTS_PER_MM,
                                (bottom + 1.0 - top) / DOTS_PER_MM));
    }
}
