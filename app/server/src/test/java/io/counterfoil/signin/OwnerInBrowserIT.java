package io.counterfoil.signin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.counterfoil.Chromium.awaitHeading;
import static io.counterfoil.Chromium.fitsEverybody;

import com.google.common.io.BaseEncoding;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.counterfoil.Chromium;
import io.counterfoil.OneBrowser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first day of a provider's owner, in a real browser that has a passkey to show. */
@ExtendWith(OneBrowser.class)
class OwnerInBrowserIT {
    private static final String PASSWORD = "four random words here";

    private TestWorld world;
    private TestServer server;

    @BeforeEach
    void open() {
        world = TestWorld.onThisMachine();
        server = new TestServer(world);
        world.database().execute("DELETE FROM provider");
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void anOwnerSetsUpInvitesAndNeedsNoPasswordAnyMore(Chromium chromium) {
        Page page =
                chromium.page(server, new NewContextOptions().setViewportSize(1440, 900));
        haveAnAuthenticator(page);
        page.navigate(world.wiring().setup().linkIfNeeded().orElseThrow());
        awaitHeading(page, "Set up Counterfoil");
        fitsEverybody(page, "setup");
        field(page, "Name").fill("New Backup");
        field(page, "Web address").fill("localhost:" + server.port());
        field(page, "Time zone").fill("Europe/Berlin");
        field(page, "Currency").fill("EUR");
        field(page, "Your mails come from optional").fill("care@new.example");
        field(page, "Your name").fill("Ann Owner");
        field(page, "E-mail address").fill("ann@new.example");
        field(page, "Password").fill(PASSWORD);
        button(page, "Set up").click();

        link(page, "Settings").click();
        fitsEverybody(page, "menu");
        page.setViewportSize(390, 900);
        page.getByText("Menu", new Page.GetByTextOptions().setExact(true)).click();
        fitsEverybody(page, "menu-on-a-phone");
        assertThat(link(page, "Nodes")).isVisible();
        page.setViewportSize(1440, 900);
        link(page, "Staff").click();
        link(page, "Invite them by mail").click();
        field(page, "E-mail address").fill("bea@new.example");
        button(page, "Send the mail").click();
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("bea@new.example");

        link(page, "Ann Owner").click();
        link(page, "Second step").click();
        button(page, "Set it up").click();
        String key = page.locator(".secret").textContent().replace(" ", "");
        PhoneApp app = new PhoneApp(BaseEncoding.base32().decode(key));
        field(page, "Code").fill(app.code(world.clock().instant()));
        button(page, "Turn it on").click();
        assertThat(page.locator("main")).containsText("recovery codes");

        page.navigate("/console/passkeys");
        field(page, "What do you call it?").fill("This computer");
        button(page, "Add a passkey").click();
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("This computer");

        button(page, "Sign out").click();
        page.navigate("/console/sign-in");
        link(page, "Sign in with a passkey").click();
        button(page, "Go on").click();
        assertThat(button(page, "Sign out")).isVisible();

        world.clock().forward(Duration.ofMinutes(1));
        page.navigate("/console/second-step");
        field(page, "Code of your app, or a recovery code").fill(app.code(world.clock().instant()));
        button(page, "Turn it off").click();
        assertThat(page.locator("main")).containsText("A password can be guessed");
        page.navigate("/console/staff");
        field(page, "Everybody on this page needs a code of an app to sign in").check();
        button(page, "Save").click();
        assertThat(page.locator("[role=status]")).isVisible();
        button(page, "Sign out").click();
        page.navigate("/console/sign-in");
        field(page, "E-mail address").fill("ann@new.example");
        field(page, "Password").fill(PASSWORD);
        button(page, "Sign in").click();
        awaitHeading(page, "One more step");
        fitsEverybody(page, "one-more-step-by-passkey");
        button(page, "Use a passkey").click();
        button(page, "Go on").click();
        assertThat(button(page, "Sign out")).isVisible();
        page.context().close();
    }

    /** One that says yes by itself, such as a laptop that knows its owner's finger. */
    private static void haveAnAuthenticator(Page page) {
        CDPSession tools = page.context().newCDPSession(page);
        tools.send("WebAuthn.enable");
        JsonObject device = new JsonObject();
        device.addProperty("protocol", "ctap2");
        device.addProperty("transport", "internal");
        device.addProperty("hasResidentKey", true);
        device.addProperty("hasUserVerification", true);
        device.addProperty("isUserVerified", true);
        JsonObject options = new JsonObject();
        options.add("options", device);
        tools.send("WebAuthn.addVirtualAuthenticator", options);
    }

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
