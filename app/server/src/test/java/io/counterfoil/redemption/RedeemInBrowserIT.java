package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Chromium;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The redeem pages in a real browser on a phone; its pictures of them are kept in target/browser.
 */
class RedeemInBrowserIT {
    private static final String START = "Redeem your code";
    private static final String NEW = "Open your account";
    private static final String MINE = "Extend your account";
    private static final String DONE = "Your code is redeemed";
    private static final Path PICTURES = Path.of("target", "browser");

    @TempDir Path profile;
    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
    private UUID basic;
    private String code;
    private Chromium chromium;
    private Chromium.Tab tab;

    @BeforeEach
    void start() throws IOException {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        basic = shelf.plan("Basic", 50_000_000_000L);
        code = shelf.card(basic, "P1M").code();
        server = new TestServer(world);
        chromium = new Chromium(profile, server);
        tab = chromium.tab();
    }

    @AfterEach
    void stop() {
        chromium.close();
        server.close();
        world.close();
    }

    @Test
    void aMistypedCodeIsToldBeforeItIsSent() {
        tab.open(address("/redeem"), START);
        tab.evaluate("window.stillTheSamePage = true");
        tab.type("code", mistyped());
        tab.click("button");
        assertThat(tab.evaluate("document.getElementById('code').validationMessage").asText())
                .isEqualTo("There is a typing error in the code. Please compare it with the card.");
        assertThat(tab.evaluate("window.stillTheSamePage").asBoolean()).isTrue();
        tab.type("code", code.toLowerCase(Locale.ROOT));
        tab.click("button");
        tab.awaitHeading(NEW);
    }

    @Test
    void aGoodCodeOpensAnAccountAndAnotherExtendsIt() {
        tab.open(address("/redeem"), START);
        look("start");
        redeem();
        look("done");
        assertThat(tab.text()).contains("restic init");
        String password =
                tab.evaluate("document.getElementById('temporary-password').textContent").asText();

        code = shelf.card(basic, "P1Y").code();
        tab.open(address("/redeem"), START);
        tab.type("code", code);
        tab.click("#redeem button");
        tab.awaitHeading(NEW);
        tab.click("form[action=\"/redeem/mine\"] button");
        tab.awaitHeading(MINE);
        look("mine");
        tab.type("username", "anna");
        tab.type("password", password);
        tab.click("form[action=\"/redeem/extend\"] button");
        tab.awaitHeading(DONE);
        assertThat(tab.text()).contains("28 February 2027");
    }

    @Test
    void itAllWorksWithoutScripts() {
        tab.withoutScripts();
        tab.open(address("/redeem"), START);
        tab.type("code", mistyped());
        tab.click("button");
        tab.awaitHeading(START);
        assertThat(tab.text()).contains("This code can't be redeemed.");
        redeem();
    }

    @Test
    void theBrowserDoesTheSumWhileManyCodesAreTried() {
        shelf.attempts(500, 6);
        tab.open(address("/redeem"), START);
        redeem();
        assertThat(tab.text()).contains("restic init");
    }

    @Test
    void withoutScriptsThePageSaysWhatToDoWhileManyCodesAreTried() {
        shelf.attempts(500, 6);
        tab.withoutScripts();
        tab.open(address("/redeem"), START);
        assertThat(tab.text()).contains("come back in a few minutes");
        look("without-scripts");
        tab.type("code", code);
        tab.click("#redeem button");
        tab.awaitHeading(START);
        assertThat(tab.text()).contains("your code stays good");
        look("without-scripts-refused");
    }

    @Test
    void theAccountPagesFitAPhoneToo() {
        tab.open(address("/redeem"), START);
        redeem();
        String temporary =
                tab.evaluate("document.getElementById('temporary-password').textContent").asText();
        tab.open(address("/account/sign-in"), "Sign in to your account");
        look("sign-in");
        tab.type("username", "anna");
        tab.type("password", temporary);
        tab.click("form[action=\"/account/sign-in\"] button");
        tab.awaitHeading("Choose your password");
        look("password");
        tab.type("present", temporary);
        tab.type("chosen", "correct horse battery");
        tab.click("form[action=\"/account/password\"] button");
        tab.awaitHeading("Your account");
        look("account");
        tab.click("form[action=\"/account/repository-keys\"] button");
        tab.awaitHeading("Your new repository key");
        look("key");
        tab.open(address("/nowhere"), "Not found");
        look("problem");
    }

    /** Types the code and the new account, from the first page to the last. */
    private void redeem() {
        tab.type("code", code);
        tab.click("#redeem button");
        tab.awaitHeading(NEW);
        look("new");
        tab.type("name", "Anna Anders");
        tab.type("email", "anna@example.com");
        tab.type("username", "anna");
        tab.click("form[action=\"/redeem/new\"] button");
        tab.awaitHeading(DONE);
    }

    private void look(String name) {
        tab.fits();
        tab.picture(PICTURES.resolve(name + ".png"));
    }

    private String mistyped() {
        char first = code.charAt(0);
        return (first == '7' ? '8' : '7') + code.substring(1);
    }

    private String address(String path) {
        return "http://" + server.host() + path;
    }
}
