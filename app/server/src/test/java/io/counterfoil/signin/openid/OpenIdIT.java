package io.counterfoil.signin.openid;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Approval;
import io.counterfoil.access.ApprovalFilter;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.mail.Mailbox;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staff sign in at a real OpenID provider, on its own page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdIT {
    private static final String PAGE = "/console/settings/openid";
    private static final String BUTTON = "/console/sign-in/openid";
    private static final String SECRET = "a-secret-of-the-client";

    private final HttpClient elsewhere = HttpClient.newHttpClient();
    private MockOAuth2Server there;
    private TestWorld world;
    private TestServer server;
    private String issuer;
    private StaffMembers.WithPassword ann;
    private Browser owner;

    @BeforeAll
    void open() throws Exception {
        there = new MockOAuth2Server(new OAuth2Config(true), new NamesItself());
        there.start();
        issuer = there.issuerUrl("harbour").toString();
        warmUp();
    }

    /**
     * Has somebody sign in there who waits as long as it takes: until the provider has loaded all
     * that it is made of, it may be slower than the service waits for anybody.
     */
    private void warmUp() {
        String back = "https://elsewhere.example/back";
        URI page =
                URI.create(
                        issuer
                                + "/authorize?response_type=code&client_id=warm&scope=openid&state=s&redirect_uri="
                                + encoded(back));
        assertThat(send(HttpRequest.newBuilder(page).build()).statusCode()).isEqualTo(200);
        String location =
                post(page, "username=anybody&claims=%7B%7D")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        String code = location.replaceFirst(".*[?&]code=([^&]+).*", "$1");
        HttpResponse<String> token =
                post(
                        URI.create(issuer + "/token"),
                        "grant_type=authorization_code&client_id=warm&client_secret=x&code=%s&redirect_uri=%s"
                                .formatted(code, encoded(back)));
        assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
        for (String path : List.of("/.well-known/openid-configuration", "/jwks")) {
            URI open = URI.create(issuer + path);
            assertThat(send(HttpRequest.newBuilder(open).build()).statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> post(URI address, String form) {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
        there.shutdown();
    }

    @BeforeEach
    void fresh() {
        if (server != null) {
            server.close();
            world.close();
        }
        world = new TestWorld();
        server = new TestServer(world);
        ann = member("ann@harbour.example", "owner");
        owner = server.signedIn(ann);
    }

    @Test
    void aColleagueSignsInWhereTheCompanyDoesAndIsKnownThereFromThenOn() {
        assertThat(server.browser().get("/console/sign-in").body()).doesNotContain(BUTTON);
        HttpResponse<String> set = owner.submit(PAGE, PAGE, form());
        assertThat(set.statusCode()).as(set.body()).isEqualTo(303);
        assertThat(owner.get(PAGE).body())
                .contains("https://harbour.example" + BUTTON + "/callback", issuer)
                .doesNotContain(SECRET);

        StaffMembers.WithPassword sam = member("sam@harbour.example", "support");
        Browser browser = server.browser();
        assertThat(browser.get("/console/sign-in").body())
                .contains("Sign in with Harbour Workspace", BUTTON);
        HttpResponse<String> in = back(browser, "sam-there", verified("SAM@harbour.example"));
        assertThat(in.headers().firstValue("Location").orElse("")).endsWith("/console");
        assertThat(browser.get("/console").body()).contains(sam.member().name());
        assertThat(owner.get(PAGE).body()).contains("sam@harbour.example");
        assertThat(actions())
                .startsWith("staff.signed_in", "openid.linked", "staff.added", "openid.set_up");
        assertThat(new Mailbox(world).text("sam@harbour.example"))
                .contains("by the sign-in of your company (OpenID Connect), for the first time");

        assertThat(entered(back(server.browser(), "sam-there", "{}")))
                .as("whatever their address is there by now")
                .isTrue();
        assertThat(back(server.browser(), "another", verified("sam@harbour.example")).body())
                .contains("knew them as somebody else before");
        owner.submit(PAGE, PAGE + "/people/" + sam.member().id() + "/forget", Map.of());
        assertThat(entered(back(server.browser(), "another", verified("sam@harbour.example"))))
                .isTrue();
        assertThat(log().toString()).doesNotContain(SECRET);
    }

    @Test
    void nobodyIsLetInWhomTheProviderOrWeDontKnow() {
        owner.submit(PAGE, PAGE, form());
        UUID shop =
                world.wiring()
                        .inventory()
                        .retailers()
                        .addRetailer(world.caller(), "Corner Shop")
                        .id();
        world.member("kim@shop.example", "Kim", "manager", shop);
        StaffMembers.WithPassword gone = member("gone@harbour.example", "owner");
        world.wiring().access().staff().disable(world.caller(), gone.member().id());
        for (String email :
                List.of("eve@harbour.example", "kim@shop.example", "gone@harbour.example")) {
            HttpResponse<String> refused =
                    back(server.browser(), "of " + email, verified(email));
            assertThat(refused.statusCode()).as(email).isEqualTo(422);
            assertThat(refused.body())
                    .contains("knows you as " + email, "Ask an owner to add you");
        }
        assertThat(
                        back(
                                        server.browser(),
                                        "liar",
                                        "{\"email\":\"ann@harbour.example\",\"email_verified\":false}")
                                .body())
                .contains("has not made sure of your e-mail address");
        assertThat(world.wiring().access().staff().list(world.caller(), null))
                .extracting(known -> known.email())
                .containsExactlyInAnyOrder("ann@harbour.example", "gone@harbour.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"nonce\":\"of-another-sign-in\"",
                "\"exp\":1000000000",
                "\"iss\":\"https://evil.example\"",
                "\"aud\":\"another-client\""
            })
    void aTokenThatIsNotForThisSignInIsNotBelieved(String claim) {
        owner.submit(PAGE, PAGE, form());
        HttpResponse<String> refused =
                back(
                        server.browser(),
                        "ann-there",
                        "{\"email\":\"ann@harbour.example\",\"email_verified\":true,%s}"
                                .formatted(claim));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("What Harbour Workspace answered can&#39;t be believed");
        assertThat(actions()).doesNotContain("openid.linked");
    }

    @Test
    void anAnswerThatNamesNoIssuerIsNotBelievedWhereTheProviderSaysThatItNamesItself() {
        Map<String, String> form = new HashMap<>(form());
        String careful = there.issuerUrl("careful").toString();
        form.put("issuer", careful);
        owner.submit(PAGE, PAGE, form);
        String words = "What Harbour Workspace answered can&#39;t be believed";
        String claims = verified("ann@harbour.example");
        assertThat(back(server.browser(), "ann-there", claims).body()).contains(words);
        Browser other = server.browser();
        assertThat(
                        other.get(
                                        signedInThere(other, "ann-there", claims)
                                                + "&iss="
                                                + encoded(issuer))
                                .body())
                .contains(words);
        assertThat(actions()).doesNotContain("openid.linked");
        Browser named = server.browser();
        assertThat(
                        entered(
                                named.get(
                                        signedInThere(named, "ann-there", claims)
                                                + "&iss="
                                                + encoded(careful))))
                .isTrue();
    }

    /** What a provider says of itself that names itself in its answers. */
    private static final class NamesItself implements Route {
        private static final String ITSELF = "/careful/.well-known/openid-configuration";

        @Override
        public boolean match(OAuth2HttpRequest request) {
            return request.getUrl().encodedPath().equals(ITSELF);
        }

        @Override
        public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
            return new OAuth2HttpResponse(
                    Headers.of("Content-Type", "application/json"),
                    200,
                    """
                    {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                     "jwks_uri": "%1$s/jwks", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                     "id_token_signing_alg_values_supported": ["RS256"],
                     "authorization_response_iss_parameter_supported": true}
                    """
                            .formatted(request.getUrl().resolve("/careful")),
                    null);
        }
    }

    @Test
    void anAnswerCountsOnlyInTheBrowserAndTheMinutesOfItsSignIn() {
        owner.submit(PAGE, PAGE, form());
        Browser browser = server.browser();
        String answer = signedInThere(browser, "ann-there", verified("ann@harbour.example"));
        String words = "begun in another browser, or took more than ten minutes";
        assertThat(server.browser().get(answer).body()).contains(words);
        Browser other = server.browser();
        begin(other);
        assertThat(other.get(answer).body()).as("state of another sign-in").contains(words);
        Browser late = server.browser();
        String tooLate = signedInThere(late, "ann-there", verified("ann@harbour.example"));
        world.clock().forward(Duration.ofMinutes(10));
        assertThat(late.get(tooLate).body()).contains(words);
        Browser mind = server.browser();
        String state = begin(mind).replaceFirst(".*[?&]state=([^&]+).*", "$1");
        assertThat(mind.get(BUTTON + "/callback?error=access_denied&state=" + state).body())
                .contains("Harbour Workspace did not let you in, or you changed your mind");
        Browser none = server.browser();
        String noCode = begin(none).replaceFirst(".*[?&]state=([^&]+).*", "$1");
        assertThat(none.get(BUTTON + "/callback?code=%20&state=" + noCode).statusCode())
                .isEqualTo(422);
        Browser twice = server.browser();
        String once = signedInThere(twice, "ann-there", verified("ann@harbour.example"));
        assertThat(entered(twice.get(once))).isTrue();
        assertThat(twice.get(once).body()).as("the same answer again").contains(words);
    }

    @Test
    void theSecondStepIsAskedForUnlessTwoPeopleTrustTheProviderWithIt() {
        owner.submit(PAGE, PAGE, form());
        owner.submit("/console/staff", "/console/staff/second-step", Map.of("demand_staff", "true"));
        assertThat(
                        back(server.browser(), "ann-there", verified("ann@harbour.example"))
                                .headers()
                                .firstValue("Location")
                                .orElse(""))
                .endsWith("/console/sign-in/step");

        StaffMembers.WithPassword ben = member("ben@harbour.example", "owner");
        Map<String, String> both = new HashMap<>(form());
        both.put("both_steps", "true");
        owner.submit(PAGE, PAGE, both);
        assertThat(owner.get(PAGE).body()).contains("another owner or operator must agree");
        Approval waiting = world.wiring().access().approvals().list(world.caller(), ApprovalFilter.ALL, Listing.first()).items().getFirst();
        assertThat(waiting.summary()).contains("Harbour Workspace", issuer);
        world.wiring()
                .access()
                .approvals()
                .approve(
                        new Caller(
                                world.caller().scope(),
                                new Actor("staff:" + ben.member().id(), ben.member().id())),
                        waiting.id());
        assertThat(entered(back(server.browser(), "ann-there", "{}"))).isTrue();
    }

    @Test
    void whileTheProviderIsAwayPasswordsOpenAndNothingElseBreaks() {
        MockOAuth2Server other = new MockOAuth2Server(new OAuth2Config(true));
        try {
            other.start();
            Map<String, String> form = new HashMap<>(form());
            form.put("issuer", other.issuerUrl("away").toString());
            assertThat(owner.submit(PAGE, PAGE, form).statusCode()).isEqualTo(303);
        } finally {
            other.shutdown();
        }
        world.clock().forward(Duration.ofMinutes(6));
        HttpResponse<String> away = server.browser().get(BUTTON);
        assertThat(away.statusCode()).isEqualTo(422);
        assertThat(away.body()).contains("Harbour Workspace can&#39;t be reached just now");
        Browser browser = server.browser();
        assertThat(browser.signIn("console", ann.member().email(), ann.password()).statusCode())
                .isEqualTo(303);

        HttpResponse<String> wrong =
                owner.submit(
                        PAGE,
                        PAGE,
                        Map.of(
                                "name", "Nothing",
                                "issuer", "http://127.0.0.1:9/nothing",
                                "client_id", "counterfoil",
                                "client_secret", ""));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("of another client", "value=\"http://127.0.0.1:9/nothing\"");
        HttpResponse<String> nowhere =
                owner.submit(
                        PAGE,
                        PAGE,
                        Map.of(
                                "name", "Nothing",
                                "issuer", "http://127.0.0.1:9/nothing",
                                "client_id", "counterfoil",
                                "client_secret", "x"));
        assertThat(nowhere.body()).contains("No OpenID provider of this name answers there");
        owner.submit(PAGE, PAGE + "/remove", Map.of());
        assertThat(server.browser().get("/console/sign-in").body()).doesNotContain(BUTTON);
        assertThat(server.browser().get(BUTTON).statusCode()).isEqualTo(404);
    }

    @Test
    void aProgramSetsItUpAndNeverSeesTheSecret() {
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        assertThat(api(key, "GET", "").statusCode()).isEqualTo(404);
        HttpResponse<String> set =
                api(
                        key,
                        "PUT",
                        "{\"name\":\"Harbour Workspace\",\"issuer\":\"%s\",\"client_id\":\"counterfoil\",\"client_secret\":\"%s\"}"
                                .formatted(issuer, SECRET));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.body()).contains("\"callback\":\"https://harbour.example").doesNotContain(SECRET);
        HttpResponse<String> renamed =
                api(
                        key,
                        "PUT",
                        "{\"name\":\"Workspace\",\"issuer\":\"%s\",\"client_id\":\"counterfoil\"}"
                                .formatted(issuer));
        assertThat(renamed.body()).contains("\"name\":\"Workspace\"");
        assertThat(entered(back(server.browser(), "ann-there", verified("ann@harbour.example"))))
                .as("with the secret that was kept")
                .isTrue();
        assertThat(api(key, "DELETE", "").statusCode()).isEqualTo(204);
        assertThat(api(key, "DELETE", "").statusCode()).isEqualTo(204);
        assertThat(api(key, "GET", "").statusCode()).isEqualTo(404);
    }

    private Map<String, String> form() {
        return Map.of(
                "name", "Harbour Workspace",
                "issuer", issuer,
                "client_id", "counterfoil",
                "client_secret", SECRET);
    }

    private StaffMembers.WithPassword member(String email, String role) {
        return world.member(email, "Somebody " + email, role, null);
    }

    private static String verified(String email) {
        return "{\"email\":\"%s\",\"email_verified\":true}".formatted(email);
    }

    /** Where the browser is sent. */
    private static String begin(Browser browser) {
        HttpResponse<String> begun = browser.get(BUTTON);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
        return begun.headers().firstValue("Location").orElseThrow();
    }

    /** With what the provider sends the browser back, as a path of ours. */
    private String signedInThere(Browser browser, String user, String claims) {
        URI page = URI.create(begin(browser));
        assertThat(page.getQuery())
                .contains("code_challenge_method=S256", "response_type=code", "scope=openid+email");
        assertThat(send(HttpRequest.newBuilder(page).build()).body())
                .as("its page")
                .contains("<form", "username");
        HttpResponse<String> back =
                post(page, "username=%s&claims=%s".formatted(encoded(user), encoded(claims)));
        URI location = URI.create(back.headers().firstValue("Location").orElseThrow());
        assertThat(location.toString()).startsWith("https://harbour.example" + BUTTON);
        return location.getRawPath() + "?" + location.getRawQuery();
    }

    private HttpResponse<String> back(Browser browser, String user, String claims) {
        return browser.get(signedInThere(browser, user, claims));
    }

    private static boolean entered(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("").endsWith("/console");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return elsewhere.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> api(String key, String verb, String body) {
        return server.send(
                server.request("/api/v1/openid-provider")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private List<Audit.Entry> log() {
        return world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, Listing.first())
                .items();
    }

    private List<String> actions() {
        return log().stream().map(Audit.Entry::action).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
