package io.counterfoil.accounts.own;

import static io.counterfoil.accounts.own.Holders.PASSWORD;
import static io.counterfoil.accounts.own.Holders.signIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.accounts.Contacts;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.mail.Mailbox;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Customers who forgot their password: the form, the mail, the link and the button of staff. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgottenPasswordIT {
    private static final String NEW = "another one of ten";
    private static final String FORM = "/account/forgotten";
    private static final String SET = "/account/forgotten/new";

    private TestWorld world;
    private Holders holders;
    private TestServer server;
    private Mailbox mailbox;
    private int networks;

    @BeforeAll
    void start() throws Exception {
        world = new TestWorld();
        holders = new Holders(world);
        server = TestServer.behindProxy(world);
        mailbox = new Mailbox(world);
        world.startJobs();
    }

    @AfterAll
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void aLinkSetsANewPasswordOnceAndEndsEveryOtherSession() {
        OpenedAccount anna = open(world.caller(), "anna", null);
        Browser signedIn = server.browser();
        assertThat(signIn(signedIn, "anna", PASSWORD).statusCode()).isEqualTo(303);
        String token = asked("anna", "anna@example.com");

        Browser browser = server.browser();
        HttpResponse<String> page = browser.get(SET + "?token=" + token);
        assertThat(page.body()).contains("<b>anna</b>");
        HttpResponse<String> weak = browser.fill(page, SET, Map.of("chosen", "short"));
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(weak.body()).contains("10 to 200 characters");
        HttpResponse<String> endless = browser.fill(page, SET, Map.of("chosen", "ж".repeat(10_000)));
        assertThat(endless.statusCode()).isEqualTo(422);
        HttpResponse<String> known = browser.fill(page, SET, Map.of("chosen", "anna@example.com"));
        assertThat(known.statusCode()).isEqualTo(422);
        assertThat(known.body()).contains("would be guessed soon");
        world.clock().forward(Duration.ofSeconds(1));
        HttpResponse<String> set = browser.fill(page, SET, Map.of("chosen", NEW));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(303);
        assertThat(mailbox.text("anna@example.com")).contains("the password of the account anna");
        assertThat(browser.get("/account/sign-in").body()).contains("Your new password is set.");

        assertThat(signedIn.get("/account").statusCode()).as("signed out").isEqualTo(303);
        assertThat(signIn(server.browser(), "anna", PASSWORD).statusCode()).isEqualTo(422);
        assertThat(signIn(browser, "anna", NEW).statusCode()).isEqualTo(303);

        Browser again = server.browser();
        assertThat(again.get(SET + "?token=" + token).body())
                .contains("This link was used already")
                .doesNotContain("name=\"chosen\"");
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(100, null))
                .items())
                .filteredOn(entry -> entry.subject().equals("account:" + anna.account()))
                .extracting(Audit.Entry::action)
                .contains("account.password_link_sent", "account.password_reset");
    }

    @Test
    void whoAsksLearnsNothing() {
        open(world.caller(), "bert", null);
        String known = ask("bert").body();
        String unknown = ask("nobody-at-all").body();
        String foreign = ask("Иван ⛵ " + "x".repeat(200)).body();
        assertThat(withoutMarks(unknown)).isEqualTo(withoutMarks(known));
        assertThat(withoutMarks(foreign)).isEqualTo(withoutMarks(known));
        HttpResponse<String> longest = ask("x".repeat(10_000));
        assertThat(longest.statusCode()).isEqualTo(422);
        await("the mail to bert").until(() -> mailbox.count("bert@example.com") == 1);
    }

    @Test
    void anAddressGetsOneMailWithALinkForEachOfItsAccounts() {
        OpenedAccount first = open(world.caller(), "cleo", null);
        open(world.caller(), "cleo-office", first.account());
        open(world.decoy(), "cleo", null);
        assertThat(ask(" CLEO@Example.com ").statusCode()).isEqualTo(200);
        await("the mail to cleo").until(() -> mailbox.count("cleo@example.com") == 1);
        String text = mailbox.text("cleo@example.com");
        assertThat(text).contains("cleo\n", "cleo-office\n");
        assertThat(text.split("token=", -1)).hasSize(3);
    }

    @Test
    void aLinkEndsAfterAnHourWithANewerOneAPasswordOrAnAddress() {
        OpenedAccount dora = open(world.caller(), "dora", null);
        String first = asked("dora", "dora@example.com");
        String second = asked("dora", "dora@example.com");
        assertThat(isGood(first)).as("there is a newer one").isFalse();
        assertThat(isGood(second)).isTrue();
        Browser browser = server.browser();
        signIn(browser, "dora", PASSWORD);
        browser.submit(
                "/account/password",
                "/account/password",
                Map.of("present", PASSWORD, "chosen", NEW));
        assertThat(isGood(second)).as("the password changed").isFalse();

        String third = asked("dora", "dora@example.com");
        world.wiring()
                .customers()
                .contacts()
                .change(
                        world.caller(),
                        dora.contact(),
                        new Contacts.ContactRequest(null, "dora@example.net"));
        assertThat(isGood(third)).as("mail goes elsewhere").isFalse();

        String fourth = asked("dora", "dora@example.net");
        assertThat(isGood(fourth)).isTrue();
        world.clock().forward(Duration.ofHours(1));
        assertThat(isGood(fourth)).as("an hour later").isFalse();
        assertThat(isGood("x".repeat(27))).isFalse();
        assertThat(isGood("")).isFalse();
    }

    @Test
    void aLinkToAnAccountThatIsBeingDeletedSetsNothing() {
        OpenedAccount gil = open(world.caller(), "gil", null);
        String token = asked("gil", "gil@example.com");
        Browser browser = server.browser();
        HttpResponse<String> page = browser.get(SET + "?token=" + token);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE account SET term_state = 'purging', term_promised_at = term_since, term_until = NULL, term_due_at = NULL, reminder_at = NULL WHERE id = ?",
                                                gil.account()));
        assertThat(isGood(token)).isFalse();
        HttpResponse<String> refused = browser.fill(page, SET, Map.of("chosen", NEW));
        assertThat(refused.statusCode()).isEqualTo(410);
        assertThat(refused.body()).contains("Please ask for another one");
        int before = mailbox.count("gil@example.com");
        assertThat(ask("gil").statusCode()).isEqualTo(200);
        await("the job took it")
                .until(
                        () ->
                                world.database()
                                        .rows("SELECT who FROM password_ask WHERE who = 'gil'")
                                        .isEmpty());
        assertThat(mailbox.count("gil@example.com")).isEqualTo(before);
    }

    @Test
    void anAccountIsMailedFiveTimesADayAndANameIsSlowedDown() {
        open(world.caller(), "emil", null);
        for (int at = 0; at < 5; at++) {
            asked("emil", "emil@example.com");
        }
        HttpResponse<String> slowed = ask("emil");
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.body()).contains("asked for many times", "newest mail", "1 minute");
        assertThat(mailbox.count("emil@example.com")).isEqualTo(5);
        world.clock().forward(Duration.ofHours(2));
        // Whoever asks later is answered later.
        ask("emil");
        open(world.caller(), "emilia", null);
        asked("emilia", "emilia@example.com");
        assertThat(mailbox.count("emil@example.com")).as("a sixth").isEqualTo(5);
    }

    @Test
    void supportMailsFiveLinksADayWhateverStrangersAskFor() {
        OpenedAccount emma = open(world.caller(), "emma", null);
        for (int at = 0; at < 5; at++) {
            asked("emma", "emma@example.com");
        }
        Browser support = support("sue@harbour.example", "support");
        for (int at = 0; at < 5; at++) {
            world.clock().forward(Duration.ofSeconds(1));
            assertThat(mailLink(support, emma).statusCode()).isEqualTo(303);
            assertThat(isGood(mailbox.token("emma@example.com"))).isTrue();
        }
        HttpResponse<String> sixth = mailLink(support, emma);
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.body()).contains("5 mails of this kind today");
        assertThat(mailbox.count("emma@example.com")).isEqualTo(10);
    }

    @Test
    void whatNoJobTookIsForgottenAfterADay() {
        UUID ask = UUID.randomUUID();
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            new PasswordAskRepository(tx).insert(ask, "jana");
                            return ask;
                        });
        assertThat(waits(ask)).isTrue();
        world.clock().forward(Duration.ofDays(1).plusSeconds(1));
        await("the hourly job").until(() -> !waits(ask));
    }

    @Test
    void asksAndWrongPasswordsSlowEachOtherDownInNoWay() {
        open(world.caller(), "ines", null);
        String network = "203.0.113.7";
        Browser browser = server.browser().from(network);
        for (int at = 1; at < 20; at++) {
            browser.submit(FORM, FORM, Map.of("who", "nobody-" + at));
        }
        int before = mailbox.count("ines@example.com");
        assertThat(browser.submit(FORM, FORM, Map.of("who", "ines")).statusCode()).isEqualTo(200);
        await("the mail to ines").until(() -> mailbox.count("ines@example.com") == before + 1);
        assertThat(browser.submit(FORM, FORM, Map.of("who", "ines")).statusCode())
                .as("twenty from one network")
                .isEqualTo(429);
        for (int at = 0; at < 5; at++) {
            assertThat(signIn(browser, "ines", "a wrong password").statusCode()).isEqualTo(422);
        }
        assertThat(signIn(browser, "ines", PASSWORD).statusCode()).as("five wrong ones").isEqualTo(429);
        String page = SET + "?token=" + mailbox.token("ines@example.com");
        assertThat(browser.submit(page, SET, Map.of("chosen", NEW)).statusCode()).isEqualTo(303);
        assertThat(signIn(browser, "ines", NEW).statusCode()).isEqualTo(303);
    }

    @Test
    void supportMailsALinkAndSeesNothingOfIt() {
        OpenedAccount fritz = open(world.caller(), "fritz", null);
        Browser support = support("stan@harbour.example", "support");
        HttpResponse<String> sent = mailLink(support, fritz);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        String token = mailbox.token("fritz@example.com");
        assertThat(support.get(address(fritz)).body())
                .contains("A mail with a link to a new password is on its way.")
                .doesNotContain(token);
        assertThat(isGood(token)).isTrue();

        Browser reader = support("rob@harbour.example", "read_only");
        String seen = reader.get(address(fritz)).body();
        assertThat(seen).doesNotContain("password-link");
    }

    private boolean waits(UUID ask) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT EXISTS (SELECT FROM password_ask WHERE id = :ask)")
                                        .bind("ask", ask)
                                        .mapTo(Boolean.class)
                                        .one());
    }

    private HttpResponse<String> mailLink(Browser staff, OpenedAccount account) {
        return staff.submit(address(account), address(account) + "/password-link", Map.of());
    }

    private static String address(OpenedAccount account) {
        return "/console/accounts/" + account.account();
    }

    /** Asks for a link and returns its token once it was mailed. */
    private String asked(String who, String email) {
        // So that the newest message is the last one.
        world.clock().forward(Duration.ofSeconds(1));
        int before = mailbox.count(email);
        HttpResponse<String> sent = ask(who);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        await("the mail to " + email).until(() -> mailbox.count(email) == before + 1);
        return mailbox.token(email);
    }

    // Each from a network of its own, since those that are too busy have to wait.
    private HttpResponse<String> ask(String who) {
        networks++;
        return server.browser()
                .from("198.51.100." + networks)
                .submit(FORM, FORM, Map.of("who", who));
    }

    private boolean isGood(String token) {
        return server.browser().get(SET + "?token=" + token).body().contains("name=\"chosen\"");
    }

    private Browser support(String email, String role) {
        return holders.staff(server, email, role);
    }

    private OpenedAccount open(Caller caller, String username, @Nullable UUID parent) {
        return holders.open(caller, username, parent);
    }

    private static String withoutMarks(String page) {
        return page.replaceAll("name=\"(csrf|once)\" value=\"[^\"]*\"", "");
    }
}
