package io.counterfoil.printing.brand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.platform.Listing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider's logo and colours from the settings to the card. */
class LogosIT {
    private static final String LOGO = "/api/v1/provider/logo";
    private static final String PAGE = "/console/settings/brand";
    private static final String SVG = "image/svg+xml";
    private static final String RUNS = "/api/v1/print-runs";
    private static final int DPI = 150;
    private static final int RED = 0xcc0000;
    private static final int GREEN = 0x00cc00;
    private static final int SHIPPED_MAIN = 0x0b5d66;
    private static final int BLUE = 0x1d4ed8;

    private TestWorld world;
    private TestServer server;
    private String key;
    private String card;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        card = Fixtures.giftCard(world, world.caller()).id().toString();
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void anSvgStandsAtTheHeadOfThePagesOfCustomers() throws Exception {
        assertThat(server.browser().get("/redeem").body()).doesNotContain("<img");
        assertThat(server.browser().get("/logo").statusCode()).isEqualTo(404);
        assertThat(put(SVG, logo("#cc0000")).statusCode()).isEqualTo(200);
        for (String page : List.of("/redeem", "/trial", "/account/sign-in")) {
            assertThat(server.browser().get(page).body())
                    .as(page)
                    .containsPattern("<img src=\"/logo\\?since=\\d+\" alt=\"Harbour Backup\">");
        }
        assertThat(server.browser().get("/console/sign-in").body()).doesNotContain("<img");
        HttpResponse<String> picture = server.browser().get("/logo?since=1");
        assertThat(picture.body()).contains("#cc0000");
        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(picture.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "sandbox");
    }

    @Test
    void theMainColourIsThatOfThePagesOfCustomers() throws Exception {
        String plain = server.browser().get("/redeem").body();
        assertThat(plain).doesNotContain("brand.css");
        assertThat(server.browser().get("/brand.css").body())
                .as("as long as none is chosen it is that of every page")
                .contains("--accent: #0b5d4e;", "--accent: #6fcbb4;");

        assertThat(patch("{\"colours\":{\"main\":\"#1d4ed8\"}}").statusCode()).isEqualTo(200);
        for (String page :
                List.of("/redeem", "/trial", "/account/sign-in", "/unsubscribe/nonsense")) {
            assertThat(server.browser().get(page).body())
                    .as(page)
                    .containsSubsequence(
                            "/assets/", "<link rel=\"stylesheet\" href=\"/brand.css?main=1d4ed8\">");
        }
        assertThat(server.browser().get("/console/sign-in").body()).doesNotContain("brand.css");
        HttpResponse<String> sheet = server.browser().get("/brand.css?main=1d4ed8");
        assertThat(sheet.body()).contains("--accent: #1d4ed8;").doesNotContain("#0b5d4e");
        assertThat(sheet.headers().firstValue("Content-Type").orElse(""))
                .isEqualToIgnoringCase("text/css;charset=utf-8");
        assertThat(sheet.headers().firstValue("Cache-Control"))
                .hasValue("private, max-age=86400");
    }

    @Test
    void whatIsOrderedShowsLogoAndColoursOfNowAndWhatWasOrderedThoseOfThen() throws Exception {
        UUID plain = ordered();
        byte[] before = pdf(plain);
        assertThat(dots(before, SHIPPED_MAIN)).isPositive();
        assertThat(text(before)).contains("Harbour Backup");

        assertThat(put(SVG, logo("#cc0000")).statusCode()).isEqualTo(200);
        assertThat(patch("{\"colours\":{\"main\":\"#1d4ed8\"}}").statusCode()).isEqualTo(200);
        UUID red = ordered();
        byte[] branded = pdf(red);
        assertThat(dots(branded, RED)).isPositive();
        assertThat(dots(branded, BLUE)).isPositive();
        assertThat(dots(branded, SHIPPED_MAIN)).isZero();
        assertThat(text(branded)).doesNotContain("Harbour Backup");

        assertThat(put(SVG, logo("#00cc00")).statusCode()).isEqualTo(200);
        assertThat(pdf(plain)).as("the run from before there was a logo").isEqualTo(before);
        assertThat(pdf(red)).as("the run with the first logo").isEqualTo(branded);
        UUID green = ordered();
        assertThat(dots(pdf(green), GREEN)).isPositive();
        assertThat(dots(pdf(green), RED)).isZero();

        assertThat(send("DELETE", LOGO, null, null).statusCode()).isEqualTo(204);
        assertThat(pdf(red)).as("the run with the first logo").isEqualTo(branded);
        assertThat(text(pdf(ordered()))).contains("Harbour Backup");
        assertThat(noted(red)).isEqualTo(digest(branded));
    }

