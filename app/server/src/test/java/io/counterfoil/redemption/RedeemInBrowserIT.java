package io.counterfoil.redemption;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.counterfoil.Chromium.awaitHeading;
import static io.counterfoil.Chromium.fits;
import static io.counterfoil.Chromium.fitsEverybody;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.counterfoil.Chromium;
import io.counterfoil.OneBrowser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.ColourChange;
import io.counterfoil.access.ProviderSettings;
import io.counterfoil.codes.CodeGenerator;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The redeem pages in a real browser on a phone; it keeps pictures of them. */
@ExtendWith(OneBrowser.class)
class RedeemInBrowserIT {
    private static final String NEW_KEY =
            "details.confirm:has(form[action=\"/account/repository-keys\"])";

    private static final String START = "Redeem your code";
    private static final String NEW = "Open your account";
    private static final String MINE = "Extend your account";
    private static final String PASSWORD = "correct horse battery";
    private static final String OTHER = "This code is for another plan";
    private static final String DONE = "Your code is redeemed";

    /** As yellow as the settings take it. */
    private static final String OLIVE = "#767600";

    private static Chromium chromium;

    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
    private UUID basic;
    private String code;
    private Page page;

    @BeforeAll
    static void open(Chromium ours) {
        chromium = ours;
    }

    @BeforeEach
    void start() throws IOException {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        basic = shelf.plan("Basic", 50_000_000_000L);
        code = shelf.card(basic, "P1M").code();
        server = new TestServer(world);
        page = chromium.phone(server);
    }

    @AfterEach
    void stop() {
        page.context().close();
        server.close();
        world.close();
    }

    @Test
    void aMistypedCodeIsToldBeforeItIsSent() {
        page.navigate("/redeem");
        awaitHeading(page, START);
        page.evaluate("window.stillTheSamePage = true");
        page.fill("#code", mistyped());
        page.press("#code", "Enter");
        assertThat(page.evaluate("document.getElementById('code').validationMessage"))
                .isEqualTo("There is a typing error in the code. Please compare it with the card.");
        assertThat(page.evaluate("window.stillTheSamePage")).isEqualTo(true);
        page.fill("#code", code.toLowerCase(Locale.ROOT));
        page.press("#code", "Enter");
        awaitHeading(page, NEW);
    }

    @Test
    void aGoodCodeOpensAnAccountAndAnotherExtendsIt() {
        page.navigate("/redeem");
        awaitHeading(page, START);
        fits(page, "redeem-start");
        redeem();
        fits(page, "redeem-done");
        assertThat(page.locator("body")).containsText("restic init");
        String password =
                page.textContent("#temporary-password");

        code = shelf.card(basic, "P1Y").code();
        page.navigate("/redeem");
        awaitHeading(page, START);
        page.fill("#code", code);
        page.press("#code", "Enter");
        awaitHeading(page, NEW);
        page.click("form[action=\"/redeem/mine\"] button");
        awaitHeading(page, MINE);
        fits(page, "redeem-mine");
        page.fill("#username", "anna");
        page.fill("#password", password);
        page.click("form[action=\"/redeem/extend\"] button");
        awaitHeading(page, DONE);
        assertThat(page.locator("body")).containsText("28 February 2027");
    }

    @Test
    void backFromTheLastPageLeadsToTheFirstAndNothingIsRedeemedTwice() {
        page.navigate("/redeem");
        awaitHeading(page, START);
        redeem();
        page.goBack();
        awaitHeading(page, START);
        assertThat(page.inputValue("#code")).as("it is spent").isEmpty();
        page.fill("#code", code);
        page.press("#code", "Enter");
        assertThat(page.locator("[role=alert]")).containsText("This code can't be redeemed.");
        assertThat(page.url()).endsWith("/redeem");
        assertThat(world.database().rows("SELECT count(*) FROM account")).containsExactly("1");
    }

    @Test
    void itAllWorksWithoutScripts() {
        page.context().close();
        page = chromium.phoneWithoutScripts(server);
        page.navigate("/redeem");
        awaitHeading(page, START);
        page.fill("#code", mistyped());
        page.press("#code", "Enter");
        awaitHeading(page, START);
        assertThat(page.locator("body")).containsText("This code can't be redeemed.");
        assertThat(page.locator("[aria-current=step]")).hasText("Your code");
        redeem();
        assertThat(page.locator(".way")).containsText("Step 3 of 3");
    }

