package io.counterfoil.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.counterfoil.Chromium.awaitHeading;
import static io.counterfoil.Chromium.fits;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.counterfoil.Chromium;
import io.counterfoil.OneBrowser;
import io.counterfoil.TestWorld;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.StaffMembers;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A card on its way through the hands of everybody who has to do with it, each in a browser of their
 * own: nobody needs the API for their part.
 */
@ExtendWith(OneBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleInBrowserIT {
    private static final Pattern SERIAL = Pattern.compile("\\b[1-9][0-9]{13}\\b");
    private static final Pattern CODE = Pattern.compile("\\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\\b");
    private static final int CARDS = 4;
    private static final int DPI = 200;

    /** What a phone's camera shows. */
    private static final int WIDTH = 1280;

    private static final int HEIGHT = 720;

    private Chromium chromium;
    private RetailScene scene;
    private RetailScene.Shop shop;

    /** What is printed: serials and codes of the cards, and how the first two look without panels. */
    private record Printed(
            List<String> serials,
            List<String> codes,
            BufferedImage first,
            BufferedImage second) {}

    @BeforeAll
    void open(Chromium ours) throws Exception {
        chromium = ours;
        scene = new RetailScene(TestWorld.onThisMachine());
        scene.at("2026-03-02T10:00");
        scene.goods(
                "'sku': 'CARD-1Y', 'name': 'Basic for a year', 'plan': '%s', 'term': 'P1Y', 'medium': 'gift_card', 'sales_model': 'consignment', 'activation_required': true"
                        .formatted(scene.plan("Basic", "basic", "null")),
                "4006381333931",
                "49.00",
                "multi_purpose");
        shop = scene.shop("Corner Books");
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @Test
    void aCardGoesFromTheOrderToTheStatement() throws Exception {
        Printed printed = anOperatorPrintsAndCountsIn();
        scene.provider()
                .post(
                        "/api/v1/shipments",
                        "{'outlet': '%s', 'serials': {'from': '%s', 'to': '%s'}}"
                                .formatted(
                                        shop.outlet(),
                                        printed.serials().getFirst(),
                                        printed.serials().getLast()))
                .expect(201);
        aClerkReceivesSellsAndUndoes(printed);
        aCustomerRedeems(printed);
        scene.at("2026-04-01T08:00");
        aBookkeeperSettles(printed.serials().getFirst());
    }

    /** The form has the picture of a layout on a sheet, and is not heavy all the same. */
    private static void sees(Page page, String part, String name) {
        Locator picture = page.locator("#picture-0 img");
        assertThat(picture).hasAttribute("src", "/console/layouts/" + part.replace("/", "/picture?sheet="));
        picture.scrollIntoViewIfNeeded();
        picture.evaluate("image => image.decode()");
        assertThat((int) picture.evaluate("image => image.naturalWidth")).isGreaterThan(300);
        fits(page, name);
        int weight =
                (int)
                        page.evaluate(
                                """
                                performance.getEntriesByType('resource')
                                  .find(one => one.name.endsWith('/picture?sheet=%s')).encodedBodySize
                                """
                                        .formatted(part.substring(part.indexOf('/') + 1)));
        assertThat(weight).as("bytes of the picture of %s", part).isBetween(1, 70_000);
    }

    private Printed anOperatorPrintsAndCountsIn() throws IOException {
        Page page = desk();
        signIn(page, "console", "operator", null);
        menu(page, "Printing").click();
        awaitHeading(page, "Print runs");
        page.getByLabel("How many").fill(Integer.toString(CARDS));
        Locator sheets = page.getByLabel("What is printed, on which sheet");
        sheets.selectOption(
                sheets.locator("option")
                        .filter(new Locator.FilterOptions().setHasText("Gift card, two sides on Bureau"))
                        .first()
                        .getAttribute("value"));
        sees(page, "gift-card-back/bureau", "order-form");
        page.setViewportSize(390, 844);
        sheets.selectOption("gift-card/avery-c32011-10");
        sees(page, "gift-card/avery-c32011-10", "order-form-phone");
        page.setViewportSize(1280, 900);
        sheets.selectOption("gift-card-back/bureau");
        sees(page, "gift-card-back/bureau", "order-form-again");
        button(page, "Order the run").click();
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        // From here on the service does by itself what takes a while, and the page tells of it.
        scene.world().startJobs();
        Locator items = link(page, "gift-card-back.pdf");
        assertThat(items).isVisible();
        Download proof = page.waitForDownload(() -> button(page, "Proof: Gift card, two sides").click());
        assertThat(bytes(proof)).asString(StandardCharsets.ISO_8859_1).startsWith("%PDF-");
        Printed printed = printed(bytes(page.waitForDownload(items::click)));

        // A hand scanner types the number and presses Enter.
        Locator spoiled = page.getByLabel("Spoiled");
        spoiled.pressSequentially(printed.serials().getLast());
        spoiled.press("Enter");
        button(page, "Show the numbers").click();
        assertThat(page.locator("main")).containsText("3 printed, 1 spoiled, 0 missing, of 4");
        page.reload();
        assertThat(page.locator("main")).containsText("3 printed, 1 spoiled, 0 missing, of 4");
        assertThat(page.getByLabel("Spoiled")).hasValue(printed.serials().getLast() + "\n");
        assertThat(button(page, "Yes, count the run in")).isInViewport();
        page.waitForDownload(items::click);
        page.reload();
        assertThat(page.locator("main")).containsText("3 printed, 1 spoiled, 0 missing, of 4");
        button(page, "Yes, count the run in").click();
        assertThat(link(page, "Ship these")).isVisible();
        String run = page.url();
        page.goBack();
        assertThat(link(page, "Ship these")).isVisible();
        assertThat(page).hasURL(run);
        page.context().close();
        return printed;
    }

    private void aClerkReceivesSellsAndUndoes(Printed printed) throws IOException {
        String first = printed.serials().get(0);
        String second = printed.serials().get(1);
        chromium.showCamera(printed.second());
        Page page = phone(List.of("camera"));
        signIn(page, "retail", "clerk", UUID.fromString(shop.retailer()));
        link(page, "Receive a delivery").click();
        page.getByRole(AriaRole.CELL).getByRole(AriaRole.LINK).click();
        button(page, "Receive all").click();
        awaitHeading(page, "Deliveries");

        page.navigate("/retail/activate");
        Locator serial = page.getByLabel("Serial number");
        serial.pressSequentially(first);
        serial.press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS).first()).containsText(first + " is active");

        button(page, "Use the camera").click();
        assertThat(page.getByRole(AriaRole.STATUS).first()).containsText(second + " is active");
        Chromium.fits(page, "people-camera");
        button(page, "Stop the camera").click();
        assertThat(serial).isFocused();
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(3);
        Locator undo =
                page.getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText(second))
                        .getByRole(AriaRole.BUTTON);
        assertThat(undo).hasCSS("margin-top", "0px");
        undo.click();
        assertThat(
                        page.getByRole(AriaRole.ROW)
                                .filter(new Locator.FilterOptions().setHasText(second)))
                .containsText("reversed");
        page.context().close();
    }

    @Test
    void whereThereIsNoCameraThePageSaysWhy() throws IOException {
        chromium.showCamera(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB));
        Page refused = phone(List.of());
        signIn(refused, "retail", "manager", UUID.fromString(shop.retailer()));
        refused.navigate("/retail/activate");
        button(refused, "Use the camera").click();
        assertThat(refused.locator("main")).containsText("This page may not use the camera.");
        refused.context().close();

        chromium.showCamera();
        Page broken = phone(List.of("camera"));
        broken.navigate("/redeem");
        button(broken, "Use the camera").click();
        assertThat(broken.locator("main")).containsText("There is no camera");
        broken.context().close();
    }

    @Test
    void whoScratchedACardFreeMayShowItsCodeToTheCamera() throws Exception {
        chromium.showCamera(qr("https://backup.example.com/redeem"));
        Page page = phone(List.of("camera"));
        page.navigate("/redeem");
        button(page, "Use the camera").click();
        assertThat(page.locator("main")).containsText("That is not the code.");
        button(page, "Stop the camera").click();

        chromium.showCamera(qr("0123-4567-89AB-CDEF"));
        button(page, "Use the camera").click();
        assertThat(page.getByLabel("Code")).hasValue("0123-4567-89AB-CDEF");
        assertThat(button(page, "Use the camera")).isVisible();
        assertThat(page.url()).doesNotContain("0123");
        page.context().close();
    }

    private static BufferedImage qr(String text) throws WriterException {
        BitMatrix symbol = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 300, 300);
        BufferedImage picture = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 300; x++) {
                picture.setRGB(x, y, (symbol.get(x, y) ? Color.BLACK : Color.WHITE).getRGB());
            }
        }
        return held(picture);
    }

    private void aCustomerRedeems(Printed printed) throws IOException {
        chromium.showCamera(printed.first());
        Page page = phone(List.of("camera"));
        page.navigate("/redeem");
        button(page, "Use the camera").click();
        assertThat(page.getByLabel("Code")).hasValue(printed.codes().getFirst());
        assertThat(button(page, "Use the camera")).isVisible();
        page.getByLabel("Code").press("Enter");
        page.getByLabel("Your name").fill("Anna Anders");
        page.getByLabel("E-mail address").fill("anna@example.com");
        page.getByLabel("Username").fill("anna");
        page.getByLabel("Username").press("Enter");
        awaitHeading(page, "Your code is redeemed");
        page.context().close();
    }

    private void aBookkeeperSettles(String sold) throws IOException {
        Page page = desk();
        signIn(page, "console", "finance", null);
        menu(page, "Settlement").click();
        button(page, "Make them").click();
        awaitHeading(page, "Settlement");
        // The page says by itself what became of it.
        Download pdf = page.waitForDownload(() -> link(page, "PDF").click());
        assertThat(bytes(pdf)).asString(StandardCharsets.ISO_8859_1).startsWith("%PDF-");
        Download lines = page.waitForDownload(() -> link(page, "CSV").click());
        assertThat(bytes(lines)).asString(StandardCharsets.UTF_8).contains(sold);
        page.getByLabel("Retailer").selectOption(new SelectOption().setIndex(1));
        button(page, "Show").click();
        Download settled =
                page.waitForDownload(
                        () -> link(page, "All statements as a table for spreadsheets (CSV)").click());
        assertThat(settled.url()).contains("/api/v1/statements?retailer=");
        assertThat(bytes(settled)).asString(StandardCharsets.UTF_8).contains("EUR");
        page.navigate("/console/settlement?retailer=" + new UUID(0, 1));
        assertThat(page.getByText("No statement of this retailer yet.")).isVisible();
        page.navigate("/console/disputes?state=refused");
        assertThat(page.getByText("No such disputes.")).isVisible();
        page.context().close();
    }

    private Page desk() {
        return chromium.page(
                scene.server(), new NewContextOptions().setViewportSize(1440, 900));
    }

    private Page phone(List<String> permissions) {
        return chromium.page(
                scene.server(),
                new NewContextOptions()
                        .setViewportSize(Chromium.PHONE, 740)
                        .setPermissions(permissions));
    }

    private void signIn(Page page, String area, String role, @Nullable UUID retailer) {
        StaffMembers.WithPassword who =
                scene.world()
                        .wiring()
                        .access()
                        .staff()
                        .create(
                                scene.world().caller(),
                                new NewMember(role + "@harbour.example", role, role, retailer));
        page.navigate("/" + area + "/sign-in");
        page.getByLabel("E-mail address").fill(who.member().email());
        page.getByLabel("Password").fill(who.password());
        page.getByLabel("Password").press("Enter");
        assertThat(button(page, "Sign out")).isVisible();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator menu(Page page, String name) {
        return page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static byte[] bytes(Download download) throws IOException {
        Path file = download.path();
        return Files.readAllBytes(file);
    }

    /** Reads what people read on the cards, and takes a picture as a camera does. */
    private static Printed printed(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document);
            List<String> serials = SERIAL.matcher(text).results().map(MatchResult::group).toList();
            List<String> codes = CODE.matcher(text).results().map(MatchResult::group).toList();
            assertThat(codes).hasSize(CARDS);
            // Between them is the front of the first.
            PDFRenderer cards = new PDFRenderer(document);
            return new Printed(
                    serials,
                    codes,
                    held(cards.renderImageWithDPI(0, DPI)),
                    held(cards.renderImageWithDPI(2, DPI)));
        }
    }

    /** The card in somebody's hand: in the middle of what the camera sees. */
    private static BufferedImage held(BufferedImage card) {
        BufferedImage seen = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = seen.createGraphics();
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, seen.getWidth(), seen.getHeight());
        pen.drawImage(
                card,
                (seen.getWidth() - card.getWidth()) / 2,
                (seen.getHeight() - card.getHeight()) / 2,
                null);
        pen.dispose();
        return seen;
    }
}
