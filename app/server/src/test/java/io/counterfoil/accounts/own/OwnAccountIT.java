package io.counterfoil.accounts.own;

import static io.counterfoil.accounts.own.Holders.PASSWORD;
import static io.counterfoil.accounts.own.Holders.signIn;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.CustomerWiring;
import io.counterfoil.HeldBack;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Principal;
import io.counterfoil.accounts.AccountsResource;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.accounts.RepositoryKeysResource;
import io.counterfoil.accounts.UninstallResource;
import io.counterfoil.accounts.WantedKey;
import io.counterfoil.mail.Mailbox;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.provisioning.KeyScope;
import io.counterfoil.signin.PhoneApp;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What customers do by themselves under /account, and what staff do for them there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnAccountIT {
    private static final String CONTACT = "/account/contact";
    private static final String CONFIRM = "/account/contact/confirm";
    private static final String SUBS = "/account/sub-accounts";

    private TestWorld world;
    private Holders holders;
    private TestServer server;
    private Mailbox mailbox;
    private String key;

    @BeforeAll
    void start() throws Exception {
        world = new TestWorld();
        holders = new Holders(world);
        server = new TestServer(world);
        mailbox = new Mailbox(world);
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
    }

    @AfterAll
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void theFirstPageSaysWhatOneHasInWordsAndAsABar() {
        OpenedAccount anna = open(world.caller(), "anna", null);
        Browser browser = signedIn("anna");
        assertThat(browser.get("/account").body())
                .contains("about 12 months left", "not measured yet, of 5 GB")
                .doesNotContain("<meter");
        stored(anna, 1_200_000_000L);
        assertThat(browser.get("/account").body())
                .contains("1.2 GB of 5 GB, 24 %", "aria-valuetext=\"1.2 GB of 5 GB, 24 %\"");
        assertThat(browser.get("/account/backup").body())
                .contains(":PASSWORD@", "restic backup ~/Documents", "restic restore latest");
    }

    @Test
    void aKeyIsNotSaidToStopWhereNoneWorks() {
        OpenedAccount keyless = open(world.caller(), "keyless", null);
        Browser browser = signedIn("keyless");
        assertThat(browser.get("/account").body())
                .contains("all present keys stop at once", "name=\"keep\"")
                .doesNotContain("No key to your repository works");
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE repository_key SET revoked_at = created_at WHERE account_id = ?",
                                                keyless.account()));
        HttpResponse<String> without = browser.get("/account");
        assertThat(without.body())
                .contains("No key to your repository works at present")
                .doesNotContain("all present keys stop at once", "name=\"keep\"");
        assertThat(browser.fill(without, "/account/repository-keys", Map.of()).body())
                .contains("Your new repository key");
        assertThat(browser.get("/account").body()).contains("all present keys stop at once");
    }

    @Test
    void aHolderMakesKeysThatMayDoLessAndEndsThemOneByOne() {
        OpenedAccount kate = open(world.caller(), "kate", null);
        String first = kate.repository().username();
        Browser browser = signedIn("kate");
        String reads = madeKey(browser, Map.of("scope", "read"), "May restore only");
        assertThat(browser.get("/account").body())
                .as("one that only restores takes no other away")
                .contains(first, reads, "May back up, restore and delete");
        assertThat(browser.get("/account/backup").body()).contains(first).doesNotContain(reads);

        String appends =
                madeKey(
                        browser,
                        Map.of("scope", "append"),
                        "May back up and restore, but delete nothing");
        assertThat(browser.get("/account").body())
                .as("nor does one that deletes nothing")
                .contains(first, reads, appends, "End the key " + appends);
        assertThat(browser.get("/account/backup").body())
                .as("a full one, although another is newer")
                .contains(first)
                .doesNotContain(appends);

        HttpResponse<String> odd =
                browser.submit("/account", "/account/repository-keys", Map.of("scope", "most"));
        assertThat(odd.statusCode()).isEqualTo(422);
        assertThat(odd.body()).contains("One of full, append, read.", appends);

        HttpResponse<String> before = browser.get("/account");
        for (String username : List.of(first, appends)) {
            String end = "/account/repository-keys/" + username + "/revoke";
            assertThat(browser.fill(before, end, Map.of()).statusCode()).isEqualTo(303);
            assertThat(browser.get("/account").body())
                    .as("its node is down")
                    .contains("The key " + username + " is ended, but its storage does not answer")
                    .doesNotContain("works no more");
            if (username.equals(first)) {
                assertThat(browser.get("/account/backup").body()).contains(appends);
            }
        }
        assertThat(browser.get("/account").body())
                .contains("None of these keys may back up, so no backup runs.", reads)
                .doesNotContain(first, appends);
        assertThat(browser.get("/account/backup").body())
                .contains("No key that may back up works at the moment")
                .doesNotContain(reads);
        assertThat(browser.reading("de").get("/account").body())
                .contains("Darf nur wiederherstellen", "schützt ein Schlüssel, der nichts löscht")
                .contains("Keiner dieser Schlüssel darf sichern");
    }

    @Test
    void aHoldersFormForAKeyComesBackAsItWasSent() {
        OpenedAccount many = open(world.caller(), "many-keys", null);
        for (int keys = 1; keys < 20; keys++) {
            world.wiring()
                    .customers()
                    .accountCare()
                    .newKey(world.caller(), many.account(), new WantedKey(KeyScope.FULL, true));
        }
        Browser browser = signedIn("many-keys");
        HttpResponse<String> full =
                browser.submit("/account", "/account/repository-keys", Map.of("keep", "true"));
        assertThat(full.statusCode()).isEqualTo(409);
        assertThat(full.body()).contains("or make a new one that replaces them all.");
        assertThat(Jsoup.parse(full.body()).select("input[name=keep][checked]")).hasSize(1);
        HttpResponse<String> less =
                browser.fill(full, "/account/repository-keys", Map.of("scope", "append"));
        assertThat(less.statusCode()).isEqualTo(409);
        assertThat(less.body()).contains("End one first.").doesNotContain("replaces them all");
        assertThat(Jsoup.parse(less.body()).select("input[name=keep][checked]")).isEmpty();
        assertThat(browser.reading("de").fill(less, "/account/repository-keys", Map.of("scope", "read")).body())
                .contains("Beenden Sie erst einen.");
    }

    @Test
    void aHolderWhoseDeletionHasBegunSeesNoKeysAndIsToldSo() {
        OpenedAccount purged = open(world.caller(), "purged", null);
        Browser browser = signedIn("purged");
        HttpResponse<String> before = browser.get("/account");
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE account SET term_state = 'purging', term_promised_at = term_since, term_until = NULL, term_due_at = NULL, reminder_at = NULL WHERE id = ?",
                                                purged.account()));
        String username = purged.repository().username();
        assertThat(browser.get("/account").body()).doesNotContain(username, "repository-keys");
        assertThat(browser.get("/account/backup").body())
                .contains("your backups are being deleted")
                .doesNotContain(username, "Make a new key", "Make one in");
        HttpResponse<String> refused =
                browser.fill(before, "/account/repository-keys/" + username + "/revoke", Map.of());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("The deletion of this account has begun");
    }

    private static String madeKey(Browser browser, Map<String, String> chosen, String may) {
        HttpResponse<String> made = browser.submit("/account", "/account/repository-keys", chosen);
        assertThat(made.body()).contains("Your new repository key", may, "Your storage does not answer now.");
        return requireNonNull(Jsoup.parse(made.body()).getElementById("repository-username"))
                .text();
    }

    @Test
    void wrongPasswordsOfStrangersDoNotKeepAHolderOutOfTheirOwnBrowser() {
        open(world.caller(), "kept-out", null);
        Browser desk = signedIn("kept-out");
        desk.submit("/account", "/account/sign-out", Map.of());
        Browser stranger = server.browser().from("203.0.113.77");
        for (int at = 0; at < 5; at++) {
            assertThat(signIn(stranger, "kept-out", "a wrong password").statusCode())
                    .isEqualTo(422);
        }
        assertThat(signIn(server.browser(), "kept-out", PASSWORD).statusCode()).isEqualTo(429);
        assertThat(signIn(desk, "kept-out", PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void aSecondStepIsAskedOfWhoeverSetItUp() {
        OpenedAccount twice = open(world.caller(), "twice", null);
        Browser browser = signedIn("twice");
        HttpResponse<String> page =
                browser.submit("/account/second-step", "/account/second-step/begin", Map.of());
        PhoneApp app = PhoneApp.reading(page);
        HttpResponse<String> codes =
                browser.fill(
                        page,
                        "/account/second-step/confirm",
                        Map.of("code", app.code(world.clock().instant())));
        assertThat(codes.body()).contains("Your recovery codes");
        assertThat(mailbox.text("twice@example.com")).contains("takes a code of your app");

        world.clock().forward(Duration.ofSeconds(30));
        Browser again = server.browser();
        again.submit(
                "/account/sign-in",
                "/account/sign-in",
                Map.of("username", "twice", "password", Holders.PASSWORD));
        assertThat(again.get("/account").statusCode()).isEqualTo(303);
        HttpResponse<String> in =
                again.submit(
                        "/account/sign-in/step",
                        "/account/sign-in/step",
                        Map.of("code", app.code(world.clock().instant())));
        assertThat(in.headers().firstValue("Location")).hasValue("/account");
        assertThat(again.get("/account").statusCode()).isEqualTo(200);

        String reset = "/console/accounts/" + twice.account() + "/second-step";
        Browser support = holders.staff(server, "helper@harbour.example", "support");
        assertThat(support.get("/console/accounts/" + twice.account()).body()).contains(reset);
        assertThat(
                        support.submit(reset, reset + "/reset", Map.of())
                                .headers()
                                .firstValue("Location"))
                .hasValue("/console/accounts/" + twice.account());
        assertThat(mailbox.text("twice@example.com")).contains("was taken away for you");
        assertThat(signedIn("twice").get("/account").statusCode())
                .as("with the password alone")
                .isEqualTo(200);
        assertThat(support.get(reset).body()).contains("takes the password alone");
        assertThat(holders.staff(server, "money@harbour.example", "finance").get(reset).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aNewAddressCountsOnceItIsConfirmedAndTheOldOneIsTold() {
        open(world.caller(), "bert", null);
        Browser browser = signedIn("bert");
        HttpResponse<String> asked = contact(browser, "Bert & Co", "bert@example.net");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
        assertThat(browser.get(CONTACT).body())
                .contains("Bert &amp; Co", "We have asked at <b>bert@example.net</b>")
                .contains("value=\"bert@example.com\"");
        String token = mailbox.token("bert@example.net");
        assertThat(mailbox.text("bert@example.net")).doesNotContain("Bert & Co");

        Browser stranger = server.browser();
        HttpResponse<String> page = stranger.get(CONFIRM + "?token=" + token);
        assertThat(page.body()).contains("<b>bert</b>", "<b>bert@example.net</b>");
        assertThat(mailbox.text("bert@example.com"))
                .as("the old address is told while nothing is changed yet")
                .contains("b…@example.net", "/account/forgotten")
                .doesNotContain("bert@example.net", token);
        // So that the newest message is the last one.
        world.clock().forward(Duration.ofSeconds(1));
        assertThat(stranger.fill(page, CONFIRM, Map.of()).body())
                .contains("goes to <b>bert@example.net</b> from now on");
        assertThat(mailbox.text("bert@example.com"))
                .contains("from now on, b…@example.net")
                .doesNotContain("bert@example.net");
        assertThat(browser.get(CONTACT).body()).contains("value=\"bert@example.net\"");
        assertThat(stranger.get(CONFIRM + "?token=" + token).body())
                .contains("This link was used already");
    }

    @Test
    void anAddressIsNotConfirmedByAnOldLinkOrOneOfAnotherAccount() {
        open(world.caller(), "cleo", null);
        Browser browser = signedIn("cleo");
        contact(browser, "Cleo", "cleo@one.example");
        contact(browser, "Cleo", "cleo@two.example");
        assertThat(isGood(mailbox.token("cleo@one.example"))).as("another one since").isFalse();
        String second = mailbox.token("cleo@two.example");
        assertThat(isGood(second)).isTrue();
        assertThat(server.browser().get("/account/forgotten/new?token=" + second).body())
                .as("it sets no password")
                .doesNotContain("name=\"chosen\"");
        contact(browser, "Cleo", "cleo@example.com");
        assertThat(isGood(second)).as("they changed their mind").isFalse();
        contact(browser, "Cleo", "cleo@three.example");
        String third = mailbox.token("cleo@three.example");
        world.clock().forward(Duration.ofDays(1));
        assertThat(isGood(third)).as("a day later").isFalse();

        HttpResponse<String> wrong = contact(signedIn("cleo"), "x".repeat(10_000), "иван");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"name-problem\"", "id=\"email-problem\"");
    }

    @Test
    void anotherAddressTakesThePasswordAndANameDoesNot() {
        open(world.caller(), "lena", null);
        Browser browser = signedIn("lena");
        for (String present : new String[] {"", "another one of ten"}) {
            HttpResponse<String> refused =
                    browser.submit(
                            CONTACT,
                            CONTACT,
                            Map.of(
                                    "name", "Eve",
                                    "email", "eve@lena.example",
                                    "present", present));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("id=\"present-problem\"");
        }
        assertThat(mailbox.count("eve@lena.example")).isZero();
        assertThat(mailbox.count("lena@example.com")).isZero();
        HttpResponse<String> renamed =
                browser.submit(
                        CONTACT,
                        CONTACT,
                        Map.of("name", "Lena M", "email", "lena@example.com", "present", ""));
        assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(303);
        assertThat(browser.get(CONTACT).body()).contains("value=\"Lena M\"");
        HttpResponse<String> guessed = changePassword(browser, PASSWORD, "lena@example.com");
        assertThat(guessed.statusCode()).as("their address as their password").isEqualTo(422);
        assertThat(guessed.body()).contains("would be guessed soon");
    }

    @Test
    void aPasswordThatIsSetWhileTheOneBeforeIsCheckedKeepsOutWhoeverHadThatOne() throws Exception {
        open(world.caller(), "tilda", null);
        Browser contact = signedIn("tilda");
        Browser password = signedIn("tilda");
        try (HeldBack holder =
                        new HeldBack(
                                world,
                                "UPDATE account SET password_hash = 'another one' WHERE username = 'tilda'");
                ExecutorService meanwhile = Executors.newFixedThreadPool(3)) {
            List<Future<HttpResponse<String>>> attempts =
                    List.of(
                            meanwhile.submit(() -> contact(contact, "Eve", "eve@tilda.example")),
                            meanwhile.submit(
                                    () -> changePassword(password, PASSWORD, "one more of ten")),
                            meanwhile.submit(
                                    () -> signIn(server.browser(), "tilda", PASSWORD)));
            holder.awaitWaiting(3);
            holder.commit();
            for (Future<HttpResponse<String>> attempt : attempts) {
                assertThat(attempt.get().statusCode()).as(attempt.get().body()).isEqualTo(422);
            }
        }
        assertThat(mailbox.count("eve@tilda.example")).isZero();
        assertThat(contact.get(CONTACT).body()).doesNotContain("eve@tilda.example", "Eve");
    }

    @Test
    void aChangeOfThePasswordIsToldTenTimesADayAtMost() {
        open(world.caller(), "una", null);
        Browser browser = signedIn("una");
        String present = PASSWORD;
        for (int at = 1; at <= 11; at++) {
            String chosen = "one more of ten " + at;
            newPassword(browser, present, chosen);
            present = chosen;
        }
        assertThat(mailbox.count("una@example.com")).isEqualTo(10);
        assertThat(mailbox.text("una@example.com"))
                .contains("the password of the account una", "/account/forgotten\n")
                .doesNotContain("token=", present);
        world.clock().forward(Duration.ofDays(1));
        Browser later = server.browser();
        signIn(later, "una", present);
        newPassword(later, present, PASSWORD);
        assertThat(mailbox.count("una@example.com")).isEqualTo(11);
    }

    @Test
    void aNewPasswordEndsANewAddressThatWaitsInWhateverAccountOfTheContact() {
        OpenedAccount mona = open(world.caller(), "mona", null);
        open(world.caller(), "mona-office", mona.account());
        contact(signedIn("mona"), "Mona", "eve@mona.example");
        String first = mailbox.token("eve@mona.example");
        assertThat(isGood(first)).isTrue();
        Instant begun = world.clock().instant();
        world.clock().forward(Duration.ofSeconds(1));
        newPassword("mona-office");
        assertThat(isGood(first)).as("the password of an account beside it").isFalse();
        world.clock().set(begun);
        assertThat(isGood(first)).as("for whoever had begun to confirm it before").isFalse();
        world.clock().forward(Duration.ofSeconds(1));
        contact(signedIn("mona"), "Mona", "eva@mona.example");
        String second = mailbox.token("eva@mona.example");
        Browser stranger = server.browser();
        HttpResponse<String> page = stranger.get(CONFIRM + "?token=" + second);
        newPassword("mona");
        assertThat(isGood(second)).as("its own password").isFalse();
        assertThat(stranger.fill(page, CONFIRM, Map.of()).statusCode()).isEqualTo(410);
    }

    @Test
    void aNewAddressAndANewPasswordOfTwoAccountsOfAContactWaitForEachOtherInTurn()
            throws Exception {
        OpenedAccount xenia = open(world.caller(), "xenia", null);
        OpenedAccount office = holders.openBeside(xenia, "xenia-office");
        contact(signedIn("xenia"), "Xenia", "xenia@new.example");
        Browser reader = server.browser();
        HttpResponse<String> page =
                reader.get(CONFIRM + "?token=" + mailbox.token("xenia@new.example"));
        // A link of the other account, which both of them end.
        String staff = "/console/accounts/" + office.account();
        assertThat(
                        support("xenia-staff@harbour.example")
                                .submit(staff, staff + "/password-link", Map.of())
                                .statusCode())
                .isEqualTo(303);
        Browser browser = signedIn("xenia-office");
        try (HeldBack holder =
                        new HeldBack(
                                world,
                                "SELECT FROM account_link WHERE email = 'xenia@new.example' FOR UPDATE");
                ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<HttpResponse<String>> confirmed =
                    both.submit(() -> reader.fill(page, CONFIRM, Map.of()));
            holder.awaitWaiting(1);
            Future<HttpResponse<String>> changed =
                    both.submit(() -> changePassword(browser, PASSWORD, "another one of ten"));
            holder.awaitWaiting(2);
            holder.commit();
            assertThat(confirmed.get().statusCode()).as(confirmed.get().body()).isEqualTo(200);
            assertThat(changed.get().statusCode()).as(changed.get().body()).isEqualTo(303);
        }
    }

    @Test
    void whoSharesTheContactOfTheMainAccountCantTakeItsMail() {
        OpenedAccount dora = open(world.caller(), "dora", null);
        open(world.caller(), "dora-office", dora.account());
        Browser office = signedIn("dora-office");
        assertThat(office.get(CONTACT).body())
                .contains("You share this contact")
                .doesNotContain("name=\"email\"");
        HttpResponse<String> refused =
                office.post(
                        CONTACT,
                        Map.of(
                                "csrf",
                                mark(office.get(CONTACT).body()),
                                "name",
                                "Eve",
                                "email",
                                "eve@example.com"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(mailbox.count("eve@example.com")).isZero();
        assertThat(signedIn("dora").get(CONTACT).body()).contains("<b>dora-office</b>");
    }

    @Test
    void aCustomerOpensSubAccountsAndLimitsAndLeavesThem() {
        open(world.caller(), "emil", null);
        Browser browser = signedIn("emil");
        HttpResponse<String> wrong =
                sub(browser, Map.of("username", "a b", "user_quota_gb", "7"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("letters a to z", "value=\"7\"");
        HttpResponse<String> opened =
                sub(
                        browser,
                        Map.of(
                                "username", "emil-cellar",
                                "contact_name", "Cellar",
                                "email", "cellar@example.com",
                                "user_quota_gb", "1.5"));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
        assertThat(opened.body()).contains("temporary-password", "RESTIC_REPOSITORY");
        assertThat(mailbox.text("cellar@example.com"))
                .as("what somebody typed is no sentence of the provider")
                .contains("emil-cellar", "Hello cellar@example.com")
                .doesNotContain("Hello Cellar");
        String list = browser.get(SUBS).body();
        assertThat(list).contains("emil-cellar", "1.5 GB");
        String page = first(SUBS + "/[0-9a-f-]{36}", list);
        assertThat(browser.submit(page, page + "/quota", Map.of("user_quota_gb", "2")).statusCode())
                .isEqualTo(303);
        assertThat(browser.get(page).body()).contains("value=\"2\"", "cellar@example.com");
        assertThat(browser.submit(page, page + "/quota", Map.of("user_quota_gb", "-2")).statusCode())
                .isEqualTo(422);
        // So that the newest message is the last one.
        world.clock().forward(Duration.ofSeconds(1));
        assertThat(browser.submit(page, page + "/uninstall", Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.get(page).body()).contains("sent a mail to its contact");
        assertThat(mailbox.text("cellar@example.com"))
                .contains("belongs to asked us to delete yours", "/account/uninstall/confirm");
        HttpResponse<String> taken = sub(browser, Map.of("username", "emil"));
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body()).contains("username of another account");
    }

    @Test
    void mailCallsNobodyByANameThatSomebodyElseTypedUntilALinkWasFollowed() {
        open(world.caller(), "paul", null);
        String reader = "reader@example.org";
        String evil = "Win at https://evil.example";
        HttpResponse<String> opened =
                sub(
                        signedIn("paul"),
                        Map.of("username", "paul-2", "contact_name", evil, "email", reader));
        String temporary =
                first("id=\"temporary-password\"[^>]*>[^<]+", opened.body()).replaceAll(".*>", "");
        Browser browser = server.browser();
        browser.get(CONTACT + "?from=mail");
        assertThat(signIn(browser, "paul-2", temporary).headers().firstValue("Location").orElse(""))
                .as("the password comes first")
                .endsWith("/account/password");
        assertThat(browser.get("/account").headers().firstValue("Location").orElse(""))
                .endsWith("/account/password");
        assertThat(changePassword(browser, temporary, PASSWORD).headers().firstValue("Location").orElse(""))
                .as("then the page that was wanted")
                .endsWith(CONTACT + "?from=mail");
        assertThat(browser.cookie("counterfoil-wanted")).isEmpty();
        assertThat(browser.get(CONTACT).body())
                .contains("Nobody has confirmed yet that <b>" + reader + "</b>");

        // So that the newest message is the last one.
        world.clock().forward(Duration.ofSeconds(1));
        contact(browser, evil, "asked@evil.example");
        assertThat(mailbox.text(reader))
                .as("a sign of the other address is a text of somebody's too")
                .contains("Hello " + reader, "to another address.", "paul-2")
                .doesNotContain("evil");
        world.clock().forward(Duration.ofSeconds(1));
        contact(browser, evil + " now", reader);
        assertThat(mailbox.text(reader))
                .contains("mail about an account")
                .doesNotContain("evil", "paul-2");
        String token = mailbox.token(reader);
        assertThat(browser.get(CONTACT).body()).contains("whether it is your address");
        Browser theirs = server.browser();
        HttpResponse<String> page = theirs.get(CONFIRM + "?token=" + token);
        assertThat(page.body()).contains("<b>paul-2</b>");
        assertThat(theirs.fill(page, CONFIRM, Map.of()).statusCode()).isEqualTo(200);
        assertThat(browser.get(CONTACT).body()).doesNotContain("class=\"note\"");
        world.clock().forward(Duration.ofSeconds(1));
        contact(browser, "Paula", "paula@example.org");
        assertThat(mailbox.text(reader)).contains("Hello " + evil + " now", "p…@example.org");
    }

    @Test
    void aLinkToANewPasswordConfirmsTheAddressThatItWentTo() {
        OpenedAccount rosa = open(world.caller(), "rosa", null);
        Browser browser = signedIn("rosa");
        sub(browser, Map.of("username", "rosa-2", "contact_name", "Rolf", "email", "rolf@example.com"));
        String page = first(SUBS + "/[0-9a-f-]{36}", browser.get(SUBS).body());
        String console = page.replace(SUBS, "/console/accounts");
        Browser support = support("sam@harbour.example");
        String customer = "/console/customers/" + rosa.customer();
        String unconfirmed = "A customer gave rolf@example.com, and nobody has confirmed yet";
        assertThat(support.get(customer).body()).contains(unconfirmed);
        // So that the newest message is the last one.
        world.clock().forward(Duration.ofSeconds(1));
        support.submit(console, console + "/password-link", Map.of());
        assertThat(mailbox.text("rolf@example.com")).contains("Hello rolf@example.com");
        String set = "/account/forgotten/new";
        HttpResponse<String> done =
                server.browser()
                        .submit(
                                set + "?token=" + mailbox.token("rolf@example.com"),
                                set,
                                Map.of("chosen", PASSWORD));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        world.clock().forward(Duration.ofSeconds(1));
        support.submit(console, console + "/password-link", Map.of());
        assertThat(mailbox.text("rolf@example.com")).contains("Hello Rolf,");
        assertThat(support.get(customer).body()).doesNotContain(unconfirmed);
    }

    @Test
    void twentySubAccountsADayAreEnoughForAHolderAndStaffOpenMore() {
        OpenedAccount nora = open(world.caller(), "nora", null);
        for (int at = 1; at < 20; at++) {
            open(world.caller(), "nora-" + at, nora.account());
        }
        Browser browser = signedIn("nora");
        assertThat(sub(browser, Map.of("username", "nora-20")).statusCode()).isEqualTo(200);
        assertThat(mailbox.text("nora@example.com")).as("their own contact").contains("Hello nora,");
        HttpResponse<String> refused = sub(browser, Map.of("username", "nora-21"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("Try again tomorrow", "value=\"nora-21\"");
        open(world.caller(), "nora-21", nora.account());
        world.clock().forward(Duration.ofDays(1));
        assertThat(sub(signedIn("nora"), Map.of("username", "nora-22")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void somebodyElsesSubAccountsAreNotThere() {
        OpenedAccount fritz = open(world.caller(), "fritz", null);
        OpenedAccount his = open(world.caller(), "fritz-2", fritz.account());
        OpenedAccount gerd = open(world.caller(), "gerd", null);
        OpenedAccount foreign =
                open(world.decoy(), "gerd-2", open(world.decoy(), "gerd", null).account());
        Browser browser = signedIn("gerd");
        String csrf = mark(browser.get(SUBS).body());
        for (UUID id :
                new UUID[] {his.account(), fritz.account(), gerd.account(), foreign.account()}) {
            String page = SUBS + "/" + id;
            assertThat(browser.get(page).statusCode()).isEqualTo(404);
            for (String action : new String[] {"/quota", "/uninstall", "/taken-back"}) {
                assertThat(
                                browser.post(
                                                page + action,
                                                Map.of("csrf", csrf, "user_quota_gb", "1"))
                                        .statusCode())
                        .as(action)
                        .isEqualTo(404);
            }
        }
        assertThat(browser.get(SUBS).body()).doesNotContain("fritz-2", "gerd-2");
        Browser below = signedIn("fritz-2");
        assertThat(below.get(SUBS).body()).contains("is a sub-account itself");
        assertThat(below.get(SUBS + "/" + fritz.account()).statusCode()).isEqualTo(404);
        HttpResponse<String> under =
                below.post(
                        SUBS,
                        Map.of("csrf", mark(below.get(SUBS).body()), "username", "fritz-3"));
        assertThat(under.statusCode()).isEqualTo(422);
        assertThat(under.body()).contains("is a sub-account itself");
    }

    @Test
    void overTheApiAHolderReachesTheirOwnAccountAndThoseUnderIt() {
        OpenedAccount olga = open(world.caller(), "olga", null);
        OpenedAccount one = open(world.caller(), "olga-1", olga.account());
        OpenedAccount two = open(world.caller(), "olga-2", olga.account());
        String accounts = "/api/v1/accounts/";
        Browser parent = signedIn("olga");
        Browser below = signedIn("olga-1");
        for (OpenedAccount each : new OpenedAccount[] {olga, one, two}) {
            assertThat(parent.get(accounts + each.account()).statusCode()).isEqualTo(200);
        }
        assertThat(below.get(accounts + one.account()).statusCode()).isEqualTo(200);
        Principal holder =
                new Principal.AccountHolder(
                        world.provider().id(), one.account(), one.customer(), null);
        Caller caller = new Caller(holder.scope(), holder.actor());
        CustomerWiring customers = world.wiring().customers();
        AccountsResource resource =
                new AccountsResource(customers.accountCare(), customers.opening());
        RepositoryKeysResource keys = new RepositoryKeysResource(customers.accountCare());
        UninstallResource uninstall =
                new UninstallResource(customers.uninstalls(), customers.accountCare());
        for (OpenedAccount each : new OpenedAccount[] {olga, two}) {
            String id = each.account().toString();
            assertThat(below.get(accounts + id).statusCode()).isEqualTo(404);
            // A browser only reads over the API, so that these are asked past it.
            assertOutOfReach(() -> resource.change(caller, holder, id, null));
            assertOutOfReach(() -> keys.newKey(caller, holder, id, null));
            assertOutOfReach(() -> keys.list(caller, holder, id));
            assertOutOfReach(() -> keys.end(caller, holder, id, "r0123456789"));
            assertOutOfReach(() -> uninstall.uninstall(caller, holder, noRequest(), id, null));
            assertOutOfReach(() -> uninstall.takeBack(caller, holder, noRequest(), id, null));
        }
        assertThat(resource.change(caller, holder, one.account().toString(), null).id())
                .isEqualTo(one.account());
    }

    @Test
    void whoHasSubAccountsIsToldWhatGoesWithTheAccount() {
        OpenedAccount hanna = open(world.caller(), "hanna", null);
        open(world.caller(), "hanna-2", hanna.account());
        Browser browser = signedIn("hanna");
        HttpResponse<String> page = browser.get("/account/uninstall");
        assertThat(page.body()).contains("<b>hanna-2</b>", "can&#39;t be without it", "deleted 7 days later");
        HttpResponse<String> refused = browser.fill(page, "/account/uninstall", Map.of());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(mailbox.count("hanna@example.com")).isZero();
        HttpResponse<String> asked =
                browser.submit(
                        "/account/uninstall",
                        "/account/uninstall",
                        Map.of("with_sub_accounts", "true"));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
        assertThat(mailbox.text("hanna@example.com"))
                .contains("you asked us to delete", "confirm it within seven days");
    }

    @Test
    void staffBeginADeletionWithAReasonAndTakeItBack() {
        OpenedAccount ida = open(world.caller(), "ida", null);
        Browser support = support("stan@harbour.example");
        String page = "/console/accounts/" + ida.account();
        String deletion = page + "/deletion";
        assertThat(support.get(page).body()).contains("href=\"" + deletion + "\"");
        assertThat(support.submit(deletion, deletion, Map.of()).statusCode()).isEqualTo(422);
        HttpResponse<String> asked =
                support.submit(deletion, deletion, Map.of("deletion_reason", "She called"));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
        assertThat(support.get(page).body())
                .contains("the customer was asked by mail", "Deletion asked", "She called")
                .contains("state active");
        assertThat(mailbox.text("ida@example.com"))
                .contains("has asked for your account ida", "confirm it within seven days");

        String confirm = "/account/uninstall/confirm";
        server.browser()
                .submit(
                        confirm + "?token=" + mailbox.token("ida@example.com"),
                        confirm,
                        Map.of());
        assertThat(support.get(page).body()).contains("deletion_scheduled");
        String back = page + "/deletion/taken-back";
        assertThat(support.submit(deletion, back, Map.of("deletion_reason", "She stays")).statusCode())
                .isEqualTo(303);
        assertThat(support.get(page).body())
                .contains("The account stays", "Deletion taken back", "state active");
    }

    @Test
    void listsAreSavedForSpreadsheets() {
        OpenedAccount joe = open(world.caller(), "joe", null);
        Browser support = support("sven@harbour.example");
        HttpResponse<String> customers = support.get("/console/exports/customers.csv?search=joe");
        assertThat(customers.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"customers.csv\"");
        assertThat(customers.body()).contains("\"email\"", "joe@example.com");
        assertThat(
                        support.get("/console/exports/accounts.csv?customer=" + joe.customer())
                                .body()
                                .lines())
                .hasSize(2);
        assertThat(support.get("/console/exports/accounts.csv?state=asleep").statusCode())
                .isEqualTo(422);
        assertThat(support.get("/console/customers?state=active").body())
                .contains("/console/exports/customers.csv?state=active");
    }

    @Test
    void theSoftwareOfTheProviderIsNamedWhereCustomersBegin() throws Exception {
        assertThat(software("javascript:alert(1)").statusCode()).isEqualTo(422);
        assertThat(software("https://").statusCode()).isEqualTo(422);
        assertThat(software("https://" + "x".repeat(10_000)).statusCode()).isEqualTo(422);
        assertThat(software("https://user@host.example/").statusCode()).isEqualTo(422);
        String address = "https://harbour.example/get?a=1&b=2";
        HttpResponse<String> set = software(address);
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        JsonNode answer = new ObjectMapper().readTree(set.body());
        assertThat(answer.path("address").asText()).isEqualTo(address);
        open(world.caller(), "kurt", null);
        Browser browser = signedIn("kurt");
        assertThat(browser.get("/account").body())
                .contains("href=\"https://harbour.example/get?a=1&amp;b=2\"");
        HttpResponse<String> opened =
                sub(browser, Map.of("username", "kurt-2", "email", "kurt2@example.com"));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
        assertThat(mailbox.text("kurt2@example.com")).contains("    " + address);
        assertThat(software(null).body()).contains("null");
        assertThat(browser.get("/account").body()).doesNotContain("Get the software");
    }

    private static void assertOutOfReach(ThrowingCallable call) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(call)
                .satisfies(
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.NOT_FOUND));
    }

    /** A request of which nothing is asked. */
    private static HttpServletRequest noRequest() {
        return (HttpServletRequest)
                Proxy.newProxyInstance(
                        OwnAccountIT.class.getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (proxy, method, arguments) -> {
                            throw new UnsupportedOperationException(method.getName());
                        });
    }

    private HttpResponse<String> software(@Nullable String address) {
        return server.send(
                server.request("/api/v1/software")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        address == null
                                                ? "{\"address\": null}"
                                                : "{\"address\": \"" + address + "\"}"))
                        .build());
    }

    private static HttpResponse<String> contact(Browser browser, String name, String email) {
        return browser.submit(
                CONTACT, CONTACT, Map.of("name", name, "email", email, "present", PASSWORD));
    }

    private void newPassword(String username) {
        newPassword(signedIn(username), PASSWORD, "another one of ten");
    }

    private static void newPassword(Browser browser, String present, String chosen) {
        HttpResponse<String> changed = changePassword(browser, present, chosen);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);
    }

    private static HttpResponse<String> changePassword(
            Browser browser, String present, String chosen) {
        return browser.submit(
                "/account/password",
                "/account/password",
                Map.of("present", present, "chosen", chosen));
    }

    private static HttpResponse<String> sub(Browser browser, Map<String, String> fields) {
        return browser.submit(SUBS, SUBS, fields);
    }

    private boolean isGood(String token) {
        return server.browser().get(CONFIRM + "?token=" + token).body().contains("my address");
    }

    /** As if the node had reported so much. */
    private void stored(OpenedAccount account, long bytes) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE placement SET used_bytes = ?, reported_at = ? WHERE account_id = ?",
                                                bytes,
                                                tx.now().atOffset(ZoneOffset.UTC),
                                                account.account()));
    }

    private Browser signedIn(String username) {
        return Holders.signedIn(server, username);
    }

    private Browser support(String email) {
        return holders.staff(server, email, "support");
    }

    private OpenedAccount open(Caller caller, String username, @Nullable UUID parent) {
        return holders.open(caller, username, parent);
    }

    private static String mark(String html) {
        return first("name=\"csrf\" value=\"[^\"]+", html)
                .replace("name=\"csrf\" value=\"", "");
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group();
    }
}
