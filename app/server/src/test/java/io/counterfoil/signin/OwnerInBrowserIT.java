package io.counterfoil.signin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.counterfoil.Chromium.awaitHeading;
import static io.counterfoil.Chromium.fitsEverybody;

import com.google.common.io.BaseEncoding;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.counterfoil.Chromium;
import io.counterfoil.OneBrowser;
import io.counterfoil.Person;
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
        world = TestWorld.newlyInstalled();
        server = new TestServer(world);
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
        Person ann = new Person(page);
        haveAnAuthenticator(page);
        page.navigate(world.wiring().setup().linkIfNeeded().orElseThrow());
        awaitHeading(page, "Set up Counterfoil");
        fitsEverybody(page, "setup");
        ann.field("Name").fill("New Backup");
        ann.field("Web address").fill("localhost:" + server.port());
        ann.field("Time zone").fill("Europe/Berlin");
        ann.field("Currency").fill("EUR");
        ann.field("Your mails come from optional").fill("care@new.example");
        ann.field("Your name").fill("Ann Owner");
        ann.field("E-mail address").fill("ann@new.example");
        ann.field("Password").fill(PASSWORD);
        ann.button("Set up").click();

        ann.link("Settings").click();
        fitsEverybody(page, "menu");
        page.setViewportSize(390, 900);
        page.getByText("Menu", new Page.GetByTextOptions().setExact(true)).click();
        fitsEverybody(page, "menu-on-a-phone");
        assertThat(ann.link("Nodes")).isVisible();
        page.setViewportSize(1440, 900);
        ann.link("Staff").click();
        ann.link("Invite them by mail").click();
        ann.field("E-mail address").fill("bea@new.example");
        ann.button("Send the mail").click();
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("bea@new.example");

        ann.link("Ann Owner").click();
        ann.link("Second step").click();
        ann.button("Set it up").click();
        String key = page.locator(".secret").textContent().replace(" ", "");
        PhoneApp app = new PhoneApp(BaseEncoding.base32().decode(key));
        ann.field("Code").fill(app.code(world.clock().instant()));
        ann.button("Turn it on").click();
        assertThat(page.locator("main")).containsText("recovery codes");

        page.navigate("/console/passkeys");
        ann.field("What do you call it?").fill("This computer");
        ann.button("Add a passkey").click();
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("This computer");

        ann.button("Sign out").click();
        page.navigate("/console/sign-in");
        ann.link("Sign in with a passkey").click();
        ann.button("Go on").click();
        assertThat(ann.button("Sign out")).isVisible();

        world.clock().forward(Duration.ofMinutes(1));
        page.navigate("/console/second-step");
        ann.field("Code of your app, or a recovery code").fill(app.code(world.clock().instant()));
        ann.button("Turn it off").click();
        assertThat(page.locator("main")).containsText("A password can be guessed");
        page.navigate("/console/staff");
        ann.field("Everybody on this page needs a code of an app to sign in").check();
        ann.button("Save").click();
        assertThat(page.locator("[role=status]")).isVisible();
        ann.button("Sign out").click();
        page.navigate("/console/sign-in");
        ann.field("E-mail address").fill("ann@new.example");
        ann.field("Password").fill(PASSWORD);
        ann.button("Sign in").click();
        awaitHeading(page, "One more step");
        fitsEverybody(page, "one-more-step-by-passkey");
        ann.button("Use a passkey").click();
        ann.button("Go on").click();
        assertThat(ann.button("Sign out")).isVisible();
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
}
