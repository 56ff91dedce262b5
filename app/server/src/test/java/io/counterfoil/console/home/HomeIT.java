package io.counterfoil.console.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.counterfoil.Browser;
import io.counterfoil.Chromium;
import io.counterfoil.OneBrowser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.Wiring;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.accounts.Standings;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.stock.Sales;
import io.counterfoil.redemption.SpentCodes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneBrowser.class)
class HomeIT {
    private TestWorld world;
    private TestServer server;
    private StockFixture stock;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void theFirstStepsAreDoneByWhatIsThere() {
        Browser owner = owner();
        String home = owner.get("/console").body();
        assertThat(home)
                .contains("Your first card, step by step", "href=\"/console/products\"")
                .contains("Done:</span> Add a plan");
        StockFixture.Shop shop = stock.shop("Corner");
        stock.received(shop, stock.printed(stock.product(true), 2));
        assertThat(owner.get("/console").body())
                .contains("Done:</span> Add a product", "Done:</span> Order a print run")
                .contains("Done:</span> Count in", "Done:</span> Send it the cards")
                .doesNotContain("Done:</span> Look at the proof");

        assertThat(
                        owner.submit("/console", "/console/first-steps/hide", Map.of())
                                .statusCode())
                .isEqualTo(303);
        assertThat(owner.get("/console").body()).doesNotContain("Your first card");
        boolean othersAreHidden =
                world.wiring()
                        .transactions()
                        .read(world.decoy(), world.wiring().access().providers()::hidesFirstSteps);
        assertThat(othersAreHidden).isFalse();
    }

    @Test
    void homeCountsWhatWasSoldAndHowFarItemsHaveCome() {
        StockFixture.Shop shop = stock.shop("Corner");
        sold(shop, 3);
        StockFixture others = new StockFixture(world, world.decoy());
        others.minted(others.product(true), 5);

        Figures figures = book(20_000).of(world.caller());
        assertThat(figures.in(ItemState.RECEIVED)).isEqualTo(2);
        assertThat(figures.in(ItemState.ACTIVATED)).isEqualTo(1);
        assertThat(figures.days()).hasSize(Figures.DAYS);
        assertThat(figures.days().getLast().items()).isEqualTo(1);
        assertThat(figures.shops()).containsExactly(new Figures.Shop("Corner, Main Street", 1));
        assertThat(figures.endings()).hasSize(Figures.WEEKS).containsOnly(0);

        String home = owner().get("/console").body();
        assertThat(home)
                .contains("<b>1</b> sold at tills in 30 days", "Corner, Main Street")
                .contains("<td>Minted</td><td class=\"number\" data-value=\"3\">3</td>");
        newerOutlets(shop.retailer(), 501);
        String shops = person("kim", "clerk", shop.retailer()).get("/retail").body();
        assertThat(shops)
                .contains("<b>1</b> sold today<br><small>", "49.00")
                .contains("Sold on each of the last 30 days")
                .doesNotContain("Outlets that sold most", "Nothing was sold");
        assertThat(shops.split("data-value=\"1\">1</td>", -1)).as("today").hasSize(2);
        assertThat(shops.split("data-value=\"0\">0</td>", -1)).as("29 days before").hasSize(30);
    }

    @Test
    void aShopSeesDayByDayWhatItsOutletsSoldAndNothingOfOthers() {
        StockFixture.Shop street = stock.shop("Corner");
        StockFixture.Shop station = stock.branch(street, "Station");
        sold(street, 1);
        sold(stock.shop("Rival"), 1);
        world.clock().forward(Duration.ofDays(29));
        sold(station, 1);
        sold(station, 1);
        Sales.OfShop sold = world.wiring().inventory().sales().ofShop(stock.callerOf(street));
        assertThat(sold.days()).hasSize(30).extracting(Sales.FromDay::items).startsWith(1).endsWith(0, 2);
        assertThat(sold.outlets())
                .containsExactly(
                        new Sales.OfNamedOutlet("Station", 2),
                        new Sales.OfNamedOutlet("Main Street", 1));
        assertThat(person("kim", "clerk", street.retailer()).get("/retail").body())
                .containsSubsequence("Outlets that sold most in 30 days", "<td>Station</td>", "<td>Main Street</td>")
                .contains("/charts.js");

        world.clock().forward(Duration.ofDays(1));
        Sales.OfShop later = world.wiring().inventory().sales().ofShop(stock.callerOf(street));
        assertThat(later.days()).extracting(Sales.FromDay::items).containsOnlyOnce(2).endsWith(2, 0);
        assertThat(later.outlets()).containsExactly(new Sales.OfNamedOutlet("Station", 2));
    }

    @Test
    void aShopsDaysAreThoseOfTheProvidersCalendarAndWhatWasBroughtBackIsOnNone() {
        StockFixture.Shop street = stock.shop("Corner");
        // Half an hour of the next day in Berlin.
        world.clock().set(Instant.parse("2026-03-03T23:30:00Z"));
        sold(street, 1);
        assertThat(ofShop(street).days())
                .extracting(Sales.FromDay::items)
                .as("the night of the 4th")
                .endsWith(0, 1);
        assertThat(ofShop(street).today()).isEqualTo(1);

        world.clock().set(Instant.parse("2026-03-05T10:00:00Z"));
        String request = sold(street, 1);
        assertThat(ofShop(street).days()).extracting(Sales.FromDay::items).endsWith(1, 1);
        world.wiring()
                .retail()
                .reversals()
                .reverse(world.caller(), request, street.till().id().toString(), null);
        assertThat(ofShop(street).days()).extracting(Sales.FromDay::items).endsWith(1, 0);
        assertThat(ofShop(street).outlets())
                .containsExactly(new Sales.OfNamedOutlet("Main Street", 1));
    }