    @Test
    void theBrowserDoesTheSumWhileManyCodesAreTried() {
        shelf.attempts(500, 6);
        page.navigate("/redeem");
        awaitHeading(page, START);
        page.fill("#code", code);
        page.press("#code", "Enter");
        awaitHeading(page, NEW);
        page.fill("#name", "Anna");
        page.click("button[lang=de]");
        awaitHeading(page, "Ihr Konto eröffnen");
        assertThat(page.inputValue("#name")).isEqualTo("Anna");
        page.click("button[lang=en]");
        awaitHeading(page, NEW);
        page.navigate("/redeem");
        redeem();
        assertThat(page.locator("body")).containsText("restic init");
    }

    @Test
    void aSumThatTheFirstNumberSolvesIsSentToo() {
        shelf.attempts(500, 6);
        page.navigate("/redeem");
        awaitHeading(page, START);
        page.fill("#code", solvedByZero(page.inputValue("input[name=challenge]")));
        page.press("#code", "Enter");
        assertThat(page.locator("[role=alert]")).containsText("This code can't be redeemed.");
    }

    @Test
    void withoutScriptsThePageSaysWhatToDoWhileManyCodesAreTried() {
        shelf.attempts(500, 6);
        page.context().close();
        page = chromium.phoneWithoutScripts(server);
        page.navigate("/redeem");
        awaitHeading(page, START);
        assertThat(page.innerText("noscript")).contains("come back in a few minutes");
        fits(page, "redeem-without-scripts");
        page.fill("#code", code);
        page.press("#code", "Enter");
        awaitHeading(page, START);
        assertThat(page.locator("body")).containsText("your code stays good");
        fits(page, "redeem-without-scripts-refused");
    }

    @Test
    void theAccountPagesFitAPhoneToo() {
        page.navigate("/redeem");
        awaitHeading(page, START);
        redeem();
        String temporary =
                page.textContent("#temporary-password");
        page.navigate("/account/sign-in");
        awaitHeading(page, "Sign in to your account");
        fits(page, "redeem-sign-in");
        page.fill("#username", "anna");
        page.fill("#password", temporary);
        page.click("form[action=\"/account/sign-in\"] button");
        awaitHeading(page, "Choose your password");
        fits(page, "redeem-password");
        page.fill("#present", temporary);
        page.fill("#chosen", PASSWORD);
        page.click("form[action=\"/account/password\"] button");
        awaitHeading(page, "Your account");
        fits(page, "redeem-account");
        page.click("text=My sign-in");
        awaitHeading(page, "Where you are signed in");
        page.navigate("/account");
        page.click(NEW_KEY + " summary");
        assertThat(page.innerText(NEW_KEY)).contains("all present keys stop at once");
        page.click("form[action=\"/account/repository-keys\"] button");
        awaitHeading(page, "Your new repository key");
        fits(page, "redeem-key");
        page.navigate("/nowhere");
        awaitHeading(page, "Not found");
        fits(page, "redeem-problem");
    }

    @Test
    void aColourThatIsHardToReadIsShownInATone() {
        world.wiring()
                .access()
                .settings()
                .change(
                        world.caller(),
                        new ProviderSettings.Change(
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                new ColourChange(null, OLIVE, null, null, "#ffffff")));
        page.navigate("/redeem");
        awaitHeading(page, START);
        fitsEverybody(page, "redeem-in-olive");
        assertThat(
                        page.evaluate(
                                "getComputedStyle(document.querySelector("
                                        + "'main button:not(.quiet)')).backgroundColor"))
                .as("the nearest tone in which a link could be read on every ground")
                .isEqualTo("rgb(110, 110, 0)");
        page.fill("#code", mistyped());
        page.press("#code", "Enter");
        page.fill("#code", code);
        page.press("#code", "Enter");
        awaitHeading(page, NEW);
        fitsEverybody(page, "redeem-in-olive-new");
    }