    @Test
    void aLogoIsReadBackAsItWasSentAndIsNobodyElses() {
        assertThat(send("GET", LOGO, null, null).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", LOGO, null, null).statusCode()).isEqualTo(404);

        HttpResponse<String> kept = put(SVG, logo("#cc0000"));
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
        assertThat(kept.body()).contains("\"media_type\":\"image/svg+xml\"");

        HttpResponse<String> read = send("GET", LOGO, null, null);
        assertThat(read.body()).isEqualTo(logo("#cc0000"));
        assertThat(read.headers().firstValue("Content-Type")).hasValue(SVG);
        assertThat(read.headers().firstValue("Content-Disposition").orElse(""))
                .as("no browser draws it as a page of ours")
                .startsWith("attachment");
        assertThat(world.wiring().printing().logos().find(world.decoy())).isEmpty();
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(1, null))
                .items())
                .extracting(Audit.Entry::action)
                .containsExactly("logo.kept");
    }

    @Test
    void aLogoFromBeforeMailsHadPicturesIsDrawnForThem() {
        put(SVG, logo("#cc0000"));
        byte[] picture = inMails().orElseThrow();
        // As it was kept then.
        world.wiring().transactions().write(
                world.caller(), tx -> tx.handle().execute("DELETE FROM logo_picture"));
        assertThat(inMails()).isEmpty();

        LogoPictures pictures =
                new LogoPictures(
                        world.wiring().transactions(), world.wiring().access().providers());
        pictures.draw();
        assertThat(inMails()).hasValueSatisfying(drawn -> assertThat(drawn).isEqualTo(picture));
    }

    private Optional<byte[]> inMails() {
        return world.wiring().transactions().read(world.caller(), Brands::picture);
    }

    @Test
    void whatIsNoGoodLogoIsRefusedInWords() {
        HttpResponse<String> script =
                put(SVG, logo("#cc0000").replace("<rect", "<script>alert(1)</script><rect"));
        assertThat(script.statusCode()).isEqualTo(422);
        assertThat(script.body()).contains("\"field\":\"logo\"", "has a <script>");
        assertThat(put("application/pdf", "%PDF-1.7 and nothing more").body())
                .contains("is broken or no PDF");
        HttpResponse<String> png = put("image/png", "PNG");
        assertThat(png.statusCode()).isEqualTo(415);
        assertThat(png.body()).contains("application/pdf or image/svg+xml");
        assertThat(put("image/*", "PNG").statusCode()).isEqualTo(415);
        assertThat(put(null, logo("#cc0000")).statusCode()).isEqualTo(415);
        HttpResponse<String> large = put(SVG, " ".repeat((256 << 10) + 1));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("at most 256 KiB");
        assertThat(put(SVG, "").statusCode()).isEqualTo(422);
        assertThat(send("GET", LOGO, null, null).statusCode()).isEqualTo(404);
    }

    @Test
    void anOwnerSeesAndChangesThemOnAPage() throws IOException {
        Browser browser = server.signedIn("ann@harbour.example", "Ann", "owner", null);
        assertThat(browser.get(PAGE).body())
                .contains("your name, as there is no logo yet", "value=\"#0b5d66\"")
                .doesNotContain("Delete the logo");

        upload(browser, logo("#cc0000"));
        assertThat(browser.get(PAGE).body())
                .contains("The logo is saved.", "your logo", "Delete the logo");
        browser.submit(PAGE, PAGE, main("#1D4ED8"));
        assertThat(browser.get(PAGE).body())
                .contains("The colours are changed.", "value=\"#1d4ed8\"");
        assertThat(browser.get(PAGE + "/card.png").headers().firstValue("Content-Type"))
                .hasValue("image/png");
        BufferedImage card = card();
        assertThat(card.getWidth()).isEqualTo(856);
        assertThat(dots(card, RED)).isPositive();
        assertThat(dots(card, BLUE)).isPositive();

        assertThat(browser.submit(PAGE, PAGE, main("#ffe000")).body())
                .contains("White text on it could not be read", "value=\"#ffe000\"");
        assertThat(upload(browser, "%PDF-1.7 and nothing more").body())
                .contains("is broken or no PDF");
        assertThat(upload(browser, "").body()).contains("There is nothing in it.");
        assertThat(upload(browser, "\u0089PNG").body()).contains("is neither an SVG nor a PDF");
        browser.reading("de");
        assertThat(upload(browser, "\u0089PNG").body()).contains("ist weder SVG noch PDF");
        assertThat(browser.submit(PAGE, PAGE, main("#ffe000")).body())
                .contains("Weiße Schrift darauf ließe sich nicht lesen");
        browser.reading("en");
        String pasted = logo("#00cc00").replace("<rect", "<script>alert(1)</script><rect");
        assertThat(browser.submit(PAGE, PAGE + "/logo", Map.of("logo", pasted)).body())
                .contains("has a &lt;script&gt;", "&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
        browser.submit(PAGE, PAGE + "/logo/delete", Map.of());
        assertThat(browser.get(PAGE).body()).contains("The logo is deleted.", "no logo yet");
    }

    @Test
    void aNameThatDoesNotFitIsSaidInWordsInPlaceOfThePicture() {
        Browser browser = server.signedIn("ann@harbour.example", "Ann", "owner", null);
        assertThat(browser.get(PAGE).body()).contains("card.png");
        assertThat(patch("{\"name\":\"سلام\"}").statusCode()).isEqualTo(200);

        assertThat(browser.get(PAGE + "/card.png").statusCode()).isEqualTo(422);
        assertThat(browser.get(PAGE).body()).contains("has no sign for").doesNotContain("card.png");
        assertThat(browser.reading("de").get(PAGE).body())
                .contains("nicht drucken: Die Schrift hat kein Zeichen für");
    }

    private static HttpResponse<String> upload(Browser browser, String logo) {
        return browser.upload(
                PAGE,
                PAGE + "/logo",
                Map.of("logo", ""),
                Map.of("logo_file", logo.getBytes(StandardCharsets.UTF_8)));
    }

    /** The picture on the page. */
    private BufferedImage card() throws IOException {
        byte[] png = world.wiring().printing().samples().card(world.caller());
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static Map<String, String> main(String colour) {
        return Map.of("colours.main", colour);
    }

    private UUID ordered() {
        HttpResponse<String> answer =
                send(
                        "POST",
                        RUNS,
                        "application/json",
                        """
                        {"product": "%s", "quantity": 2, "layout": "gift-card", "sheet": "bureau"}
                        """
                                .formatted(card));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        UUID run = UUID.fromString(json(answer.body()).path("id").asText());
        world.wiring().printing().minting().mint(run);
        world.wiring().printing().releases().release(run);
        return run;
    }

    private byte[] pdf(UUID run) {
        HttpResponse<byte[]> answer =
                server.sendForBytes(
                        request("GET", RUNS + "/" + run + "/files/gift-card.pdf", null, null));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The SHA-256 that was noted when the run was released. */
    private String noted(UUID run) {
        HttpResponse<String> answer = send("GET", RUNS + "/" + run, null, null);
        for (JsonNode file : json(answer.body()).path("files")) {
            if (file.path("name").asText().equals("gift-card.pdf")) {
                return file.path("sha256").asText();
            }
        }
        throw new AssertionError(answer.body());
    }

    private static String digest(byte[] pdf) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pdf));
    }

    /** How many dots of the first card have this colour. */
    private static int dots(byte[] pdf, int colour) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return dots(new PDFRenderer(document).renderImageWithDPI(0, DPI), colour);
        }
    }

    private static int dots(BufferedImage card, int colour) {
        int dots = 0;
        for (int y = 0; y < card.getHeight(); y++) {
            for (int x = 0; x < card.getWidth(); x++) {
                dots += (card.getRGB(x, y) & 0xffffff) == colour ? 1 : 0;
            }
        }
        return dots;
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private HttpResponse<String> put(@Nullable String mediaType, String logo) {
        return send("PUT", LOGO, mediaType, logo);
    }

    private HttpResponse<String> patch(String settings) {
        return send("PATCH", "/api/v1/provider", "application/json", settings);
    }

    private HttpResponse<String> send(
            String verb, String path, @Nullable String mediaType, @Nullable String body) {
        return server.send(request(verb, path, mediaType, body));
    }

    private HttpRequest request(
            String verb, String path, @Nullable String mediaType, @Nullable String body) {
        HttpRequest.Builder request =
                server.request(path).header("Authorization", "Bearer " + key);
        if (mediaType != null) {
            request.header("Content-Type", mediaType);
        }
        return request.method(
                        verb,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode json(String body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    private static String logo(String colour) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><rect width=\"20\" height=\"10\" fill=\"%s\"/></svg>"
                .formatted(colour);
    }
}
