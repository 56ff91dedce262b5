package io.counterfoil.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Listing;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasskeysIT {
    private static final String PAGE = "/console/passkeys";
    private static final String SIGN_IN = "/console/sign-in/passkey";
    private static final String HERE = "https://harbour.example";

    private TestWorld world;
    private TestServer server;
    private StaffMembers.WithPassword ann;
    private Browser desk;
    private SoftAuthenticator phone;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        ann = owner("ann@harbour.example");
        desk = signedIn(ann);
        phone = new SoftAuthenticator(HERE);
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aPasskeyLetsInWithoutPasswordUntilItIsRemoved() {
        assertThat(add(phone, "Blue key").statusCode()).isEqualTo(303);
        assertThat(desk.get(PAGE).body()).contains("Blue key", "never");

        Browser browser = server.browser();
        HttpResponse<String> in = show(browser, phone);
        assertThat(in.headers().firstValue("Location")).hasValue("/console");
        assertThat(browser.get("/console/staff").body()).contains("ann@harbour.example");
        assertThat(desk.get(PAGE).body()).doesNotContain("never");

        HttpResponse<String> page = desk.get(PAGE);
        desk.fill(page, action(page, PAGE + "/[^\"]+/remove"), Map.of());
        assertThat(show(server.browser(), phone).statusCode()).isEqualTo(422);
        assertThat(
                        world.wiring()
                                .access()
                                .audit()
                                .list(world.caller(), AuditFilter.ALL, new Listing(100, null))
                                .items()
                                .stream()
                                .map(Audit.Entry::action))
                .contains("passkey.added", "passkey.removed", "staff.signed_in");
        assertThat(world.database().rows("SELECT subject FROM mail_message"))
                .as("a mail for each change")
                .hasSize(2);
    }

    @Test
    void anAnswerCountsOnceAndForFiveMinutes() {
        add(phone, "Blue key");
        Browser browser = server.browser();
        HttpResponse<String> page = browser.get(SIGN_IN);
        String answer = phone.get(page);
        assertThat(browser.fill(page, SIGN_IN, Map.of("passkey", answer)).statusCode())
                .isEqualTo(303);
        Browser thief = server.browser();
        assertThat(
                        thief.fill(thief.get(SIGN_IN), SIGN_IN, Map.of("passkey", answer))
                                .statusCode())
                .isEqualTo(422);

        Browser slow = server.browser();
        HttpResponse<String> old = slow.get(SIGN_IN);
        world.clock().forward(Duration.ofMinutes(5));
        assertThat(slow.fill(old, SIGN_IN, Map.of("passkey", phone.get(old))).statusCode())
                .isEqualTo(422);
    }

    @Test
    void whatAnotherSiteOrNobodysFingerSignedOpensNothing() {
        add(phone, "Blue key");
        for (SoftAuthenticator wrong :
                List.of(
                        phone.at("https://harbour.example.evil.example"),
                        phone.careless(),
                        new SoftAuthenticator(HERE))) {
            Browser browser = server.browser();
            assertThat(show(browser, wrong).statusCode()).isEqualTo(422);
            assertThat(browser.get("/console/staff").statusCode()).isEqualTo(303);
        }
        for (String odd : List.of("", "{", "{}", "[]", "null", "{\"id\":\"AA\"}", "\u0000")) {
            Browser browser = server.browser();
            assertThat(
                            browser.fill(browser.get(SIGN_IN), SIGN_IN, Map.of("passkey", odd))
                                    .statusCode())
                    .as(odd)
                    .isEqualTo(422);
            assertThat(
                            desk.submit(PAGE, PAGE, Map.of("key_name", "x", "passkey", odd))
                                    .statusCode())
                    .as(odd)
                    .isEqualTo(422);
        }
    }

    @Test
    void onePasskeyIsOnePersonsAndGoesWithThem() {
        add(phone, "Blue key");
        assertThat(add(phone, "Again").statusCode()).as("known already").isEqualTo(422);
        Browser other = signedIn(owner("bob@harbour.example"));
        HttpResponse<String> page = other.get(PAGE);
        assertThat(page.body()).doesNotContain("Blue key");

        world.wiring().access().staff().disable(world.caller(), ann.member().id());
        assertThat(show(server.browser(), phone).statusCode()).isEqualTo(422);
    }

    @Test
    void itNeedsNoOtherSecondStep() {
        add(phone, "Blue key");
        desk.submit(
                "/console/staff", "/console/staff/second-step", Map.of("demand_staff", "true"));
        Browser browser = server.browser();
        HttpResponse<String> password =
                browser.signIn("console", ann.member().email(), ann.password());
        assertThat(password.headers().firstValue("Location")).hasValue("/console/sign-in/step");
        HttpResponse<String> step = browser.get("/console/sign-in/step");
        assertThat(step.body())
                .contains(SIGN_IN, "You have lost your passkey? An owner")
                .as("a password alone makes no second step")
                .doesNotContain("class=\"secret\"", "name=\"code\"");
        Map<String, String> code = new HashMap<>(browser.hidden(browser.get(SIGN_IN), SIGN_IN));
        code.put("code", "123456");
        assertThat(browser.post("/console/sign-in/step", code).statusCode()).isEqualTo(409);
        assertThat(show(browser, phone).headers().firstValue("Location")).hasValue("/console");
    }

    private HttpResponse<String> add(SoftAuthenticator device, String name) {
        HttpResponse<String> page = desk.get(PAGE);
        return desk.fill(
                page, PAGE, Map.of("key_name", name, "passkey", device.create(page)));
    }

    private static HttpResponse<String> show(Browser browser, SoftAuthenticator device) {
        HttpResponse<String> page = browser.get(SIGN_IN);
        return browser.fill(page, SIGN_IN, Map.of("passkey", device.get(page)));
    }

    private static String action(HttpResponse<String> page, String action) {
        return Pattern.compile("action=\"(" + action + ")\"")
                .matcher(page.body())
                .results()
                .map(form -> form.group(1))
                .findFirst()
                .orElseThrow();
    }

    private Browser signedIn(StaffMembers.WithPassword made) {
        Browser browser = server.browser();
        browser.signIn("console", made.member().email(), made.password());
        return browser;
    }

    private StaffMembers.WithPassword owner(String email) {
        return world.member(email, "Ann Owner", "owner", null);
    }
}