    @Test
    void germanFitsAPhoneToo() {
        page.context().close();
        page = chromium.phone(server, "de-DE");
        page.navigate("/redeem");
        awaitHeading(page, "Lösen Sie Ihren Code ein");
        fits(page, "german-start");
        page.fill("#code", mistyped());
        page.press("#code", "Enter");
        assertThat(page.evaluate("document.getElementById('code').validationMessage"))
                .isEqualTo("Im Code ist ein Tippfehler. Bitte vergleichen Sie ihn mit der Karte.");
        page.fill("#code", code);
        page.press("#code", "Enter");
        awaitHeading(page, "Ihr Konto eröffnen");
        fits(page, "german-new");
        page.fill("#name", "Anna Anders");
        page.fill("#email", "anna@example.com");
        page.fill("#username", "anna");
        page.fill("#password", PASSWORD);
        page.click("form[action=\"/redeem/new\"] button");
        awaitHeading(page, "Ihr Code ist eingelöst");
        fits(page, "german-done");
        page.navigate("/account/sign-in");
        page.fill("#username", "anna");
        page.fill("#password", PASSWORD);
        page.click("form[action=\"/account/sign-in\"] button");
        awaitHeading(page, "Ihr Konto");
        fits(page, "german-account");
        page.navigate("/account/uninstall");
        fits(page, "german-uninstall");
        page.click("button[name=\"language\"]");
        awaitHeading(page, "Delete my account");
    }

    /** Pages that only the answer to a form shows, with and without something wrong. */
    @Test
    void theAnswersToFormsKeepNobodyOut() {
        enter(code, NEW);
        fitsEverybody(page, "answer-new");
        page.fill("#name", "Anna Anders");
        page.fill("#email", "anna@example.com");
        page.fill("#username", "anna");
        page.fill("#password", "short");
        page.click("form[action=\"/redeem/new\"] button");
        awaitHeading(page, NEW);
        assertThat(page.locator("#password-problem")).isVisible();
        fitsEverybody(page, "answer-new-refused");
        page.fill("#password", PASSWORD);
        page.click("form[action=\"/redeem/new\"] button");
        awaitHeading(page, DONE);
        fitsEverybody(page, "answer-done");
        enter(code, START);
        fitsEverybody(page, "answer-spent");

        UUID select = shelf.plan("Select", 100_000_000_000L);
        String other = shelf.card(select, "P1Y").code();
        enter(other, NEW);
        page.click("form[action=\"/redeem/mine\"] button");
        awaitHeading(page, MINE);
        page.fill("#username", "anna");
        page.fill("#password", "wrong password");
        page.click("form[action=\"/redeem/extend\"] button");
        awaitHeading(page, MINE);
        fitsEverybody(page, "answer-mine-refused");
        page.fill("#password", PASSWORD);
        page.click("form[action=\"/redeem/extend\"] button");
        awaitHeading(page, OTHER);
        fitsEverybody(page, "answer-other");
        // Each of the two ways asks for the password; a label leads to its own field.
        assertThat(page.locator("input[type=password]")).hasCount(2);
        assertThat(page.locator("#password")).hasCount(1);
        page.locator("label[for=password-to-convert]").click();
        assertThat(page.locator("form[action=\"/redeem/other/convert\"] input[type=password]")).isFocused();

        page.navigate("/account/sign-in");
        page.fill("#username", "anna");
        page.fill("#password", PASSWORD);
        page.click("form[action=\"/account/sign-in\"] button");
        awaitHeading(page, "Your account");
        page.click(NEW_KEY + " summary");
        page.click("form[action=\"/account/repository-keys\"] button");
        awaitHeading(page, "Your new repository key");
        fitsEverybody(page, "answer-key");
        page.navigate("/account/second-step");
        page.click("form[action=\"/account/second-step/begin\"] button");
        page.waitForURL("**/begin");
        fitsEverybody(page, "answer-second-step");
        enter(other, OTHER);
        fitsEverybody(page, "answer-other-own");
        enter(shelf.card(basic, "P1Y").code(), MINE);
        fitsEverybody(page, "answer-own");
    }

    private void enter(String typed, String heading) {
        page.navigate("/redeem");
        awaitHeading(page, START);
        page.fill("#code", typed);
        page.press("#code", "Enter");
        awaitHeading(page, heading);
    }

    /** Types the code and the new account, from the first page to the last. */
    private void redeem() {
        page.fill("#code", code);
        page.press("#code", "Enter");
        awaitHeading(page, NEW);
        fits(page, "redeem-new");
        page.fill("#name", "Anna Anders");
        page.fill("#email", "anna@example.com");
        page.fill("#username", "anna");
        page.click("form[action=\"/redeem/new\"] button");
        awaitHeading(page, DONE);
    }

    /** A code that nobody sold; it takes 2^18 tries to find one, on average. */
    private static String solvedByZero(String challenge) {
        CodeGenerator codes = new CodeGenerator(new SecureRandom());
        return Stream.generate(() -> codes.next().reveal())
                .filter(code -> ProofOfWork.search(challenge, code, 1).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private String mistyped() {
        char first = code.charAt(0);
        return (first == '7' ? '8' : '7') + code.substring(1);
    }
}
