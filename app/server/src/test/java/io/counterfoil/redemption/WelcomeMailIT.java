package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.counterfoil.CapturedLog;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The messages that whoever opens or extends an account with a code gets. */
class WelcomeMailIT {
    private static final long WAIT_MILLIS = 20_000;

    private GreenMail mailServer;
    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
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
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        basic = shelf.plan("Basic", 50_000_000_000L);
    }

    @AfterEach
    void stop() {
        server.close();
        world.close();
        mailServer.stop();
    }

    @Test
    void aTemporaryPasswordIsMailedWithWhatIsNeededToBeginAndIsNowhereElse() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            String code = shelf.card(basic, "P1M").code();
            String body =
                    """
                    {"code": "%s", "new_account": {"name": "Anna", "email": "anna@example.com", "username": "anna"}}
                    """
                            .formatted(code);
            JsonNode answer = redeem(body, "first");
            String password = answer.path("temporary_password").asText();
            assertThat(password).hasSize(16);
            assertThat(tablesWith("anna@example.com")).contains("mail_message", "contact");
            assertThat(tablesWith(password)).as("while it waits").isEmpty();
            assertThat(redeem(body, "first")).as("the same request again").isEqualTo(answer);

            world.startJobs();
            assertThat(mailServer.waitForIncomingEmail(WAIT_MILLIS, 1)).isTrue();
            MimeMessage arrived = mailServer.getReceivedMessages()[0];
            assertThat(arrived.getAllRecipients()[0])
                    .hasToString("\"anna@example.com\" <anna@example.com>");
            assertThat(arrived.getSubject()).isEqualTo("Your backup account at Harbour Backup");
            MimeMultipart parts = (MimeMultipart) arrived.getContent();
            String repository = answer.at("/repository/url").asText();
            for (int part = 0; part < 2; part++) {
                assertThat((String) parts.getBodyPart(part).getContent())
                        .contains(
                                password,
                                "anna",
                                "https://harbour.example/account",
                                "restic init",
                                repository.replace(
                                        "://",
                                        "://"
                                                + answer.at("/repository/username").asText()
                                                + ":PASSWORD@"))
                        .doesNotContain(answer.at("/repository/password").asText(), code);
            }
            Awaitility.await("the message is written down as sent")
                    .until(() -> count("SELECT count(*) FROM mail_message WHERE body IS NULL") == 1);
            assertThat(tablesWith(password)).as("after it was sent").isEmpty();
            assertThat(mailServer.getReceivedMessages()).hasSize(1);
            assertThat(log.lines())
                    .isNotEmpty()
                    .noneSatisfy(line -> assertThat(line).contains(password));
        }
    }

    @Test
    void whoChoseAPasswordIsMailedAllButThatAndWhoIsRefusedNothing() throws Exception {
        String code = shelf.card(basic, "P1M").code();
        redeem(
                """
                {"code": "%s", "new_account": {"name": "Anna", "email": "anna@example.com", "username": "anna", "password": "a long enough one"}}
                """
                        .formatted(code),
                "chosen");
        HttpResponse<String> refused =
                send(
                        """
                        {"code": "%s", "new_account": {"name": "Bert", "email": "bert@example.com", "username": "anna"}}
                        """
                                .formatted(shelf.card(basic, "P1M").code()),
                        "refused");
        assertThat(refused.statusCode()).isEqualTo(422);
        world.startJobs();
        assertThat(mailServer.waitForIncomingEmail(WAIT_MILLIS, 1)).isTrue();
        MimeMessage arrived = mailServer.getReceivedMessages()[0];
        assertThat(arrived.getAllRecipients()[0])
                .hasToString("\"anna@example.com\" <anna@example.com>");
        assertThat(arrived.getSubject()).isEqualTo("Your backup account at Harbour Backup");
        MimeMultipart parts = (MimeMultipart) arrived.getContent();
        for (int part = 0; part < 2; part++) {
            assertThat((String) parts.getBodyPart(part).getContent())
                    .contains("anna", "Basic", "https://harbour.example/account", "restic init")
                    .doesNotContain("a long enough one", code);
        }
        assertThat(count("SELECT count(*) FROM mail_message")).isEqualTo(1);
    }

    /** Anybody with a card may type anybody's address: else any sentence would go there as a name. */
    @Test
    void aNameThatSomebodyTypedIsNotSentToAnAddressThatNobodyConfirmed() throws Exception {
        redeem(
                """
                {"code": "%s", "new_account": {"name": "You have won at evil.example", "email": "victim@example.com", "username": "some-one"}}
                """
                        .formatted(shelf.card(basic, "P1M").code()),
                "typed");
        world.startJobs();
        assertThat(mailServer.waitForIncomingEmail(WAIT_MILLIS, 1)).isTrue();
        MimeMessage arrived = mailServer.getReceivedMessages()[0];
        assertThat(GreenMailUtil.getWholeMessage(arrived)).doesNotContain("evil.example");
        MimeMultipart parts = (MimeMultipart) arrived.getContent();
        for (int part = 0; part < 2; part++) {
            assertThat((String) parts.getBodyPart(part).getContent())
                    .contains("Hello victim@example.com,")
                    .doesNotContain("evil.example", "You have won");
        }
    }

    @Test
    void aCodeThatExtendsAnAccountIsConfirmedOnceWithTheNewEndAndNoSecret() throws Exception {
        redeem(
                """
                {"code": "%s", "new_account": {"name": "Anna", "email": "anna@example.com", "username": "anna", "password": "a long enough one"}}
                """
                        .formatted(shelf.card(basic, "P1M").code()),
                "chosen");
        shelf.forgetFirstMails();
        String code = shelf.card(basic, "P1Y").code();
        String body =
                """
                {"code": "%s", "username": "anna", "password": "a long enough one"}
                """
                        .formatted(code);
        JsonNode answer = redeem(body, "more");
        assertThat(redeem(body, "more")).as("the same request again").isEqualTo(answer);
        assertThat(send(body, "other").statusCode()).as("a spent code").isNotEqualTo(201);
        assertThat(count("SELECT count(*) FROM mail_message")).isEqualTo(1);

        world.startJobs();
        assertThat(mailServer.waitForIncomingEmail(WAIT_MILLIS, 1)).isTrue();
        MimeMessage arrived = mailServer.getReceivedMessages()[0];
        assertThat(arrived.getAllRecipients()[0])
                .hasToString("\"anna@example.com\" <anna@example.com>");
        assertThat(arrived.getSubject()).isEqualTo("A code was redeemed for your account at Harbour Backup");
        MimeMultipart parts = (MimeMultipart) arrived.getContent();
        for (int part = 0; part < 2; part++) {
            assertThat((String) parts.getBodyPart(part).getContent())
                    .contains("anna", "Basic", "1 year", "https://harbour.example/account")
                    .contains("28 February 2027")
                    .doesNotContain("a long enough one", code);
        }
    }

    private JsonNode redeem(String body, String key) throws Exception {
        HttpResponse<String> answer = send(body, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> send(String body, String key) {
        return server.send(
                server.request("/api/v1/redemptions")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** The tables in any row of which a text stands, as itself or as bytes. */
    private List<String> tablesWith(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return world
                .database()
                .rows(
                        "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid ="
                                + " relnamespace WHERE relkind = 'r' AND nspname = 'public'")
                .stream()
                .filter(
                        table ->
                                count(
                                                "SELECT count(*) FROM %s AS t WHERE strpos(t::text, '%s') > 0 OR strpos(t::text, '%s') > 0"
                                                        .formatted(table, text, hex))
                                        > 0)
                .toList();
    }

    private int count(String sql) {
        return Integer.parseInt(world.database().rows(sql).getFirst());
    }
}
