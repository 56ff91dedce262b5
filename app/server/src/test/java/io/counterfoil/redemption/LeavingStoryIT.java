package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.Wiring;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.TermCheck;
import io.counterfoil.mail.Mailbox;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who leave are asked afterwards, on a real storage node and a real mail server. */
class LeavingStoryIT {
    private static final Visitor PROVIDER = Visitor.provider("192.0.2.1");
    private static final String PASSWORD = "a password of ten";
    // Of two cards for a month; the clock looked an hour after the days of grace were over.
    private static final Instant DELETION = Instant.parse("2026-05-02T10:00:00Z");

    @TempDir Path folder;
    private GreenMail mailServer;
    private TestWorld world;
    private TestServer server;
    private StorageNode node;
    private Shelf shelf;
    private Caller visitor;
    private UUID basic;

    @BeforeEach
    void start() throws Exception {
        mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
        world =
                new TestWorld(
                        Map.of(
                                "host", "127.0.0.1",
                                "port", mailServer.getSmtp().getPort(),
                                "tls", "none",
                                "from", "no-reply@harbour.example"));
        server = new TestServer(world);
        node = StorageNode.start(NodeSettings.in(folder), world.clock());
        world.wiring()
                .storage()
                .nodes()
                .register("one", node.adminUrl(), node.dataUrl(), node.key());
        shelf = new Shelf(world);
        basic = shelf.plan("Basic", 50_000_000_000L);
        visitor = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
        readAnswers(true);
    }

    @AfterEach
    void stop() {
        Caller system = new Caller(Scope.system(), Actor.job("test"));
        assertThat(world.wiring().transactions().read(system, new TermCheck()::faults)).isEmpty();
        server.close();
        world.close();
        node.close();
        mailServer.stop();
    }