    @Test
    void onA31stAMonthHasADayMoreThanTheDaysOneByOne() {
        StockFixture.Shop street = stock.shop("Corner");
        world.clock().set(Instant.parse("2026-03-01T10:00:00Z"));
        sold(street, 1);
        world.clock().set(Instant.parse("2026-03-31T10:00:00Z"));
        Sales.OfShop sold = ofShop(street);
        assertThat(sold.month()).isEqualTo(1);
        assertThat(sold.days()).hasSize(30).extracting(Sales.FromDay::items).containsOnly(0);
        assertThat(sold.outlets()).as("in those days").isEmpty();
    }

    private Sales.OfShop ofShop(StockFixture.Shop shop) {
        return world.wiring().inventory().sales().ofShop(stock.callerOf(shop));
    }

    @Test
    void aShopThatSoldNothingLatelyIsToldSoInsteadOfShownAnEmptyChart() {
        UUID retailer = stock.shop("Corner").retailer();
        assertThat(person("kim", "clerk", retailer).get("/retail").body())
                .contains("Nothing was sold in the last 30 days.")
                .doesNotContain("Sold on each of", "/charts.js");
    }

    private void newerOutlets(UUID retailer, int outlets) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                """
                                                INSERT INTO outlet (provider_id, retailer_id, id, name, created_at)
                                                SELECT ?, ?, ('ffffffff-ffff-7fff-8fff-' || lpad(n::text, 12, '0'))::uuid, 'Outlet ' || n, now()
                                                FROM generate_series(1, ?) AS n
                                                """,
                                                tx.provider(),
                                                retailer,
                                                outlets));
    }

    @Test
    void ofManyItemsThePageHasWhatWasCountedLast() {
        FigureBook many = book(1);
        sold(stock.shop("Corner"), 2);
        assertThat(many.of(world.caller()).in(ItemState.ACTIVATED)).isEqualTo(1);
        many.look();
        stock.minted(stock.product(true), 4);
        assertThat(many.of(world.caller()).in(ItemState.MINTED)).isZero();
        assertThat(many.of(world.decoy()).items()).isEmpty();
        many.look();
        assertThat(many.of(world.caller()).in(ItemState.MINTED)).isEqualTo(4);
        keptByAnotherVersion();
        assertThat(many.of(world.caller()).in(ItemState.MINTED)).isEqualTo(4);
    }

    private void keptByAnotherVersion() {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE console_figures SET figures = '{\"sold\": 1}'"));
    }

    @Test
    void chartsAreDrawnFromTheirTablesAndGuidesFitOnOneSheet(Chromium chromium) throws IOException {
        StockFixture.Shop shop = stock.shop("Corner");
        sold(shop, 3);
        Page page = page(chromium, owner());
        List<String> complaints = new ArrayList<>();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.navigate("/console");
        Locator charts = page.locator("figure.chart canvas");
        charts.first().waitFor();
        assertThat(charts.count()).isEqualTo(4);
        assertThat(page.locator("figure.chart details[open]").count()).isZero();
        Chromium.fits(page, "console-home-charts");
        // As it is for a moment when a window changes: drawn for what was there before.
        charts.first().evaluate("canvas => canvas.style.width = '3000px'");
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        page.keyboard().press("/");
        page.keyboard().type("1000");
        assertThat(page.inputValue("#find")).isEqualTo("1000");
        // That the test's server has no HTTPS is all that the browser may complain of.
        assertThat(complaints)
                .allSatisfy(
                        text -> assertThat(text).contains("the URL's origin was untrustworthy"));

        page.navigate("/redeem/guide");
        assertThat(sheets(page)).isEqualTo(1);
        Page clerk = page(chromium, person("kim", "clerk", shop.retailer()));
        clerk.navigate("/retail/guide");
        assertThat(Chromium.text(clerk)).contains("It was the wrong card");
        assertThat(sheets(clerk)).isEqualTo(1);
    }

    private static int sheets(Page page) throws IOException {
        byte[] pdf = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getNumberOfPages();
        }
    }

    private Page page(Chromium chromium, Browser who) {
        Page page = chromium.page(server, new NewContextOptions().setViewportSize(1440, 900));
        page.context()
                .addCookies(
                        List.of(
                                new Cookie(
                                                SessionCookies.SESSION,
                                                who.cookie(SessionCookies.SESSION))
                                        .setUrl("http://" + server.host())));
        return page;
    }

    /** So many items in a shop, the first of them sold; by which request. */
    private String sold(StockFixture.Shop shop, int items) {
        SerialRange range = stock.printed(stock.product(true), items);
        stock.received(shop, range);
        String request = "sale-" + range.first();
        world.wiring()
                .retail()
                .activations()
                .activate(
                        world.caller(),
                        new NewActivation(
                                request, shop.till().id().toString(), range.first().toString(), null, null),
                        null);
        return request;
    }

    private FigureBook book(int few) {
        Wiring wiring = world.wiring();
        return new FigureBook(
                wiring.transactions(),
                wiring.access().providers(),
                new FigureBook.Counted(
                        wiring.inventory().items(),
                        wiring.inventory().sales(),
                        wiring.inventory().retailers(),
                        wiring.settlement().balances(),
                        new SpentCodes(wiring.transactions()),
                        new Standings()),
                few);
    }

    private Browser owner() {
        return person("ann", "owner", null);
    }

    private Browser person(String name, String role, @Nullable UUID retailer) {
        return server.signedIn(name + "@example.com", name, role, retailer);
    }
}
