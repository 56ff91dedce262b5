package io.counterfoil.activation;

import static io.counterfoil.Chromium.awaitHeading;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.counterfoil.Chromium;
import io.counterfoil.OneBrowser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shop's pages in a real browser on a phone; it keeps pictures of them. */
@ExtendWith(OneBrowser.class)
class ShopInBrowserIT {
    @Test
    void aClerkSeesEverythingOfASaleOnAPhone(Chromium chromium) {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world)) {
            StockFixture stock = new StockFixture(world, world.caller());
            StockFixture.Shop shop = stock.shop("Paper & Ink");
            SerialRange range = stock.printed(stock.product(true), 3);
            stock.received(shop, range);
            stock.shipped(shop, stock.printed(stock.product(true), 2));
            StaffMembers.WithPassword kim =
                    world.member("kim@paper.example", "Kim", "clerk", shop.retailer());

            Page page = chromium.phone(server);
            page.navigate("/retail/sign-in");
            awaitHeading(page, "Sign in");
            page.fill("#email", "kim@paper.example");
            page.fill("#password", kim.password());
            page.click("form[action=\"/retail/sign-in\"] button");
            awaitHeading(page, "Your stock");
            page.navigate("/retail/activate");
            awaitHeading(page, "Sell an item");
            page.fill("#serial", range.first().toString());
            page.press("#serial", "Enter");
            awaitHeading(page, "Sell an item");
            assertThat(page.evaluate("document.activeElement.id"))
                    .as("the next scan goes into the field of itself")
                    .isEqualTo("serial");
            look(page, "sold");
            page.keyboard().type("10000000000");
            page.keyboard().press("Enter");
            awaitHeading(page, "Sell an item");
            page.waitForSelector("#serial-problem");
            page.keyboard().type(range.last().toString());
            page.keyboard().press("Enter");
            page.waitForSelector(".note.good");
            assertThat(Chromium.text(page))
                    .as("a scan takes the place of the number that was refused")
                    .contains(range.last() + " is active.");
            page.navigate("/retail");
            awaitHeading(page, "Your stock");
            assertThat(Chromium.text(page)).contains("activated", "Undo");
            look(page, "stock");
            page.navigate("/retail/receive");
            awaitHeading(page, "Deliveries");
            look(page, "deliveries");
            page.navigate("/retail/take-back");
            awaitHeading(page, "Take an item back");
            look(page, "take-back");
            page.navigate("/retail/cases");
            awaitHeading(page, "To look at");
            look(page, "cases");
            page.context().close();
        }
    }

    private static void look(Page page, String name) {
        Chromium.fits(page, "shop-" + name);
        assertThat(
                        page.evaluate(
                                """
                                [...document.querySelectorAll('main td, main button, main a')]
                                    .filter(e => e.getBoundingClientRect().right > window.innerWidth)
                                    .map(e => e.outerHTML).join()
                                """))
                .as("what sticks out of the page")
                .isEqualTo("");
    }
}
