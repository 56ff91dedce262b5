package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInIT {
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
        Browser idle = signedIn(owner("idle@harbour.example"));
        world.clock().forward(Sessions.IDLE);
        assertThat(idle.get("/console/staff").statusCode()).isEqualTo(303);

        Browser busy = signedIn(owner("busy@harbour.example"));
        for (Duration used = Duration.ZERO;
                used.compareTo(Sessions.LONGEST.minusHours(1)) < 0;
                used = used.plusHours(1)) {
            world.clock().forward(Duration.ofHours(1));
            assertThat(busy.get("/console/staff").statusCode()).isEqualTo(200);
        }
        world.clock().forward(Duration.ofHours(1));
        assertThat(busy.get("/console/staff").statusCode()).isEqualTo(303);
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
                world.wiring().access().audit().list(world.caller(), null, 100).stream()
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
        assertThat(world.wiring().access().audit().list(world.caller(), null, 1000).toString())
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

    private HttpResponse<String> attempt(String email) {
        return server.browser().signIn("console", email, "not the password");
    }

    private StaffMembers.WithPassword owner(String email) {
        return world.wiring()
                .access()
                .staff()
                .create(world.caller(), new NewMember(email, "Ann Owner", "owner", null));
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