    @Test
    void cardThenCardThenGraceThenFrozenThenDeletedThenAskedThenUnsubscribed() throws Exception {
        UUID anna = open("anna", "Anna@example.com");
        assertThat(agree("anna")).isEqualTo(303);
        confirm("anna", "Anna@example.com");
        lookAt("2026-02-10T10:00:00Z");
        extend("anna");
        lookAt("2026-02-20T10:00:00Z");
        walkTo(DELETION);
        delete(anna);
        assertThat(rows("SELECT count(*) FROM contact")).containsExactly("0");
        lookAt(DELETION.plus(Duration.ofDays(7)).toString());
        deliver();
        assertThat(mails())
                .containsExactly(
                        "2026-02-10 code_redeemed",
                        "2026-02-26 term_ending",
                        "2026-03-14 term_ending",
                        "2026-03-21 term_ending",
                        "2026-03-25 term_ending",
                        "2026-03-27 term_ending",
                        "2026-03-28 term_over",
                        "2026-04-02 frozen",
                        "2026-04-09 still_frozen",
                        "2026-04-16 still_frozen",
                        "2026-04-23 still_frozen",
                        "2026-04-25 deletion_near",
                        "2026-04-29 deletion_near",
                        "2026-04-30 still_frozen",
                        "2026-05-01 deletion_near",
                        "2026-05-02 deleted",
                        "2026-05-09 follow_up_first");

        MimeMessage asked = arrived("Why did you leave");
        assertThat(asked.getAllRecipients()[0]).hasToString("anna <Anna@example.com>");
        assertThat(asked.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        String oneClick = asked.getHeader("List-Unsubscribe")[0];
        assertThat(oneClick).matches("<https://harbour\\.example/api/v1/unsubscribe/[A-Za-z0-9_-]{43}>");
        String path = URI.create(oneClick.substring(1, oneClick.length() - 1)).getPath();
        String page = path.replace("/api/v1", "");
        for (int part = 0; part < 2; part++) {
            assertThat(((MimeMultipart) asked.getContent()).getBodyPart(part).getContent())
                    .asString()
                    .contains("https://harbour.example" + page);
        }
        // No other kind may be unsubscribed from.
        for (MimeMessage message : mailServer.getReceivedMessages()) {
            assertThat(message.getHeader("List-Unsubscribe") != null)
                    .isEqualTo(message.getSubject().startsWith("Why did you leave"));
        }

        // Who only opens the link, like a virus scanner, ends nothing.
        assertThat(server.send(server.request(path).build()).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith(page));
        assertThat(server.browser().get(page).body()).contains("one click is enough");
        assertThat(rows("SELECT address FROM follow_up")).containsExactly("Anna@example.com");

        assertThat(post(path, "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"))
                .isEqualTo(204);
        assertThat(rows("SELECT address, name, due_at FROM follow_up"))
                .containsExactly("null null null");
        assertThat(rows("SELECT count(*) FROM mail_message WHERE kind LIKE 'follow%' AND to_address <> ''"))
                .containsExactly("0");
        lookAt(DELETION.plus(Duration.ofDays(30)).toString());
        lookAt(DELETION.plus(Duration.ofDays(100)).toString());
        assertThat(mails()).hasSize(17);

        // Not once more, even if they come back and leave again.
        UUID again = open("anna", "anna@example.com");
        agree("anna");
        confirm("anna", "anna@example.com");
        lookAt(DELETION.plus(Duration.ofDays(100 + 40)).toString());
        lookAt(DELETION.plus(Duration.ofDays(100 + 70)).toString());
        delete(again);
        lookAt(DELETION.plus(Duration.ofDays(100 + 80)).toString());
        assertThat(mails().stream().filter(mail -> mail.contains("follow"))).hasSize(1);
    }

    @Test
    void allTokensAreAnsweredAlikeAndMultipartIsTakenToo() throws Exception {
        series("anna@example.com");
        String token = token();
        String made = "/api/v1/unsubscribe/" + token;
        String wrong = made.substring(0, made.length() - 2) + "AA";
        for (String path : List.of(wrong, "/api/v1/unsubscribe/x", "/api/v1/unsubscribe/%20%C3%BC")) {
            assertThat(post(path, "application/x-www-form-urlencoded", "a=b")).isEqualTo(204);
            String page = server.browser().get(path.replace("/api/v1", "")).body();
            assertThat(page).contains("one click is enough");
        }
        assertThat(rows("SELECT count(*) FROM follow_up WHERE due_at IS NOT NULL")).containsExactly("1");
        String body =
                "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        assertThat(post(made, "multipart/form-data; boundary=b", body)).isEqualTo(204);
        assertThat(rows("SELECT count(*) FROM follow_up WHERE unsubscribed_at IS NOT NULL"))
                .containsExactly("1");
        String when = rows("SELECT unsubscribed_at FROM follow_up").getFirst();
        world.clock().forward(Duration.ofDays(1));
        assertThat(post(made, "text/plain", "")).isEqualTo(204);
        assertThat(rows("SELECT unsubscribed_at FROM follow_up")).containsExactly(when);
    }

    @Test
    void peopleUnsubscribeOnAPageWithAButton() throws Exception {
        series("anna@example.com");
        String page = "/unsubscribe/" + token();
        HttpResponse<String> done = server.browser().submit(page, page, Map.of());
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("You will get no more of these messages");
        assertThat(rows("SELECT address FROM follow_up")).containsExactly("null");
    }

    @Test
    void theSeriesEndsAfterThreeMessagesAndErasesTheAddress() {
        series("anna@example.com");
        for (int days : new int[] {7, 23, 60}) {
            lookAt(world.clock().instant().plus(Duration.ofDays(days)).toString());
        }
        assertThat(rows("SELECT kind FROM mail_message ORDER BY posted_at"))
                .containsExactly("follow_up_first", "follow_up_second", "follow_up_last");
        assertThat(rows("SELECT address, name, due_at FROM follow_up"))
                .containsExactly("null null null");
    }

    @Test
    void aServiceThatSleptAsksOnceAndNobodyWhoIsBack() {
        series("anna@example.com");
        series("bert@example.com");
        open("bert", "Bert@example.com");
        lookAt(world.clock().instant().plus(Duration.ofDays(40)).toString());
        assertThat(rows("SELECT to_address, kind FROM mail_message WHERE kind LIKE 'follow%'"))
                .containsExactly("anna@example.com follow_up_second");
    }

    @Test
    void nobodyIsAskedWhileNobodyReadsTheAnswer() {
        series("anna@example.com");
        readAnswers(false);
        series("bert@example.com");
        lookAt(world.clock().instant().plus(Duration.ofDays(7)).toString());
        assertThat(mails()).isEmpty();
        assertThat(rows("SELECT address FROM follow_up")).containsExactly("null");
    }

    @Test
    void severalServersAtOnceAskEachPersonOnce() throws Exception {
        for (int at = 0; at < 4; at++) {
            series("user" + at + "@example.com");
        }
        world.clock().forward(Duration.ofDays(7));
        List<Wiring> servers = List.of(world.wiring(), world.anotherServer());
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> looks = new ArrayList<>();
            for (int at = 0; at < 4; at++) {
                Wiring each = servers.get(at % 2);
                looks.add(
                        () -> {
                            each.lifecycle().followUpClock().look();
                            return true;
                        });
            }
            for (Future<Boolean> look : threads.invokeAll(looks)) {
                assertThat(look.get()).isTrue();
            }
        }
        assertThat(rows("SELECT to_address, count(*) FROM mail_message GROUP BY 1 ORDER BY 1"))
                .containsExactly(
                        "user0@example.com 1",
                        "user1@example.com 1",
                        "user2@example.com 1",
                        "user3@example.com 1");
    }

