package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedeemPagesIT {
    private static final Map<String, String> ANNA =
            Map.of("name", "Anna <Anders>", "email", "anna@example.com", "username", "Anna");

    @TempDir Path folder;
    private StorageNode node;
    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
    private UUID basic;
    private String code;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        node = StorageNode.start(NodeSettings.in(folder.resolve("node")));
        world = new TestWorld();
        world.wiring()
                .storage()
                .nodes()
                .register("one", node.adminUrl(), node.dataUrl(), node.key());
        shelf = new Shelf(world);
        basic = shelf.plan("Basic", 50_000_000_000L);
        code = shelf.card(basic, "P1M").code();
        server = new TestServer(world);
        browser = server.browser();
    }

    @AfterEach
    void stop() {
        server.close();
        world.close();
        node.close();
    }

    @Test
    void theCommandsOnTheLastPageWorkAsTheyStand() throws Exception {
        HttpResponse<String> done = browser.fill(worth(), "/redeem/new", ANNA);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(done.body()).contains("28 February 2026").doesNotContain(code);

        String commands = element(done, "commands").replace("&#39;", "'");
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("Documents"));
        Files.writeString(home.resolve("Documents/letter.txt"), "Dear Bert,");
        Path output = folder.resolve("output");
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-e", "-c", commands)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        shell.environment().putAll(Map.of("HOME", home.toString(), "RESTIC_PASSWORD", "secret"));
        Process running = shell.start();
        assertThat(running.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).as(Files.readString(output)).isZero();
        assertThat(
                        home.resolve("restored")
                                .resolve(Path.of("/").relativize(home))
                                .resolve("Documents/letter.txt"))
                .hasContent("Dear Bert,");
    }

    @Test
    void eachPageSaysWhichOfTheThreeStepsItIs() {
        assertThat(browser.get("/redeem").body())
                .contains("Step 1 of 3", "<li aria-current=\"step\">Your code</li>")
                .doesNotContain("<li class=\"done\">");
        HttpResponse<String> worth = worth();
        assertThat(worth.body()).contains("Step 2 of 3", "<li aria-current=\"step\">Your account</li>");
        assertThat(browser.fill(worth, "/redeem/mine", Map.of()).body()).contains("Step 2 of 3");
        assertThat(browser.fill(worth, "/redeem/new", Map.of("name", "")).body())
                .as("refused, and so the same step again")
                .contains("Step 2 of 3", "id=\"name-problem\"");
        browser.reading("de");
        assertThat(browser.fill(worth, "/redeem/new", ANNA).body())
                .contains("Schritt 3 von 3", "<li aria-current=\"step\">Ihre Sicherung</li>")
                .containsSubsequence("<li class=\"done\">Ihr Code</li>", "<li class=\"done\">Ihr Konto</li>");
    }

    @Test
    void aFormSentTwiceShowsTheSameSecretsAgain() {
        HttpResponse<String> choice = worth();
        HttpResponse<String> first = browser.fill(choice, "/redeem/new", ANNA);
        HttpResponse<String> second = browser.fill(choice, "/redeem/new", ANNA);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body())
                .as("a way that would lose what is shown only here")
                .doesNotContain("/language");
        for (String secret : new String[] {"temporary-password", "repository-password"}) {
            assertThat(element(second, secret)).isEqualTo(element(first, secret));
        }
    }

    @Test
    void aFormThatIsMendedAndSentAgainSaysThatTheCodeWasUsed() {
        HttpResponse<String> choice = worth();
        browser.fill(choice, "/redeem/new", ANNA);
        Map<String, String> mended = new HashMap<>(ANNA);
        mended.put("email", "anna.anders@example.com");
        HttpResponse<String> second = browser.fill(choice, "/redeem/new", mended);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body())
                .contains("used a moment ago", "sign in to your account")
                .doesNotContain("Idempotency");
    }

    @Test
    void thePagesSpeakTheLanguageOfTheBrowserUntilAnotherIsChosen() {
        for (String odd : List.of(";;;", "de_DE", "de;q=much", "*", "tlh")) {
            HttpResponse<String> page = browser.reading(odd).get("/redeem");
            assertThat(page.statusCode()).as(odd).isEqualTo(200);
            assertThat(page.body()).contains("<html lang=\"en\">");
        }
        browser.reading("de-AT,de;q=0.9,en;q=0.5");
        HttpResponse<String> start = browser.get("/redeem");
        assertThat(start.body()).contains("<html lang=\"de\">", "Lösen Sie Ihren Code ein");
        HttpResponse<String> refused =
                browser.fill(start, "/redeem", Map.of("code", "0000-0000-0000-0001"));
        assertThat(refused.body()).contains("Dieser Code lässt sich nicht einlösen.");
        assertThat(browser.hidden(refused, "/language")).containsEntry("page", "/redeem");
        assertThat(browser.fill(worth(), "/redeem/new", Map.of("name", "", "email", "anna", "username", "anna")).body())
                .contains("Bitte ausfüllen.", "Das sieht nicht wie eine E-Mail-Adresse aus");
        HttpResponse<String> chosen =
                browser.fill(start, "/language", Map.of("language", "en", "page", "/redeem"));
        assertThat(chosen.headers().firstValue("Location").orElseThrow()).endsWith("/redeem");
        assertThat(browser.get("/redeem").body()).contains("<html lang=\"en\">", "Redeem your code");
    }

    @Test
    void theSecondStepComesAgainInAnotherLanguageWithTheCodeAndWhatWasTyped() {
        Map<String, String> typed = new HashMap<>(browser.hidden(worth(), "/redeem/new"));
        typed.putAll(Map.of("name", "Anna Anders", "language", "de"));
        HttpResponse<String> german = browser.post("/redeem", typed);
        assertThat(german.body())
                .contains("<html lang=\"de\">", "Ihr Konto eröffnen", "value=\"Anna Anders\"")
                .contains("formaction=\"/redeem\"", "English</button>");
        assertThat(browser.hidden(german, "/redeem/new")).containsEntry("code", typed.get("code"));
        assertThat(browser.get("/redeem").body()).contains("<html lang=\"de\">");
        typed.put("language", "en");
        assertThat(browser.post("/redeem/mine", typed).body())
                .contains("Extend your account", "formaction=\"/redeem/mine\"");
        typed.put("language", "tlh");
        HttpResponse<String> unknown = browser.post("/redeem", typed);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body()).contains("There are pages in en and de.");
    }

    @Test
    void whoRedeemsInGermanIsWrittenToInGerman() {
        browser.reading("de");
        browser.fill(
                worth(),
                "/redeem/new",
                Map.of("name", "Greta", "email", "Greta@example.com", "username", "greta"));
        List<String> subjects =
                world.wiring()
                        .transactions()
                        .read(
                                world.caller(),
                                tx ->
                                        tx.handle()
                                                .createQuery(
                                                        """
                                                        SELECT m.subject || ' (' || c.language || ')'
                                                        FROM mail_message m JOIN contact c ON lower(m.to_address) = c.address
                                                        WHERE c.name = 'Greta'
                                                        """)
                                                .mapTo(String.class)
                                                .list());
        assertThat(subjects)
                .isNotEmpty()
                .allSatisfy(
                        subject ->
                                assertThat(subject)
                                        .startsWith("Ihr Sicherungskonto bei ")
                                        .endsWith("(de)"));
    }

    @Test
    void theChoiceOfALanguageLeadsNowhereElse() {
        HttpResponse<String> start = browser.get("/redeem");
        for (String foreign : List.of("//evil.example/", "https://evil.example/", "/\\evil.example")) {
            assertThat(
                            browser.fill(
                                            start,
                                            "/language",
                                            Map.of("language", "de", "page", foreign))
                                    .headers()
                                    .firstValue("Location")
                                    .orElseThrow())
                    .doesNotContain("evil");
        }
        for (String odd : List.of("code=%zz", "a b", "a\r\nb: c", "\u00e4", "x".repeat(2_001))) {
            assertThat(
                            browser.fill(
                                            start,
                                            "/language",
                                            Map.of(
                                                    "language", "de",
                                                    "page", "/redeem",
                                                    "query", odd))
                                    .headers()
                                    .firstValue("Location"))
                    .as(odd)
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/redeem"));
        }
        assertThat(browser.fill(start, "/language", Map.of("language", "tlh")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void whatWasTypedIsKeptWhenAFieldNeedsAnotherLook() {
        HttpResponse<String> again =
                browser.fill(
                        worth(),
                        "/redeem/new",
                        Map.of("name", "Anna <Anders>", "email", "anna", "username", "an"));
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body())
                .contains("value=\"Anna &lt;Anders&gt;\"", "id=\"email-problem\"")
                .contains("id=\"username-problem\"");
        assertThat(browser.fill(again, "/redeem/new", ANNA).statusCode()).isEqualTo(200);
    }

    @Test
    void aBadCodeComesBackWithTheOneSentence() {
        HttpResponse<String> refused =
                browser.submit("/redeem", "/redeem", Map.of("code", shelf.unknownCode()));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("This code can&#39;t be redeemed.");
    }

    @Test
    void aCustomerSignsInReplacesTheTemporaryPasswordAndLooksAfterTheAccount() {
        HttpResponse<String> done = browser.fill(worth(), "/redeem/new", ANNA);
        String temporary = element(done, "temporary-password");
        assertThat(signIn("anna", "not her password").statusCode()).isEqualTo(422);
        assertThat(browser.get("/account/password").headers().firstValue("Location"))
                .contains("/account/sign-in");
        assertThat(signIn("Anna", temporary).statusCode()).isEqualTo(303);
        HttpResponse<String> forced = browser.get("/account");
        assertThat(forced.headers().firstValue("Location")).contains("/account/password");

        String own = "correct horse battery";
        HttpResponse<String> changed =
                browser.submit(
                        "/account/password",
                        "/account/password",
                        Map.of("present", temporary, "chosen", own));
        assertThat(changed.headers().firstValue("Location"))
                .as("not the form again, though she wanted it when she had to sign in")
                .contains("/account");
        HttpResponse<String> home = browser.get("/account");
        assertThat(home.statusCode()).as(home.body()).isEqualTo(200);
        assertThat(home.body()).contains("Anna &lt;Anders&gt;", "not measured yet, of 50 GB")
                .contains("every few minutes", "state ready")
                .doesNotContain("0 bytes", "none yet");

        assertThat(limit("1.5").statusCode()).isEqualTo(303);
        assertThat(browser.get("/account").body())
                .contains("of 1.5 GB", "Your limit is changed.", "state ready")
                .contains("takes effect in a moment")
                .doesNotContain("being prepared");
        HttpResponse<String> plenty = limit("plenty");
        assertThat(plenty.statusCode()).isEqualTo(422);
        assertThat(plenty.body()).contains("<a href=\"#user_quota_gb\">Limit in GB:</a> A number");
        limit("100");
        assertThat(browser.get("/account").body()).contains("the 50 GB of your plan still hold");
        limit("");
        assertThat(browser.get("/account").body())
                .contains("Your own limit is gone. The 50 GB of your plan still hold.");

        stored(60_000_000_000L);
        limit("20");
        assertThat(browser.get("/account").body())
                .contains("60 GB of 20 GB", "You store 60 GB already, which is more")
                .contains("new backups are refused", "As of ");
        HttpResponse<String> key = browser.submit("/account", "/account/repository-keys", Map.of());
        assertThat(element(key, "repository-password"))
                .isNotEqualTo(element(done, "repository-password"));
        browser.submit("/account", "/account/sign-out", Map.of());
        assertThat(signIn("anna", temporary).statusCode()).isEqualTo(422);
    }

    @Test
    void aSecondCodeExtendsTheAccountOfWhoeverKnowsItsPassword() {
        HttpResponse<String> done = browser.fill(worth(), "/redeem/new", ANNA);
        String temporary = element(done, "temporary-password");
        code = shelf.card(basic, "P1Y").code();
        HttpResponse<String> mine = browser.fill(worth(), "/redeem/mine", Map.of());
        HttpResponse<String> wrong =
                browser.fill(
                        mine, "/redeem/extend", Map.of("username", "anna", "password", "wrong"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("the code is still good");
        HttpResponse<String> extended =
                browser.fill(
                        wrong, "/redeem/extend", Map.of("username", "anna", "password", temporary));
        assertThat(extended.statusCode()).as(extended.body()).isEqualTo(200);
        assertThat(extended.body()).contains("28 February 2027");
    }

    @Test
    void whoeverIsSignedInExtendsTheirOwnAccountWithOneButton() {
        browser.fill(
                worth(),
                "/redeem/new",
                Map.of(
                        "name", "Nora",
                        "email", "nora@example.com",
                        "username", "Nora+Backup@example.com",
                        "password", "correct horse battery",
                        "consent", "true"));
        assertThat(signIn("nora+backup@example.com", "correct horse battery").statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/account/follow-up").body()).contains("value=\"true\" checked");
        code = shelf.card(basic, "P1Y").code();
        HttpResponse<String> own = worth();
        assertThat(own.body())
                .contains("<button>Extend nora+backup@example.com</button>", "50 GB")
                .containsSubsequence("28 February 2027", "instead of", "28 February 2026")
                .contains("href=\"/account\"", "action=\"/account/sign-out\"")
                .doesNotContain("type=\"password\"");
        HttpResponse<String> done = browser.fill(own, "/redeem/own", Map.of());
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(done.body()).contains("28 February 2027");

        HttpResponse<String> spent = browser.submit("/redeem", "/redeem", Map.of("code", code));
        assertThat(spent.statusCode()).isEqualTo(409);
        assertThat(spent.body()).contains("Perhaps it was redeemed already");

        code = shelf.card(shelf.plan("Select", 100_000_000_000L), "P1Y").code();
        HttpResponse<String> other = browser.submit("/redeem", "/redeem", Map.of("code", code));
        assertThat(other.body())
                .contains("for another plan", "100 GB", "/redeem/other/second", "/redeem/other/convert");
    }

    @Test
    void aVisitorDoesNotExtendAnAccountWithoutSigningIn() {
        HttpResponse<String> start = browser.get("/redeem");
        String mark = start.body().split("name=\"csrf\" value=\"", 2)[1].split("\"", 2)[0];
        HttpResponse<String> sent =
                browser.post("/redeem/own", Map.of("csrf", mark, "code", code, "once", "own-1"));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(worth().body()).contains("Open your account");
    }

    @Test
    void anyEmailAddressIsAUsernameAndATakenOneIsNotAdvised() {
        String longest = "n".repeat(64) + "@" + "example.".repeat(20) + "com";
        Map<String, String> nora =
                Map.of("name", "Nora", "email", "nora@example.com", "username", longest);
        assertThat(browser.fill(worth(), "/redeem/new", nora).statusCode()).isEqualTo(200);
        code = shelf.card(basic, "P1M").code();
        HttpResponse<String> taken = browser.fill(worth(), "/redeem/new", nora);
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body())
                .contains("If it is yours, extend it instead")
                .doesNotContain("such as your e-mail");
        HttpResponse<String> odd =
                browser.fill(
                        worth(),
                        "/redeem/new",
                        Map.of("name", "N", "email", "n@example.com", "username", "n\u0000@a.bc"));
        assertThat(odd.statusCode()).isEqualTo(422);
    }

    @Test
    void theApiRedeemsWithoutAKeyAndNamesTheNewAccount() {
        HttpResponse<String> answer =
                server.send(
                        server.request("/api/v1/redemptions")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                """
                                                {"code": "%s", "new_account":
                                                 {"name": "Anna", "email": "anna@example.com", "username": "anna"}}
                                                """
                                                        .formatted(code)))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .startsWith("/api/v1/accounts/");
        assertThat(answer.body())
                .contains("\"username\":\"anna\"", "\"term_ends_at\":\"2026-02-28T10:00:00Z\"")
                .contains("\"temporary_password\":\"", "\"url\":\"rest:" + node.dataUrl());
    }

    private HttpResponse<String> limit(String gigabytes) {
        return browser.submit("/account", "/account/quota", Map.of("user_quota_gb", gigabytes));
    }

    /** As if the node had reported so much. */
    private void stored(long bytes) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE placement SET used_bytes = ?, reported_at = ?",
                                                bytes,
                                                tx.now().atOffset(ZoneOffset.UTC)));
    }

    private HttpResponse<String> worth() {
        HttpResponse<String> choice = browser.submit("/redeem", "/redeem", Map.of("code", code));
        assertThat(choice.statusCode()).as(choice.body()).isEqualTo(200);
        return choice;
    }

    private HttpResponse<String> signIn(String username, String password) {
        return browser.submit(
                "/account/sign-in",
                "/account/sign-in",
                Map.of("username", username, "password", password));
    }

    private static String element(HttpResponse<String> page, String id) {
        Matcher element = Pattern.compile("id=\"" + id + "\">([^<]*)<").matcher(page.body());
        assertThat(element.find()).as(page.body()).isTrue();
        return element.group(1);
    }
}
