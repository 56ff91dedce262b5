package io.counterfoil.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.counterfoil.Chromium.awaitHeading;
import static io.counterfoil.Chromium.fits;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import io.counterfoil.Chromium;
import io.counterfoil.OneBrowser;
import io.counterfoil.Person;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A card on its way through the hands of everybody who has to do with it, from the set-up to the
 * payout, each in a browser of their own: nobody needs the API or the database for their part.
 */
@ExtendWith(OneBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleInBrowserIT {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Path LAYOUTS = Path.of(System.getProperty("top"), "templates/layouts");
    private static final Pattern INVITATION = Pattern.compile("/invitation\\?token=[\\w-]+");
    private static final String PASSWORD = "four random words here";
    private static final int CARDS = 4;

    private static final String OWNER = "ann@harbour.example";
    private static final String OPERATOR = "otto@harbour.example";
    private static final String SENDER = "ola@harbour.example";
    private static final String BOOKKEEPER = "fia@harbour.example";
    private static final String CLERK = "kim@corner.example";

    private Chromium chromium;
    private TestWorld world;
    private TestServer server;

    @BeforeAll
    void open(Chromium ours) throws IOException {
        chromium = ours;
        world = TestWorld.newlyInstalled();
        at("2026-03-02T10:00");
        RetailScene.addNode(world);
        server = new TestServer(world);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aCardGoesFromTheSetUpToThePayout() throws Exception {
        Person ann = desk();
        anOwnerSetsUp(ann);
        String clerk = anOwnerAddsAShop(ann);
        String bookkeeper = anOwnerAdds(ann, "Fia", BOOKKEEPER, "finance");
        aBookkeeperSaysWhereMoneyGoes(bookkeeper);
        anOwnerAgrees(ann, 2);
        PrintedCards usual = anOwnerPrintsAndSendsAlone(ann);
        Person otto = anOperatorIsInvited(ann);
        anOperatorKeepsALayout(otto);
        PrintedCards cards = anOperatorPrintsAndCountsIn(otto, ann);
        String sender = anOwnerAdds(ann, "Ola", SENDER, "operator");
        // So that what is sent now stands above what was sent before.
        at("2026-03-02T10:05");
        List<String> cartons = anOperatorPacksAndSends(sender, otto.page().url());
        otto.leave();
        PeopleWithPhones phones = new PeopleWithPhones(chromium, server);
        phones.aClerkReceivesAndSells(CLERK, clerk, cartons, cards, usual);
        phones.aCustomerRedeemsAndExtends(cards, usual);
        phones.aCustomerRedeemsWithoutScripts(cards.codes().get(2));
        at("2026-04-01T08:00");
        List<String> sold = new ArrayList<>(cards.serials().subList(0, 3));
        sold.add(usual.serials().getFirst());
        aBookkeeperSettles(bookkeeper, sold);
    }

    private void anOwnerSetsUp(Person ann) {
        ann.page().navigate(world.wiring().setup().linkIfNeeded().orElseThrow());
        assertThat(ann.field("Name")).isFocused();
        ann.field("Name").fill("Harbour Backup");
        ann.field("Web address").fill("localhost:" + server.port());
        ann.field("Time zone").fill(ZONE.getId());
        ann.field("Currency").fill("EUR");
        ann.field("Your mails come from optional").fill("care@harbour.example");
        ann.field("Your name").fill("Ann Owner");
        ann.field("E-mail address").fill(OWNER);
        ann.field("Password").fill(PASSWORD);
        ann.button("Set up").click();

        ann.link("Add a plan: what an account may do, and how much it may store.").click();
        // From here on the address that a browser names tells whose pages it sees.
        world.add("Other Backup", "other.example", "America/New_York", "EUR");
        ann.field("Name").fill("Basic");
        ann.field("Edition").selectOption("basic");
        ann.field("Storage in gigabytes optional").fill("50");
        ann.button("Make the plan").click();
        ann.menu("Home");
        ann.link("Add a product: a plan for some time, at a price, on a card.").click();
        ann.field("SKU").fill("CARD-1Y");
        ann.field("Name").fill("Basic for a year");
        ann.field("Price in EUR").fill("49.00");
        ann.field("GTIN optional").fill("4006381333931");
        ann.button("Make the product").click();
        ann.link("Tax in the price").click();
        ann.field("Country").fill("DE");
        ann.field("Tax in percent").fill("19");
        ann.button("Set the rate").click();
        assertThat(ann.row("DE")).containsText("19 %");
    }

    /** Returns the password that the shop's clerk is handed. */
    private String anOwnerAddsAShop(Person ann) {
        ann.menu("Home");
        ann.link("Add a retailer with its outlet and till, or your own shop.").click();
        ann.field("Name").fill("Corner Books");
        ann.button("Add").click();
        ann.field("First outlet").fill("Main Street");
        ann.button("Add the outlet").click();
        ann.field("Name of the till").fill("Till 1");
        ann.button("Add a till").click();
        assertThat(ann.main()).containsText("API key of Till 1");
        ann.link("Details").click();
        ann.field("Country optional").fill("DE");
        ann.button("Save").click();
        assertThat(ann.main()).containsText("Saved.");
        ann.field("Name").fill("Kim");
        ann.field("E-mail address").fill(CLERK);
        ann.field("Role").selectOption("clerk");
        ann.button("Add somebody").click();
        assertThat(ann.main()).containsText("Password for Kim");
        return ann.page().locator(".secret").textContent();
    }

    /** Returns the password that she is handed. */
    private static String anOwnerAdds(Person ann, String name, String email, String role) {
        ann.menu("Settings", "Staff");
        ann.field("Name").fill(name);
        ann.field("E-mail address").fill(email);
        ann.field("Role").selectOption(role);
        ann.button("Add").click();
        assertThat(ann.main()).containsText("Password for " + name);
        return ann.page().locator(".secret").textContent();
    }

    private void aBookkeeperSaysWhereMoneyGoes(String password) {
        Person fia = desk();
        fia.signIn("console", BOOKKEEPER, password);
        fia.menu("Settlement");
        fia.link("Our account").click();
        fia.field("In whose name it is").fill("Harbour Backup");
        fia.field("IBAN").fill("DE89 3704 0044 0532 0130 00");
        fia.button("Save").click();
        assertThat(fia.main()).containsText("Somebody else has to agree first");
        fia.menu("Shops");
        fia.link("Corner Books").click();
        fia.link("Bank account").click();
        fia.field("In whose name it is").fill("Corner Books");
        fia.field("IBAN").fill("DE02 1203 0000 0000 2020 51");
        fia.button("Save").click();
        assertThat(fia.main()).containsText("waits for somebody's agreement");
        fia.leave();
    }

    private static void anOwnerAgrees(Person ann, int requests) {
        ann.menu("Approvals");
        for (int left = requests; left > 0; left--) {
            assertThat(ann.button("Approve")).hasCount(left);
            ann.button("Approve").first().click();
        }
        assertThat(ann.button("Approve")).hasCount(0);
    }

    /** What the program brings along, by somebody whom nobody else could agree with. */
    private PrintedCards anOwnerPrintsAndSendsAlone(Person ann) throws IOException {
        choosesALayout(ann, "Gift card, two sides on Bureau");
        sees(ann.page(), "gift-card-back/bureau", "order-form-usual");
        ann.button("Order the run").click();
        assertThat(ann.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
        // From here on the service does by itself what takes a while, and the page tells of it.
        world.startJobs();
        Locator items = ann.link("gift-card-back.pdf");
        assertThat(items).isVisible();
        PrintedCards cards = PrintedCards.in(ann.fetch(items));
        assertThat(cards.codes()).hasSize(CARDS);
        assertThat(PrintedCards.in(ann.fetch(items)).codes())
                .as("once more, without anybody to ask")
                .isEqualTo(cards.codes());
        ann.button("Show the numbers").click();
        assertThat(ann.main()).containsText("4 printed, 0 spoiled, 0 missing, of 4");
        ann.button("Yes, count the run in").click();
        ann.link("Ship these").click();
        ann.button("Send").click();
        awaitHeading(ann.page(), "Shipment to Corner Books, Main Street");
        return cards;
    }

    /** Returns the field in which it is chosen. */
    private static Locator choosesALayout(Person who, String layout) {
        who.menu("Printing");
        awaitHeading(who.page(), "Print runs");
        who.field("How many").fill(Integer.toString(CARDS));
        Locator sheets = who.field("What is printed, on which sheet");
        sheets.selectOption(
                sheets.locator("option")
                        .filter(new Locator.FilterOptions().setHasText(layout))
                        .first()
                        .getAttribute("value"));
        return sheets;
    }

    private Person anOperatorIsInvited(Person ann) {
        ann.menu("Settings", "Staff");
        ann.link("Invite them by mail").click();
        assertThat(ann.link("Staff")).hasAttribute("aria-current", "page");
        ann.field("E-mail address").fill(OPERATOR);
        ann.field("Role").selectOption("operator");
        ann.button("Send the mail").click();
        // There is no mail server, so the owner looks at the message and hands the link on.
        ann.menu("Customers", "Mail");
        ann.row(OPERATOR).getByRole(AriaRole.LINK).click();
        ann.button("Show it").click();
        String mail = ann.page().locator("pre").textContent();
        Person otto = desk();
        otto.page()
                .navigate(
                        INVITATION.matcher(mail).results().findFirst().orElseThrow().group());
        otto.field("Your name").fill("Otto");
        otto.field("Password").fill(PASSWORD);
        otto.button("Begin").click();
        return otto;
    }

    private static void anOperatorKeepsALayout(Person otto) throws IOException {
        otto.menu("Printing");
        otto.link("layouts and on sheets of your own").click();
        otto.field("Name").fill("corner-card");
        String shipped = Files.readString(LAYOUTS.resolve("gift-card-back.json"));
        otto.field("Layout as a file optional")
                .setInputFiles(
                        new FilePayload(
                                "corner-card.json",
                                "application/json",
                                shipped.replace("Gift card, two sides", "Corner card")
                                        .getBytes(StandardCharsets.UTF_8)));
        otto.field("Artwork as a file optional")
                .setInputFiles(LAYOUTS.resolve("gift-card-back.svg"));
        otto.button("Keep the layout").click();
        assertThat(otto.row("corner-card")).isVisible();
    }

    /** The form has the picture of a layout on a sheet, and is not heavy all the same. */
    private static void sees(Page page, String part, String name) {
        Locator picture = page.locator("#picture-0 img");
        assertThat(picture)
                .hasAttribute(
                        "src", "/console/layouts/" + part.replace("/", "/picture?sheet="));
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

    private PrintedCards anOperatorPrintsAndCountsIn(Person otto, Person ann) throws IOException {
        Page page = otto.page();
        Locator sheets = choosesALayout(otto, "Corner card on Bureau");
        sees(page, "corner-card/bureau", "order-form");
        page.setViewportSize(390, 844);
        sheets.selectOption("gift-card/avery-c32011-10");
        sees(page, "gift-card/avery-c32011-10", "order-form-phone");
        page.setViewportSize(1280, 900);
        sheets.selectOption("corner-card/bureau");
        sees(page, "corner-card/bureau", "order-form-again");
        otto.button("Order the run").click();
        Locator items = otto.link("corner-card.pdf");
        assertThat(items).isVisible();
        Locator proof = otto.button("Proof: Corner card");
        assertThat(proof.boundingBox().y)
                .as("a proof is looked at before anything is printed")
                .isLessThan(items.boundingBox().y);
        assertThat(text(otto.fetch(proof))).contains("Basic for a year");
        PrintedCards cards = PrintedCards.in(otto.fetch(items));
        assertThat(cards.codes()).hasSize(CARDS);
        // The paper jammed, so the file is needed once more.
        items.click();
        awaitHeading(page, "A second person must agree");
        anOwnerAgrees(ann, 1);
        page.goBack();

        String last = cards.serials().getLast();
        otto.scan("Spoiled optional", last);
        otto.button("Show the numbers").click();
        assertThat(otto.main()).containsText("3 printed, 1 spoiled, 0 missing, of 4");
        page.reload();
        assertThat(otto.main()).containsText("3 printed, 1 spoiled, 0 missing, of 4");
        assertThat(otto.field("Spoiled optional")).hasValue(last + "\n");
        assertThat(otto.button("Yes, count the run in")).isInViewport();
        otto.fetch(items);
        page.reload();
        assertThat(otto.main()).containsText("3 printed, 1 spoiled, 0 missing, of 4");
        otto.button("Yes, count the run in").click();
        assertThat(otto.link("Ship these")).isVisible();
        String run = page.url();
        page.goBack();
        assertThat(otto.link("Ship these")).isVisible();
        assertThat(page).hasURL(run);
        return cards;
    }

    /** Returns the numbers on the labels of the cartons. */
    private List<String> anOperatorPacksAndSends(String password, String run) throws IOException {
        Person ola = desk();
        ola.signIn("console", SENDER, password);
        ola.page().navigate(run);
        ola.link("Pack these").click();
        assertThat(ola.field("Items per carton")).isFocused();
        ola.field("Items per carton").fill("2");
        ola.button("Pack").click();
        assertThat(ola.main()).containsText("3 items are in 2 cartons.");
        Locator listed = ola.page().locator("tbody td.serial");
        assertThat(listed).hasCount(2);
        List<String> cartons = listed.allTextContents();
        String labels = text(ola.fetch(ola.link("Labels for these cartons"))).replaceAll("\\D", "");
        assertThat(cartons).hasSize(2).allSatisfy(carton -> assertThat(labels).contains(carton));

        ola.link("Send packed cartons").click();
        assertThat(ola.field("Cartons")).isFocused();
        ola.scan("Cartons", cartons.toArray(String[]::new));
        ola.button("Send the cartons").click();
        awaitHeading(ola.page(), "Shipment to Corner Books, Main Street");
        assertThat(text(ola.fetch(ola.link("Packing slip")))).contains("Main Street");
        ola.leave();
        return cartons;
    }

    private void aBookkeeperSettles(String password, List<String> sold) throws IOException {
        Person fia = desk();
        Page page = fia.page();
        fia.signIn("console", BOOKKEEPER, password);
        fia.menu("Settlement");
        fia.link("Payments").click();
        // The shop had paid for each scan of its clerk, also for the one that was undone.
        fia.field("From which retailer?").selectOption(new SelectOption().setLabel("Corner Books"));
        fia.field("How much, in EUR").fill("208.25");
        fia.field("The bank's reference").fill("CORNER 31.03.");
        fia.field("On which day").fill("2026-03-31");
        fia.button("Enter it").click();
        assertThat(fia.row("CORNER 31.03.")).containsText("208.25 EUR came in");

        fia.menu("Settlement");
        fia.button("Make them").click();
        awaitHeading(page, "Settlement");
        // The page says by itself what became of it.
        String statement = text(fia.fetch(fia.link("PDF")));
        assertThat(statement).contains("Corner Books", "41.65").contains(sold);
        assertThat(new String(fia.fetch(fia.link("CSV")), StandardCharsets.UTF_8)).contains(sold);
        fia.field("Retailer").selectOption(new SelectOption().setIndex(1));
        fia.button("Show").click();
        Download settled =
                page.waitForDownload(
                        () ->
                                fia.link("All statements as a table for spreadsheets (CSV)")
                                        .click());
        assertThat(settled.url()).contains("/api/v1/statements?retailer=");
        assertThat(Files.readString(settled.path())).contains("EUR");

        fia.button("Order from the bank").click();
        assertThat(page.getByRole(AriaRole.STATUS)).isInViewport();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 payout is ordered.");
        fia.link("Orders to the bank").click();
        assertThat(fia.link("File for the bank")).isInViewport();
        assertThat(new String(fia.fetch(fia.link("File for the bank")), StandardCharsets.UTF_8))
                .contains("DE02120300000000202051", "41.65");
        fia.field("The bank's reference").fill("HARBOUR 1");
        fia.field("Paid on").fill("2026-04-01");
        fia.button("It is paid").click();
        assertThat(fia.button("It is paid")).hasCount(0);
        Locator payout = page.locator("#payouts + div tbody tr");
        assertThat(payout).containsText("41.65");
        assertThat(payout.locator("[data-label=State]")).hasText("paid");

        page.navigate("/console/settlement?retailer=" + new UUID(0, 1));
        assertThat(page.getByText("No statement of this retailer yet.")).isVisible();
        page.navigate("/console/disputes?state=refused");
        assertThat(page.getByText("No such disputes.")).isVisible();
        fia.leave();
    }

    private void at(String moment) {
        world.clock().set(LocalDateTime.parse(moment).atZone(ZONE).toInstant());
    }

    private Person desk() {
        return new Person(
                chromium.page(server, new NewContextOptions().setViewportSize(1440, 900)));
    }

    /** What people read in a PDF. */
    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