    @Test
    void anUninstallOnDayThreeTellsTheDateRemindsOfItAndNothingElse() {
        UUID anna =
                open(
                        "anna",
                        "anna@example.com",
                        shelf.giveaway(shelf.trialPlan(30), "P30D").code());
        Instant third = world.clock().instant().plus(Duration.ofDays(3));
        walkTo(third);
        world.wiring().customers().uninstalls().uninstall(world.caller(), anna);
        walkTo(third.plus(Duration.ofDays(7)));
        delete(anna);
        walkTo(third.plus(Duration.ofDays(60)));
        assertThat(mails())
                .containsExactly(
                        "2026-02-03 deletion_scheduled",
                        "2026-02-07 leaving",
                        "2026-02-09 leaving",
                        "2026-02-10 deleted");
    }

    @Test
    void whoHasNotAgreedOrTookItBackIsNotAsked() {
        UUID anna = open("anna", "anna@example.com");
        UUID bert = open("bert", "bert@example.com");
        agree("bert");
        Browser browser = signedIn("bert");
        assertThat(browser.get("/account/follow-up").body()).contains("checked");
        browser.submit("/account/follow-up", "/account/follow-up", Map.of());
        assertThat(browser.get("/account/follow-up").body()).doesNotContain("checked");
        lookAt("2026-03-05T10:00:00Z");
        lookAt("2026-04-04T10:00:00Z");
        delete(anna);
        delete(bert);
        assertThat(rows("SELECT count(*) FROM contact")).containsExactly("0");
        assertThat(rows("SELECT count(*) FROM follow_up")).containsExactly("0");
    }

    @Test
    void nobodyIsAskedAtAnAddressThatSomebodyElseMayHaveTyped() {
        UUID anna = open("anna", "stranger@example.com");
        assertThat(agree("anna")).isEqualTo(303);
        UUID bert = open("bert", "bert@example.com");
        assertThat(agree("bert")).isEqualTo(303);
        confirm("bert", "bert@example.com");
        lookAt("2026-03-05T10:00:00Z");
        lookAt("2026-04-04T10:00:00Z");
        delete(anna);
        delete(bert);
        assertThat(rows("SELECT count(*) FROM contact")).containsExactly("0");
        assertThat(rows("SELECT address FROM follow_up")).containsExactly("bert@example.com");
    }

    private void readAnswers(boolean read) {
        execute(
                "INSERT INTO mail_sender (provider_id, reply_to) SELECT id, NULL FROM provider"
                        + " ON CONFLICT DO NOTHING");
        execute(
                "UPDATE mail_sender SET reply_to = "
                        + (read ? "'answers@harbour.example'" : "NULL"));
    }

    private UUID open(String name, String email) {
        return open(name, email, shelf.card(basic, "P1M").code());
    }

