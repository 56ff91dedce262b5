package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Chromium;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop's pages on a phone; its pictures of them are kept in target/browser. */
class ShopInBrowserIT {
    private static final Path PICTURES = Path.of("target", "browser");

    @TempDir Path profile;

    @Test
    void aClerkSeesEverythingOfASaleOnAPhone() throws IOException {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world);
                Chromium chromium = new Chromium(profile, server)) {
            StockFixture stock = new StockFixture(world, world.caller());
            StockFixture.Shop shop = stock.shop("Paper & Ink");
            SerialRange range = stock.printed(stock.product(true), 3);
            stock.received(shop, range);
            stock.shipped(shop, stock.printed(stock.product(true), 2));
            StaffMembers.WithPassword kim =
                    world.wiring()
                            .access()
                            .staff()
                            .create(
                                    world.caller(),
                                    new NewMember(
                                            "kim@paper.example", "Kim", "clerk", shop.retailer()));
            String address = "http://" + server.host() + "/retail";

            Chromium.Tab tab = chromium.tab();
            tab.open(address + "/sign-in", "Sign in");
            tab.type("email", "kim@paper.example");
            tab.type("password", kim.password());
            tab.click("form[action=\"/retail/sign-in\"] button");
            tab.awaitHeading("Your stock");
            tab.open(address + "/activate", "Sell an item");
            tab.type("serial", range.first().toString());
            tab.click("form[action=\"/retail/activate\"] button");
            tab.awaitHeading("Sell an item");
            assertThat(tab.evaluate("document.activeElement.id").asText())
                    .as("the next scan goes into the field of itself")
                    .isEqualTo("serial");
            look(tab, "sold");
            tab.open(address, "Your stock");
            assertThat(tab.text()).contains("activated", "Undo");
            look(tab, "stock");
            tab.open(address + "/receive", "Deliveries");
            look(tab, "deliveries");
            tab.open(address + "/take-back", "Take an item back");
            look(tab, "take-back");
            tab.open(address + "/cases", "To look at");
            look(tab, "cases");
        }
    }

    private static void look(Chromium.Tab tab, String name) {
        tab.fits();
        tab.picture(PICTURES.resolve("shop-" + name + ".png"));
        assertThat(
                        tab.evaluate(
                                        """
                                        [...document.querySelectorAll('main td, main button, main a')]
                                            .filter(e => e.getBoundingClientRect().right > window.innerWidth)
                                            .map(e => e.outerHTML).join()
                                        """)
                                .asText())
                .as("what sticks out of the page")
                .isEmpty();
    }
}
