package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.platform.Listing;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInIT {
    private static final String FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
                    + " like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

    private TestWorld world;
    private TestServer server;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void anOwnerSignsInAndOut() {
        Browser browser = signedIn(owner("ann@harbour.example"));
        assertThat(browser.get("/console/staff").body()).contains("ann@harbour.example");

        HttpResponse<String> out = browser.submit("/console/staff", "/console/sign-out", Map.of());
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(browser.get("/console/sign-in").body()).contains("You are signed out.");
        assertThat(browser.get("/console/staff").headers().firstValue("Location"))
                .hasValue("/console/sign-in");
    }

    @Test
    void theCookieIsHiddenFromScriptsAndOtherSites() {
        StaffMembers.WithPassword made = owner("cookie@harbour.example");
        HttpResponse<String> answer =
                server.browser().signIn("console", made.member().email(), made.password());
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("counterfoil=")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/")
                .doesNotContain("Max-Age");
    }

    @Test
    void aSignInMakesANewTokenAndEndsTheOldSession() {
        StaffMembers.WithPassword made = owner("twice@harbour.example");
        Browser browser = signedIn(made);
        String first = browser.cookie("counterfoil");
        Browser thief = server.browser();
        thief.put("counterfoil", first);
        assertThat(thief.get("/console/staff").statusCode()).isEqualTo(200);

        // As from a sign-in page that was open in another tab all the while.
        Matcher mark =
                Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                        .matcher(browser.get("/console/staff").body());
        assertThat(mark.find()).isTrue();
        browser.post(
                "/console/sign-in",
                Map.of(
                        "csrf", mark.group(1),
                        "email", made.member().email(),
                        "password", made.password()));
        assertThat(browser.cookie("counterfoil")).isNotEqualTo(first);
        assertThat(browser.get("/console/staff").statusCode()).isEqualTo(200);
        assertThat(thief.get("/console/staff").statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionEndsWhenNobodyUsesItAndAtTheLatestAfterTwelveHours() {
        SessionSettings.Span lasting = new SessionSettings().staff();
        Browser idle = signedIn(owner("idle@harbour.example"));
        world.clock().forward(lasting.idle());
        assertThat(idle.get("/console/staff").statusCode()).isEqualTo(303);

        Browser busy = signedIn(owner("busy@harbour.example"));
        Duration step = Duration.ofMinutes(20);
        for (Duration used = Duration.ZERO;
                used.compareTo(lasting.longest().minus(step)) < 0;
                used = used.plus(step)) {
            world.clock().forward(step);
            assertThat(busy.get("/console/staff").statusCode()).isEqualTo(200);
        }
        world.clock().forward(step);
        assertThat(busy.get("/console/staff").statusCode()).isEqualTo(303);
    }

    @Test
    void peopleSeeWhereTheyAreSignedInAndSignOthersOut() {
        StaffMembers.WithPassword made = owner("devices@harbour.example");
        Browser desk = server.browser().called(FIREFOX);
        Browser phone = server.browser().called(PHONE);
        Browser lost = server.browser();
        List.of(desk, phone, lost)
                .forEach(
                        browser -> {
                            browser.signIn("console", made.member().email(), made.password());
                            assertThat(browser.get("/console/staff").statusCode()).isEqualTo(200);
                        });
        signedIn(owner("else@harbour.example")).get("/console/sessions");

        String list = desk.get("/console/sessions").body();
        assertThat(list)
                .contains("Firefox on Linux", "Safari on iPhone", "<b>A browser</b>", "127.0.0.1");
        assertThat(list).containsOnlyOnce("this browser");
        List<String> ends = actions(list, "/console/sessions/[^\"]+/end");
        assertThat(ends).as("the other two, not this one, nobody else's").hasSize(2);

        desk.submit("/console/sessions", ends.getFirst(), Map.of());
        long left =
                List.of(desk, phone, lost).stream()
                        .filter(browser -> browser.get("/console/staff").statusCode() == 200)
                        .count();
        assertThat(left).isEqualTo(2);
        desk.submit("/console/sessions", "/console/sessions/end-others", Map.of());
        assertThat(desk.get("/console/sessions").body())
                .contains("All other browsers are signed out.")
                .doesNotContain("end-others");
        assertThat(phone.get("/console/staff").statusCode()).isEqualTo(303);
        assertThat(lost.get("/console/staff").statusCode()).isEqualTo(303);
    }

    @Test
    void nobodyEndsASessionOfSomebodyElse() {
        Browser other = signedIn(owner("kept@harbour.example"));
        Browser another = server.browser();
        StaffMembers.WithPassword made = owner("ender@harbour.example");
        signedIn(made);
        Browser ender = signedIn(made);
        String theirs =
                world.database()
                        .rows(
                                "SELECT session.id FROM session JOIN staff ON staff.id = subject_id"
                                        + " WHERE email = 'kept@harbour.example'")
                        .getFirst();
        HttpResponse<String> page = ender.get("/console/sessions");
        String end = actions(page.body(), "/console/sessions/[^\"]+/end").getFirst();
        Map<String, String> hidden = ender.hidden(page, end);
        ender.post("/console/sessions/" + theirs + "/end", hidden);
        assertThat(other.get("/console/staff").statusCode()).isEqualTo(200);
        assertThat(another.get("/console/sessions").statusCode()).isEqualTo(303);
    }

    @Test
    void aNewPasswordSignsAllOtherBrowsersOut() {
        StaffMembers.WithPassword made = owner("changing@harbour.example");
        Browser here = signedIn(made);
        Browser there = signedIn(made);
        String token = here.cookie("counterfoil");
        HttpResponse<String> answer = change(here, made.password(), "three more words here");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(here.get("/console/sessions").body()).contains("Your password is changed.");
        assertThat(here.cookie("counterfoil")).isNotEqualTo(token);
        assertThat(there.get("/console/staff").statusCode()).isEqualTo(303);
    }

    /** Looking at a password takes long enough for another one to be set. */
    @Test
    void whoeverKnowsThePasswordBeforeIsNotLetInByASignInThatBeganWithIt() {
        StaffMembers.WithPassword made = owner("overtaken@harbour.example");
        Browser thief = server.browser();
        world.during(
                () ->
                        assertThat(
                                        thief.signIn(
                                                        "console",
                                                        made.member().email(),
                                                        made.password())
                                                .statusCode())
                                .isEqualTo(422),
                "DELETE FROM sign_in_attempt",
                () -> newPassword(made));
        assertThat(thief.get("/console/staff").statusCode()).isEqualTo(303);
        assertThat(thief.get("/console/sign-in/step").statusCode()).isEqualTo(303);
    }

    @Test
    void aChangeOfThePasswordThatWasOvertakenChangesNothing() {
        StaffMembers.WithPassword made = owner("racing@harbour.example");
        Browser thief = signedIn(made);
        List<StaffMembers.WithPassword> given = new ArrayList<>();
        world.during(
                () ->
                        assertThat(change(thief, made.password(), "three more words here").body())
                                .contains("This is not your present password."),
                "DELETE FROM sign_in_attempt",
                () -> given.add(newPassword(made)));
        assertThat(thief.get("/console/staff").statusCode()).isEqualTo(303);
        signedIn(given.getFirst());
    }

    @Test
    void theOldPasswordIsNotGuessedInABrowserThatSomebodyLeft() {
        // So that only what is tried here counts.
        world.clock().forward(Duration.ofHours(1));
        StaffMembers.WithPassword made = owner("left@harbour.example");
        Browser browser = signedIn(made);
        for (int i = 0; i < 5; i++) {
            assertThat(change(browser, "a guess", "three more words here").statusCode())
                    .isEqualTo(422);
        }
        assertThat(change(browser, made.password(), "three more words here").statusCode())
                .isEqualTo(429);
        world.clock().forward(Duration.ofMinutes(1));
        assertThat(change(browser, made.password(), made.password()).body())
                .contains("that you have not had before");
        assertThat(change(browser, made.password(), "three more words here").statusCode())
                .isEqualTo(303);
        world.clock().forward(Duration.ofHours(1));
    }

    @Test
    void whatWasTypedBeforeASessionEndedComesBackForTheSamePersonOnly() {
        StaffMembers.WithPassword made = owner("typing@harbour.example");
        StaffMembers.WithPassword colleague = owner("colleague@harbour.example");
        Browser browser = signedIn(made);
        HttpResponse<String> page = browser.get("/console/staff");
        world.clock().forward(Duration.ofMinutes(30));
        HttpResponse<String> late =
                browser.fill(
                        page,
                        "/console/staff",
                        Map.of(
                                "name", "Bea \"B\" <Binder>",
                                "email", "bea@harbour.example",
                                "role", "finance"));
        assertThat(late.statusCode()).isEqualTo(303);
        assertThat(late.headers().firstValue("Location")).hasValue("/console/sign-in");
        assertThat(browser.get("/console/sign-in").body()).contains("What you typed is there");
        assertThat(world.database().rows("SELECT encode(sealed, 'escape') FROM held_form"))
                .as("kept sealed")
                .singleElement(InstanceOfAssertFactories.STRING)
                .doesNotContain("Bea", "bea@");

        HttpResponse<String> another =
                browser.signIn("console", colleague.member().email(), colleague.password());
        assertThat(another.headers().firstValue("Location")).hasValue("/console");
        assertThat(browser.get("/console/staff").body()).doesNotContain("Bea");
        browser.submit("/console", "/console/sign-out", Map.of());

        HttpResponse<String> back =
                browser.signIn("console", made.member().email(), made.password());
        assertThat(back.headers().firstValue("Location")).hasValue("/console/staff");
        HttpResponse<String> again = browser.get("/console/staff");
        assertThat(again.body())
                .contains(
                        "value=\"Bea &quot;B&quot; &lt;Binder&gt;\"",
                        "value=\"bea@harbour.example\"",
                        "<option value=\"finance\" selected",
                        "is here again");
        HttpResponse<String> added =
                browser.fill(
                        again,
                        "/console/staff",
                        Map.of("name", "Bea", "email", "bea@harbour.example", "role", "finance"));
        assertThat(added.body()).contains("Password for Bea");
        assertThat(browser.get("/console/staff").body()).doesNotContain("is here again");
    }

    @Test
    void aPathWithASpaceLeadsBackAsAnyOther() {
        StaffMembers.WithPassword made = owner("spaces@harbour.example");
        Browser browser = signedIn(made);
        assertThat(browser.get("/console/accounts/a%20b/second-step/reset").headers().firstValue("Location"))
                .hasValue("/console/accounts/a%20b/second-step");
        Map<String, String> hidden =
                browser.hidden(browser.get("/console/staff"), "/console/staff");
        world.clock().forward(Duration.ofMinutes(30));
        browser.post("/console/nodes/north%201/drain", hidden);
        HttpResponse<String> back =
                browser.signIn("console", made.member().email(), made.password());
        assertThat(back.headers().firstValue("Location")).hasValue("/console/nodes/north%201/drain");
    }

    @Test
    void whatWasTypedIsKeptForAnHourOnly() {
        StaffMembers.WithPassword made = owner("slowly@harbour.example");
        Browser browser = signedIn(made);
        HttpResponse<String> page = browser.get("/console/staff");
        world.clock().forward(Duration.ofMinutes(30));
        browser.fill(page, "/console/staff", Map.of("name", "Late"));
        world.clock().forward(HeldForms.KEPT);
        assertThat(
                        browser.signIn("console", made.member().email(), made.password())
                                .headers()
                                .firstValue("Location"))
                .hasValue("/console");
    }

    @Test
    void whoIsDisabledIsOutAtOnce() {
        StaffMembers.WithPassword made = owner("gone@harbour.example");
        Browser browser = signedIn(made);
        world.wiring().access().staff().disable(world.caller(), made.member().id());
        assertThat(browser.get("/console/staff").statusCode()).isEqualTo(303);
        assertThat(
                        server.browser()
                                .signIn("console", "gone@harbour.example", made.password())
                                .statusCode())
                .isEqualTo(422);
    }

    @Test
    void wrongPasswordsAreSlowedByNameAndSayTheSameForUnknownNames() {
        owner("slow@harbour.example");
        String wrong = attempt("slow@harbour.example").body();
        String unknown = attempt("nobody@harbour.example").body();
        assertThat(withoutSecrets(unknown))
                .isEqualTo(withoutSecrets(wrong).replace("slow@", "nobody@"));
        for (int i = 0; i < 4; i++) {
            assertThat(attempt("slow@harbour.example").statusCode()).isEqualTo(422);
        }
        HttpResponse<String> refused = attempt("slow@harbour.example");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
        world.clock().forward(Duration.ofMinutes(1));
        assertThat(attempt("slow@harbour.example").statusCode()).isEqualTo(422);
    }

    @Test
    void failuresAreAuditedWithoutWhatWasTypedAndFewOfMany() {
        // So that only what is tried here counts.
        world.clock().forward(Duration.ofHours(1));
        StaffMembers.WithPassword tried = owner("tried@harbour.example");
        for (int at = 0; at < 8; at++) {
            attempt("tried@harbour.example");
            world.clock().forward(Duration.ofMinutes(2));
            attempt("nobody" + at + "@harbour.example");
        }
        signedIn(tried).submit("/console/staff", "/console/sign-out", Map.of());

        List<Audit.Entry> entries =
                world.wiring()
                        .access()
                        .audit()
                        .list(world.caller(), AuditFilter.ALL, new Listing(100, null))
                        .items()
                        .stream()
                        .filter(entry -> entry.subject().equals("staff:" + tried.member().id()))
                        .toList();
        assertThat(entries.stream().map(Audit.Entry::action))
                .containsExactly(
                        "staff.signed_out",
                        "staff.signed_in",
                        "staff.sign_in_failed",
                        "staff.sign_in_failed",
                        "staff.added");
        assertThat(entries.get(2).detail().path("failures").asInt()).isEqualTo(5);
        assertThat(entries.get(2).detail().path("from").asText()).isEqualTo("127.0.0.1");
        assertThat(entries.get(2).actor()).isEqualTo("visitor");
        assertThat(entries.toString()).doesNotContain("not the password");
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(500, null))
                .items().toString())
                .doesNotContain("nobody1@");
        world.clock().forward(Duration.ofHours(1));
    }

    @Test
    void aFormWithoutTheMarkOfItsBrowserIsRefused() {
        Map<String, String> fields = Map.of("email", "a@b.example", "password", "anything");
        assertThat(server.browser().post("/console/sign-in", fields).statusCode()).isEqualTo(403);
        Browser browser = signedIn(owner("marked@harbour.example"));
        assertThat(browser.post("/console/staff", Map.of("name", "Eve")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aSessionOfOneProviderIsNothingToAnother() {
        Browser browser = signedIn(owner("tenant@harbour.example"));
        HttpResponse<String> answer =
                server.send(
                        server.request("/console/staff")
                                .setHeader("Host", "other.example")
                                .header("Accept", "text/html")
                                .header("Cookie", "counterfoil=" + browser.cookie("counterfoil"))
                                .build());
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void aPageLeadsEveryReaderToTheSignIn() {
        HttpResponse<String> answer =
                server.send(server.request("/console").header("Accept", "*/*").GET().build());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/console/sign-in");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .as("what may be a part of a page is none to come back to")
                .noneMatch(cookie -> cookie.startsWith("counterfoil-wanted"));
    }

    @Test
    void whoeverHadToSignInFirstComesToThePageThatTheyWanted() {
        StaffMembers.WithPassword owner = owner("wanted@harbour.example");
        Browser browser = server.browser();
        assertThat(browser.get("/console/audit?area=access").headers().firstValue("Location"))
                .hasValue("/console/sign-in");
        assertThat(led(browser, owner)).isEqualTo("/console/audit?area=access");
        assertThat(browser.cookie("counterfoil-wanted")).isEmpty();

        Browser elsewhere = server.browser();
        elsewhere.get("/retail/money");
        assertThat(led(elsewhere, owner)).as("a page behind another door").isEqualTo("/console");
        for (String odd : List.of("//evil.example", "/console\r\nX: y", "/console/sign-out", "/redeem", "/console/%zz", "/console/\"")) {
            Browser other = server.browser();
            other.get("/console/sign-in");
            other.put(
                    "counterfoil-wanted",
                    Base64.getUrlEncoder().encodeToString(odd.getBytes(StandardCharsets.UTF_8)));
            assertThat(led(other, owner)).as(odd).isEqualTo("/console");
        }
    }

    @Test
    void aLinkToATableLeadsAPersonToTheSignInAndBackToItsPageAndNoProgram() {
        StaffMembers.WithPassword owner = owner("table@harbour.example");
        String link = "/api/v1/retailers?as=csv";
        String page = server.request("/console/retailers?search=a").build().uri().toString();
        HttpResponse<String> led = send(link, "text/html,*/*;q=0.8", page);
        assertThat(led.statusCode()).isEqualTo(303);
        assertThat(led.headers().firstValue("Location")).hasValue("/console/sign-in");
        Browser browser = server.browser();
        browser.get("/console/sign-in");
        browser.put(
                "counterfoil-wanted",
                led.headers().firstValue("Set-Cookie").orElseThrow().replaceAll("^[^=]+=([^;]*).*", "$1"));
        assertThat(led(browser, owner)).isEqualTo("/console/retailers?search=a");
        assertThat(browser.get("/console/retailers").body())
                .contains("href=\"" + link + "\" referrerpolicy=\"same-origin\"");

        for (HttpResponse<String> refused :
                List.of(
                        send(link, "*/*", page),
                        send(link, "text/csv", page),
                        send("/api/v1/retailers", "text/html,*/*;q=0.8", page),
                        send(link, "text/html", "about:blank"),
                        send(link, "text/html", "https://evil.example/redeem"))) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith("counterfoil-wanted"));
        }
    }

    private HttpResponse<String> send(String path, String accept, String referer) {
        return server.send(
                server.request(path).header("Accept", accept).header("Referer", referer).build());
    }

    /** Where an owner is led who signs in. */
    private static String led(Browser browser, StaffMembers.WithPassword owner) {
        return browser.signIn("console", owner.member().email(), owner.password())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    @Test
    void aPartOfAPageLeadsTheWholePageToTheSignIn() {
        HttpResponse<String> answer =
                server.send(
                        server.request("/console/customers?search=a")
                                .header("Accept", "*/*")
                                .header("HX-Request", "true")
                                .GET()
                                .build());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("HX-Redirect").orElse(""))
                .endsWith("/console/sign-in");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void aCookieDoesNotWriteOverTheApi() {
        Browser browser = signedIn(owner("api@harbour.example"));
        assertThat(browser.get("/api/v1/audit").statusCode()).isEqualTo(200);
        HttpResponse<String> answer =
                server.send(
                        server.request("/api/v1/api-keys")
                                .header("Cookie", "counterfoil=" + browser.cookie("counterfoil"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"label\":\"Stolen\"}"))
                                .build());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(world.wiring().access().apiKeys().list(world.caller()))
                .extracting(ApiKey::label)
                .doesNotContain("Stolen");
    }

    @Test
    void theListOfKeysSaysWhenEachWasUsedLast() {
        ApiKeys keys = world.wiring().access().apiKeys();
        ApiKeys.Made used = keys.make(world.caller(), "Web shop in use", null);
        ApiKeys.Made idle = keys.make(world.caller(), "Forgotten", null);
        server.send(
                server.request("/api/v1/api-keys")
                        .header("Authorization", "Bearer " + used.key())
                        .build());
        Instant at = world.clock().instant();
        world.clock().forward(Duration.ofSeconds(30));
        assertThat(keys.find(used.key())).isPresent();
        assertThat(usedAt(used)).as("noted once a minute").isEqualTo(at);
        world.clock().forward(Duration.ofMinutes(1));
        assertThat(keys.find(used.key())).isPresent();
        assertThat(usedAt(used)).isEqualTo(world.clock().instant());
        assertThat(usedAt(idle)).isNull();
        assertThat(signedIn(owner("keys@harbour.example")).get("/console/keys").body())
                .contains("Last used", "never");
    }

    private @Nullable Instant usedAt(ApiKeys.Made made) {
        return world.wiring().access().apiKeys().list(world.caller()).stream()
                .filter(key -> key.id().equals(made.id()))
                .findAny()
                .orElseThrow()
                .usedAt();
    }

    private static List<String> actions(String page, String action) {
        return Pattern.compile("action=\"(" + action + ")\"")
                .matcher(page)
                .results()
                .map(form -> form.group(1))
                .toList();
    }

    private static HttpResponse<String> change(Browser browser, String before, String after) {
        return browser.submit(
                "/console/password",
                "/console/password",
                Map.of("old_password", before, "new_password", after));
    }

    private StaffMembers.WithPassword newPassword(StaffMembers.WithPassword made) {
        return world.wiring().access().staff().newPassword(world.caller(), made.member().id());
    }

    private HttpResponse<String> attempt(String email) {
        return server.browser().signIn("console", email, "not the password");
    }

    private StaffMembers.WithPassword owner(String email) {
        return world.member(email, "Ann Owner", "owner", null);
    }

    private Browser signedIn(StaffMembers.WithPassword made) {
        Browser browser = server.browser();
        HttpResponse<String> answer =
                browser.signIn("console", made.member().email(), made.password());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/console");
        return browser;
    }

    private static String withoutSecrets(String page) {
        return page.replaceAll("name=\"(csrf|once)\" value=\"[^\"]*\"", "");
    }
}