    private UUID open(String name, String email, String code) {
        UUID account =
                world.wiring()
                        .redemption()
                        .redemptions()
                        .open(
                                visitor,
                                PROVIDER,
                                code,
                                new NewAccount(name, email, name, PASSWORD))
                        .account();
        shelf.forgetFirstMails();
        return account;
    }

    private void extend(String username) {
        world.wiring()
                .redemption()
                .redemptions()
                .extend(visitor, PROVIDER, shelf.card(basic, "P1M").code(), username, null);
    }

    private Browser signedIn(String username) {
        Browser browser = server.browser();
        browser.submit(
                "/account/sign-in",
                "/account/sign-in",
                Map.of("username", username, "password", PASSWORD));
        return browser;
    }

    private int agree(String username) {
        return signedIn(username)
                .submit("/account/follow-up", "/account/follow-up", Map.of("agreed", "true"))
                .statusCode();
    }

    /** Follows the link that is mailed to an address when its holder says once more that it is theirs. */
    private void confirm(String username, String email) {
        signedIn(username)
                .submit("/account/contact", "/account/contact", Map.of("name", username, "email", email));
        String page = "/account/contact/confirm";
        Browser reader = server.browser();
        assertThat(
                        reader.fill(
                                        reader.get(
                                                page
                                                        + "?token="
                                                        + new Mailbox(world).token(email)),
                                        page,
                                        Map.of())
                                .body())
                .contains("from now on");
        execute("DELETE FROM mail_message WHERE kind = 'email_confirmation'");
    }

    private void series(String address) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            world.wiring().lifecycle().followUps().begin(tx, "Somebody", address);
                            return address;
                        });
    }

    /** The token of the only series, from its first message. */
    private String token() throws Exception {
        lookAt(world.clock().instant().plus(Duration.ofDays(7)).toString());
        deliver();
        String header = arrived("Why did you leave").getHeader("List-Unsubscribe")[0];
        return header.substring(header.lastIndexOf('/') + 1, header.length() - 1);
    }

    private int post(String path, String type, String body) {
        return server.send(
                        server.request(path)
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build())
                .statusCode();
    }

    private void walkTo(Instant until) {
        while (world.clock().instant().isBefore(until)) {
            Instant next = world.clock().instant().plus(Duration.ofDays(1));
            lookAt((next.isBefore(until) ? next : until).toString());
        }
    }

    private void lookAt(String now) {
        world.clock().set(Instant.parse(now));
        world.wiring().lifecycle().clock().look();
        world.wiring().lifecycle().reminderClock().look();
        world.wiring().lifecycle().followUpClock().look();
        rows("SELECT account_id FROM placement WHERE purge_at IS NULL AND applied_version < version")
                .forEach(
                        account ->
                                world.wiring()
                                        .storage()
                                        .provisioning()
                                        .deliverNow(UUID.fromString(account)));
    }

    /** Runs the job of a deletion until it has nothing left to do. */
    private void delete(UUID account) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            Optional<Instant> next =
                                    world.wiring()
                                            .lifecycle()
                                            .deletions()
                                            .run(world.provider().id(), account);
                            return next.isEmpty();
                        });
    }

    /** Lets the jobs send what is posted; time goes on, since a job may be put off for a second. */
    private void deliver() {
        world.startJobs();
        await("nothing waits any more")
                .until(
                        () -> {
                            world.clock().forward(Duration.ofMillis(200));
                            return rows("SELECT count(*) FROM mail_message WHERE state = 'waiting'")
                                    .equals(List.of("0"));
                        });
        world.wiring().jobs().stop();
    }

    private MimeMessage arrived(String subject) throws Exception {
        for (MimeMessage message : mailServer.getReceivedMessages()) {
            if (message.getSubject().startsWith(subject)) {
                return message;
            }
        }
        throw new AssertionError("no message begins with " + subject);
    }

    /** The day, in the provider's zone, and kind of every message. */
    private List<String> mails() {
        return rows(
                "SELECT (posted_at AT TIME ZONE 'Europe/Berlin')::date, kind FROM mail_message"
                        + " ORDER BY posted_at, kind");
    }

    private void execute(String sql) {
        world.database().execute(sql);
    }

    private List<String> rows(String sql) {
        return world.database().rows(sql);
    }
}
