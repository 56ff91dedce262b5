package io.counterfoil.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Approval;
import io.counterfoil.access.ApprovalFilter;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Listing;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondStepIT {
    private static final String PAGE = "/console/second-step";
    private static final String STEP = "/console/sign-in/step";
    private static final Duration NEXT_CODE = Duration.ofSeconds(30);
    private static final Pattern SECRET = Pattern.compile("class=\"secret\">([^<]+)<");

    private TestWorld world;
    private TestServer server;
    private StaffMembers.WithPassword ann;
    private byte[] secret = {};

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        ann = member("ann@harbour.example", "owner", null);
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void whoHasSetItUpNeedsPasswordAndCode() {
        assertThat(enrolled(ann)).hasSize(10);
        Browser browser = server.browser();
        HttpResponse<String> password = signIn(browser, ann);
        assertThat(password.headers().firstValue("Location")).hasValue(STEP);
        assertThat(browser.cookie("counterfoil")).as("no session yet").isEmpty();
        assertThat(browser.get("/console/staff").statusCode()).isEqualTo(303);

        assertThat(code(browser, "000000").statusCode()).isEqualTo(422);
        HttpResponse<String> in = code(browser, present());
        assertThat(in.headers().firstValue("Location")).hasValue("/console/staff");
        assertThat(browser.get("/console/staff").statusCode()).isEqualTo(200);
        assertThat(browser.cookie("counterfoil-step")).isEmpty();
        assertThat(mails()).containsExactly("How you sign in to Harbour Backup has changed");
    }

    @Test
    void noCodeIsTakenTwiceAndManyWrongOnesHaveToWait() {
        enrolled(ann);
        Browser first = server.browser();
        signIn(first, ann);
        String code = present();
        assertThat(code(first, code).statusCode()).isEqualTo(303);
        Browser second = server.browser();
        signIn(second, ann);
        assertThat(code(second, code).statusCode()).isEqualTo(422);
        for (int wrong = 0; wrong < 4; wrong++) {
            assertThat(code(second, "123456").statusCode()).isEqualTo(422);
        }
        world.clock().forward(NEXT_CODE);
        assertThat(code(second, present()).statusCode()).as("the right one").isEqualTo(429);
        world.clock().forward(Duration.ofMinutes(1));
        assertThat(code(second, present()).statusCode()).isEqualTo(303);
        assertThat(actions()).contains("staff.sign_in_failed");
    }

    @Test
    void aRecoveryCodeLetsInOnce() {
        List<String> codes = enrolled(ann);
        Browser browser = server.browser();
        signIn(browser, ann);
        String typed = codes.getFirst().toUpperCase(Locale.ROOT).replace("-", " ");
        assertThat(code(browser, typed).statusCode()).isEqualTo(303);
        assertThat(browser.get(PAGE).body()).contains("You have 9 recovery codes left.");
        Browser again = server.browser();
        signIn(again, ann);
        assertThat(code(again, codes.getFirst()).statusCode()).isEqualTo(422);
        assertThat(actions()).contains("second_step.recovery_code_used");
        assertThat(world.database().rows("SELECT encode(digest, 'escape') FROM recovery_code"))
                .hasSize(9)
                .noneMatch(codes::contains);
    }

    @Test
    void theStepIsOverAfterTenMinutesAndWithANewPassword() {
        enrolled(ann);
        Browser slow = server.browser();
        signIn(slow, ann);
        world.clock().forward(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(slow.get(STEP).statusCode()).isEqualTo(200);
        world.clock().forward(Duration.ofSeconds(1));
        assertThat(slow.get(STEP).headers().firstValue("Location"))
                .hasValue("/console/sign-in");

        Browser stolen = server.browser();
        signIn(stolen, ann);
        world.wiring().access().staff().newPassword(world.caller(), ann.member().id());
        assertThat(stolen.get(STEP).headers().firstValue("Location"))
                .hasValue("/console/sign-in");
    }

    @Test
    void aNewPasswordEndsWhatIsAtItsLastStepMeanwhile() {
        enrolled(ann);
        Browser stolen = server.browser();
        signIn(stolen, ann);
        world.during(
                () -> world.wiring().access().staff().newPassword(world.caller(), ann.member().id()),
                "DELETE FROM pending_sign_in WHERE provider_id = :provider AND person_id",
                () -> assertThat(code(stolen, present()).statusCode()).isEqualTo(303));
        assertThat(stolen.get("/console/staff").statusCode()).isEqualTo(303);
    }

    @Test
    void newRecoveryCodesAndTheEndOfItTakeACode() {
        List<String> codes = enrolled(ann);
        Browser browser = server.browser();
        signIn(browser, ann);
        code(browser, present());
        world.clock().forward(NEXT_CODE);
        HttpResponse<String> renewed =
                browser.submit(PAGE, PAGE + "/renew", Map.of("code", present()));
        assertThat(secrets(renewed)).hasSize(10).doesNotContainAnyElementsOf(codes);
        assertThat(browser.submit(PAGE, PAGE + "/off", Map.of("code", codes.get(1))).statusCode())
                .as("an old recovery code")
                .isEqualTo(422);
        world.clock().forward(NEXT_CODE);
        assertThat(browser.submit(PAGE, PAGE + "/off", Map.of("code", present())).statusCode())
                .isEqualTo(303);
        assertThat(signIn(server.browser(), ann).headers().firstValue("Location"))
                .hasValue("/console");
    }

    @Test
    void anOwnerDemandsItAndWhoHasNoneSetsItUpBeforeTheyAreIn() {
        StaffMembers.WithPassword bea = member("bea@harbour.example", "support", null);
        Browser owner = server.browser();
        signIn(owner, ann);
        demand(owner, "demand_staff");

        Browser browser = server.browser();
        browser.get("/console/staff?after=0");
        assertThat(signIn(browser, bea).headers().firstValue("Location")).hasValue(STEP);
        HttpResponse<String> page = browser.get(STEP);
        assertThat(page.body()).contains("Set up your second step", "<svg class=\"qr\"");
        secret = secretOn(page);
        assertThat(secretOn(browser.get(STEP))).as("the same again").isEqualTo(secret);
        HttpResponse<String> in = browser.fill(page, STEP, Map.of("code", present()));
        assertThat(secrets(in)).hasSize(10);
        assertThat(in.body()).contains("href=\"/console/staff?after=0\"");
        assertThat(browser.cookie("counterfoil-wanted")).isEmpty();
        assertThat(browser.get("/console/staff").statusCode()).isEqualTo(200);
        assertThat(browser.get(PAGE).body()).contains("can&#39;t be turned off");
        assertThat(actions()).contains("second_step.demanded", "second_step.on");
    }

    @Test
    void whatAnAppIsToldIsForThisSignInAndNotForWhoeverSawItBefore() {
        StaffMembers.WithPassword bea = member("bea@harbour.example", "support", null);
        Browser owner = server.browser();
        signIn(owner, ann);
        demand(owner, "demand_staff");
        Browser thief = server.browser();
        signIn(thief, bea);
        byte[] seen = secretOn(thief.get(STEP));

        StaffMembers.WithPassword anew =
                world.wiring().access().staff().newPassword(world.caller(), bea.member().id());
        Browser browser = server.browser();
        signIn(browser, anew);
        secret = secretOn(browser.get(STEP));
        assertThat(secret).as("with another password").isNotEqualTo(seen);
        world.clock().forward(PendingSignIns.KEPT);
        signIn(browser, anew);
        assertThat(secretOn(browser.get(STEP))).as("ten minutes later").isNotEqualTo(secret);
    }

    @Test
    void theEndOfTheDemandTakesTwoAndEndsOnlyWhatWasAskedFor() {
        StaffMembers.WithPassword bob = member("bob@harbour.example", "owner", null);
        enrolled(ann);
        Browser browser = server.browser();
        signIn(browser, ann);
        code(browser, present());
        demand(browser, "demand_staff");
        demand(browser, "demand_shops");
        assertThat(rule()).as("of shops at once").containsExactly("t t");
        Approval waiting =
                world.wiring().access().approvals().list(world.caller(), ApprovalFilter.ALL, Listing.first()).items().getFirst();
        assertThat(waiting.summary())
                .isEqualTo("Let your own staff sign in without a second step again");

        Browser second = server.browser();
        signIn(second, bob);
        HttpResponse<String> page = second.get(STEP);
        secret = secretOn(page);
        second.fill(page, STEP, Map.of("code", present()));
        second.submit(
                "/console/approvals", "/console/approvals/" + waiting.id() + "/approve", Map.of());
        assertThat(rule()).containsExactly("f t");
    }

    @Test
    void anotherOneMustAgreeThatSomebodysStepIsTakenAway() {
        enrolled(ann);
        StaffMembers.WithPassword bob = member("bob@harbour.example", "owner", null);
        member("cleo@harbour.example", "support", null);
        Browser browser = server.browser();
        signIn(browser, bob);
        String reset = "/console/staff/" + ann.member().id() + "/reset-second-step";
        browser.submit("/console/staff", reset, Map.of());
        assertThat(browser.get("/console/staff").body())
                .contains("Another owner or operator must agree");
        assertThat(world.wiring().access().approvals().list(world.caller(), ApprovalFilter.ALL, Listing.first()).items())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.summary()).contains("ann@harbour"));
        StaffMembers.WithPassword dan = member("dan@harbour.example", "operator", null);
        Browser second = server.browser();
        signIn(second, dan);
        UUID waiting =
                world.wiring().access().approvals().list(world.caller(), ApprovalFilter.ALL, Listing.first()).items().getFirst().id();
        second.submit(
                "/console/approvals", "/console/approvals/" + waiting + "/approve", Map.of());
        assertThat(signIn(server.browser(), ann).headers().firstValue("Location"))
                .hasValue("/console");
        assertThat(actions()).contains("second_step.reset");
    }

    @Test
    void peopleOfShopsHaveItToo() {
        UUID shop = new StockFixture(world, world.caller()).shop("Corner").retailer();
        StaffMembers.WithPassword clerk = member("clerk@corner.example", "clerk", shop);
        Browser browser = server.browser();
        browser.signIn("retail", "clerk@corner.example", clerk.password());
        secret = secretOn(browser.submit("/retail/second-step", "/retail/second-step/begin", Map.of()));
        assertThat(
                        secrets(
                                browser.fill(
                                        browser.submit(
                                                "/retail/second-step",
                                                "/retail/second-step/begin",
                                                Map.of()),
                                        "/retail/second-step/confirm",
                                        Map.of("code", present()))))
                .hasSize(10);
        Browser again = server.browser();
        assertThat(
                        again.signIn("retail", "clerk@corner.example", clerk.password())
                                .headers()
                                .firstValue("Location"))
                .hasValue("/retail/sign-in/step");
        world.clock().forward(NEXT_CODE);
        assertThat(
                        again.submit(
                                        "/retail/sign-in/step",
                                        "/retail/sign-in/step",
                                        Map.of("code", present()))
                                .headers()
                                .firstValue("Location"))
                .hasValue("/retail");

        Browser owner = server.browser();
        signIn(owner, ann);
        owner.submit(
                "/console/retailers/" + shop,
                "/console/staff/" + clerk.member().id() + "/reset-second-step",
                Map.of());
        assertThat(
                        server.browser()
                                .signIn("retail", "clerk@corner.example", clerk.password())
                                .headers()
                                .firstValue("Location"))
                .as("without a second step")
                .hasValue("/retail");
        assertThat(owner.get("/console/retailers/" + shop).body())
                .doesNotContain("Take the second step away");
    }

    /** Sets the step up and returns the recovery codes; the next code is a fresh one. */
    private List<String> enrolled(StaffMembers.WithPassword made) {
        Browser browser = server.browser();
        signIn(browser, made);
        HttpResponse<String> page = browser.submit(PAGE, PAGE + "/begin", Map.of());
        secret = secretOn(page);
        assertThat(browser.fill(page, PAGE + "/confirm", Map.of("code", "000000")).statusCode())
                .isEqualTo(422);
        HttpResponse<String> codes =
                browser.fill(page, PAGE + "/confirm", Map.of("code", present()));
        world.clock().forward(NEXT_CODE);
        return secrets(codes);
    }

    private static void demand(Browser owner, String of) {
        owner.submit("/console/staff", "/console/staff/second-step", Map.of(of, "true"));
    }

    private List<String> rule() {
        return world.database().rows("SELECT staff, shops FROM second_step_rule");
    }

    private HttpResponse<String> code(Browser browser, String code) {
        return browser.submit(STEP, STEP, Map.of("code", code));
    }

    private String present() {
        return AppCodes.code(secret, world.clock().instant().getEpochSecond() / 30);
    }

    private HttpResponse<String> signIn(Browser browser, StaffMembers.WithPassword made) {
        return browser.signIn("console", made.member().email(), made.password());
    }

    private static byte[] secretOn(HttpResponse<String> page) {
        return BaseEncoding.base32().decode(secrets(page).getFirst().replace(" ", ""));
    }

    private static List<String> secrets(HttpResponse<String> page) {
        return SECRET.matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private List<String> mails() {
        return world.database().rows("SELECT subject FROM mail_message");
    }

    private List<String> actions() {
        return world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(100, null))
                .items()
                .stream()
                .map(Audit.Entry::action)
                .toList();
    }

    private StaffMembers.WithPassword member(String email, String role, @Nullable UUID retailer) {
        return world.member(email, "Somebody", role, retailer);
    }
}
