package io.counterfoil.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.counterfoil.Chromium.awaitHeading;
import static io.counterfoil.Chromium.fits;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.counterfoil.Chromium;
import io.counterfoil.Person;
import io.counterfoil.TestServer;
import java.io.IOException;
import java.util.List;

/** Those of the story who stand on the two sides of a counter. */
record PeopleWithPhones(Chromium chromium, TestServer server) {
    private static final String PASSWORD = "three words in a row";

    void aClerkReceivesAndSells(
            String email,
            String password,
            List<String> cartons,
            PrintedCards cards,
            PrintedCards usual)
            throws IOException {
        chromium.hold(cards.backs().get(1));
        Person kim = phone();
        kim.signIn("retail", email, password);
        kim.link("Receive a delivery").click();
        // The first that was sent stands below the other.
        kim.link("Receive").last().click();
        kim.button("Receive all").click();
        awaitHeading(kim.page(), "Deliveries");
        kim.link("Receive").click();
        kim.scan("What arrived", cartons.getLast());
        kim.button("Receive these").click();
        awaitHeading(kim.page(), "Deliveries");
        // The other carton was under the counter.
        kim.link("Receive").click();
        kim.button("Receive all").click();
        awaitHeading(kim.page(), "Deliveries");
        assertThat(kim.link("Receive")).hasCount(0);
        aClerkSellsAndUndoes(kim, cards);
        aClerkSellsByCamera(kim, usual);
        kim.leave();
    }

    private void aClerkSellsAndUndoes(Person kim, PrintedCards cards) throws IOException {
        String first = cards.serials().get(0);
        String second = cards.serials().get(1);
        kim.page().getByText("Menu", new Page.GetByTextOptions().setExact(true)).click();
        kim.menu("Sell");
        kim.scan("Serial number", first);
        Locator said = kim.page().getByRole(AriaRole.STATUS).first();
        assertThat(said).containsText(first + " is active");

        kim.button("Use the camera").click();
        assertThat(said).containsText(second + " is active");
        fits(kim.page(), "people-camera");
        kim.button("Stop the camera").click();
        assertThat(kim.field("Serial number")).isFocused();
        assertThat(kim.page().getByRole(AriaRole.ROW)).hasCount(3);
        Locator undo = kim.row(second).getByRole(AriaRole.BUTTON);
        assertThat(undo).hasCSS("margin-top", "0px");
        undo.click();
        assertThat(kim.row(second)).containsText("reversed");

        kim.link("Next customer").click();
        for (String serial : List.of(second, cards.serials().get(2))) {
            kim.scan("Serial number", serial);
            assertThat(said).containsText(serial + " is active");
        }
    }

    private void aClerkSellsByCamera(Person kim, PrintedCards cards) throws IOException {
        chromium.hold(cards.backs().getFirst());
        kim.button("Use the camera").click();
        assertThat(kim.page().getByRole(AriaRole.STATUS).first())
                .containsText(cards.serials().getFirst() + " is active");
    }

    void aCustomerRedeemsAndExtends(PrintedCards cards, PrintedCards usual) throws IOException {
        chromium.hold(usual.backs().getLast());
        Person anna = phone();
        anna.page().navigate("/redeem");
        anna.button("Use the camera").click();
        assertThat(anna.field("Code")).hasValue(usual.codes().getLast());

        chromium.hold(cards.backs().getFirst());
        anna.page().navigate("/redeem");
        anna.button("Use the camera").click();
        assertThat(anna.field("Code")).hasValue(cards.codes().getFirst());
        assertThat(anna.button("Use the camera")).isVisible();
        anna.field("Code").press("Enter");
        anna.field("Your name").fill("Anna Anders");
        anna.field("E-mail address").fill("anna@example.com");
        anna.field("Username").fill("anna");
        anna.field("Username").press("Enter");
        awaitHeading(anna.page(), "Your code is redeemed");
        assertThat(anna.main()).containsText("2 March 2027");
        String temporary = anna.page().locator("#temporary-password").textContent();

        anna.link("sign in").click();
        anna.field("Username").fill("anna");
        anna.field("Password").fill(temporary);
        anna.field("Password").press("Enter");
        awaitHeading(anna.page(), "Choose your password");
        assertThat(anna.field("Present password")).isFocused();
        anna.field("Present password").fill(temporary);
        anna.field("New password").fill(PASSWORD);
        anna.field("New password").press("Enter");
        awaitHeading(anna.page(), "Your account");
        anna.button("Sign out").click();
        awaitHeading(anna.page(), "Sign in to your account");
        anna.page().navigate("/account");
        anna.field("Username").fill("anna");
        anna.field("Password").fill(PASSWORD);
        anna.field("Password").press("Enter");
        awaitHeading(anna.page(), "Your account");
        anna.link("Extend it with a code").click();
        anna.field("Code").fill(cards.codes().get(1));
        anna.field("Code").press("Enter");
        assertThat(anna.main()).containsText("2 March 2028, instead of 2 March 2027");
        anna.button("Extend anna").click();
        awaitHeading(anna.page(), "Your code is redeemed");
        assertThat(anna.main()).containsText("2 March 2028");
        anna.leave();
    }

    void aCustomerRedeemsWithoutScripts(String code) {
        Person ben = new Person(chromium.phoneWithoutScripts(server));
        ben.page().navigate("/redeem");
        ben.field("Code").fill(code);
        ben.button("Go on").click();
        ben.field("Your name").fill("Ben Berger");
        ben.field("E-mail address").fill("ben@example.com");
        ben.field("Username").fill("ben");
        ben.field("Password optional").fill(PASSWORD);
        ben.button("Redeem the code and open the account").click();
        awaitHeading(ben.page(), "Your code is redeemed");
        ben.leave();
    }

    private Person phone() {
        return new Person(
                chromium.page(
                        server,
                        new NewContextOptions()
                                .setViewportSize(Chromium.PHONE, 740)
                                .setPermissions(List.of("camera"))));
    }
}
