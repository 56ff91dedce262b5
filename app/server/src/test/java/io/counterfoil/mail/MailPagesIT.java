package io.counterfoil.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.platform.Listing;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The outbox as staff see it, where no mail server is set up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailPagesIT {
    @TempDir private Path folder;

    private TestWorld world;
    private TestServer server;
    private String key;
    private Browser owner;
    private Browser operator;

    @BeforeAll
    void start() {
        world = new TestWorld();
        server = new TestServer(world);
        world.startJobs();
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        owner = signedIn("owner");
        operator = signedIn("operator");
    }

    @AfterAll
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void withoutAMailServerMessagesAreKeptToBeRead() {
        String message = kept(Message.of(MailKind.TEST, "<i>Anna</i>", "anna@a.example", Map.of()));
        HttpResponse<String> list = operator.get("/console/mail?state=kept");
        assertThat(list.body())
                .contains("No mail server is set up", message, "&lt;i&gt;Anna&lt;/i&gt;")
                .doesNotContain("<i>Anna");
        assertThat(operator.get("/console/mail?state=sent").body())
                .doesNotContain(message)
                .contains("No messages that are sent yet");
        assertThat(operator.get(message).body())
                .contains("kept", "Hello &lt;i&gt;Anna&lt;/i&gt;", "Try again now");

        HttpResponse<String> html = operator.get(message + "/html");
        assertThat(html.body()).startsWith("<!doctype html>").contains("&lt;i&gt;Anna");
        assertThat(html.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy ->
                                assertThat(policy)
                                        .startsWith("sandbox; default-src 'none';")
                                        .contains("frame-ancestors 'none'")
                                        .doesNotContain("script"));
    }

    @Test
    void whereATextOfOnesOwnCannotBeUsedTheBuiltInOneIsPostedAndThePageSaysWhy() throws Exception {
        assertThat(operator.get("/console/mail").body()).doesNotContain("Texts of your own");
        Files.createDirectory(folder.resolve("mail"));
        Files.writeString(folder.resolve("mail/test.ftl"), "Ahoy ${to.nickname}!");
        Files.createDirectory(folder.resolve("messages"));
        Files.writeString(
                folder.resolve("messages/de.json"),
                "{\"Where is {name}?\": \"Wo ist {nam}?\", \"Sign in\": \"Herein\"}");
        try (TestWorld own = TestWorld.withTemplates(folder);
                TestServer theirs = new TestServer(own)) {
            own.wiring()
                    .transactions()
                    .write(
                            own.caller(),
                            tx ->
                                    own.wiring()
                                            .mail()
                                            .mail()
                                            .post(
                                                    tx,
                                                    Message.of(
                                                            MailKind.TEST,
                                                            "Anna",
                                                            "anna@a.example",
                                                            Map.of())));
            assertThat(new Mailbox(own).text("anna@a.example")).startsWith("Hello Anna");
            assertThat(signedIn(theirs, "operator").get("/console/mail").body())
                    .contains("Texts of your own can&#39;t be used", "test.ftl", "nickname")
                    .contains("de.json: Where is {name}?")
                    .doesNotContain("de.json: Sign in");
        }
    }

    @Test
    void anAddressWithoutANameIsShownOnce() {
        String address = "nameless@a.example";
        String message = kept(Message.of(MailKind.TEST, address, address, Map.of()));
        assertThat(operator.get(message).body()).contains("<dd>" + address + "</dd>");
        assertThat(operator.get("/console/mail").body()).containsOnlyOnce(address);
    }

    @Test
    void aSecretIsShownToOwnersAndSupportWhoAreNamedForIt() {
        String message = kept(temporaryPassword());
        for (Browser browser : new Browser[] {owner, operator}) {
            assertThat(browser.get(message).body()).doesNotContain("open-sesame");
            assertThat(browser.get(message + "/html").statusCode()).isEqualTo(410);
        }
        assertThat(operator.get(message).body()).contains("only owners and support");
        assertThat(operator.post(message + "/secret", Map.of()).statusCode()).isEqualTo(403);

        HttpResponse<String> shown = owner.submit(message, message + "/secret", Map.of());
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("Password:   open-sesame");
        Audit.Entry entry = newest();
        assertThat(entry.action()).isEqualTo("mail.secret_shown");
        assertThat(entry.name()).isEqualTo("owner");
        assertThat(entry.toString()).doesNotContain("open-sesame");
        assertThat(get("/api/v1/mail/messages").toString())
                .contains("anna@a.example")
                .doesNotContain("open-sesame");
    }

    @Test
    void supportSeesNoLinkByWhichStaffGetIn() {
        Browser support = signedIn("support");
        for (Message message :
                List.of(
                        new Message(
                                MailKind.STAFF_PASSWORD_LINK,
                                "Olivia",
                                "olivia@a.example",
                                Map.of("area", "console"),
                                Map.of("token", "open-sesame")),
                        new Message(
                                MailKind.INVITATION,
                                "bea@a.example",
                                "bea@a.example",
                                Map.of("role", "owner", "shop", false),
                                Map.of("token", "open-sesame")))) {
            String kept = kept(message);
            HttpResponse<String> page = support.get(kept);
            assertThat(page.body())
                    .contains("so only owners may see it")
                    .doesNotContain("Show it", "open-sesame");
            HttpResponse<String> refused =
                    support.post(kept + "/secret", support.hidden(page, kept + "/retry"));
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body())
                    .contains("Only owners may see what this message says.")
                    .doesNotContain("open-sesame");

            assertThat(owner.submit(kept, kept + "/secret", Map.of()).body())
                    .contains("open-sesame");
            assertThat(newest().detail().toString()).contains(message.address());
        }
        String customers = kept(temporaryPassword());
        assertThat(support.submit(customers, customers + "/secret", Map.of()).body())
                .contains("open-sesame");
        assertThat(newest().detail().toString())
                .contains("temporary_password")
                .doesNotContain("anna@a.example");
    }

    @Test
    void nobodyIsAskedToSendWhatIsNotTrueAnyMore() {
        String late = kept(Message.of(MailKind.TEST, "Lara", "lara@a.example", Map.of()));
        String id = late.substring(late.lastIndexOf('/') + 1);
        String failed =
                "UPDATE mail_message SET state = 'failed', due_at = NULL, settled_at = '%s', good_until = %s WHERE id = '%s'";
        world.database().execute(failed.formatted(world.clock().instant(), "NULL", id));
        assertThat(owner.get(late).body()).contains("Try again now");
        assertThat(owner.get("/console").body()).contains("1 message could not be delivered");

        String past = "'" + world.clock().instant() + "'";
        world.database().execute(failed.formatted(world.clock().instant(), past, id));
        assertThat(owner.get(late).body()).doesNotContain("Try again now");
        assertThat(owner.get("/console").body()).doesNotContain("could not be delivered");
    }

    @Test
    void aMessageIsTriedAgainOnRequestAndOtherProvidersDoNotSeeIt() {
        String message = kept(Message.of(MailKind.TEST, "Bert", "bert@a.example", Map.of()));
        HttpResponse<String> sent = owner.submit(message, message + "/retry", Map.of());
        assertThat(sent.headers().firstValue("Location")).hasValue(message);
        UUID id = UUID.fromString(message.substring(message.lastIndexOf('/') + 1));
        Awaitility.await("another try").until(() -> state(id).equals("kept"));
        assertThat(get("/api/v1/mail/messages?state=kept&limit=1").at("/items").size()).isOne();

        HttpResponse<String> table =
                server.send(
                        server.request("/api/v1/mail/messages")
                                .header("Authorization", "Bearer " + key)
                                .header("Accept", "text/csv")
                                .build());
        assertThat(table.body())
                .startsWith("\"id\",\"kind\",\"state\"")
                .contains("\"bert@a.example\"");

        String theirs = world.wiring().access().apiKeys().make(world.decoy(), "Other", null).key();
        HttpResponse<String> unknown =
                server.send(
                        server.request("/api/v1/mail/messages/" + id)
                                .setHeader("Host", "other.example")
                                .header("Authorization", "Bearer " + theirs)
                                .build());
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void aReportedBounceIsListedOnceAndLifted() {
        JsonNode bounce =
                post("/api/v1/mail/bounces", "{\"address\":\"carl@a.example\",\"kind\":\"bounce\"}", 201);
        assertThat(bounce.path("kind").asText()).isEqualTo("bounce");
        String report = "{\"address\":\"Carl@Ａ.example\",\"kind\":\"complaint\",\"detail\":\"spam\"}";
        JsonNode first = post("/api/v1/mail/bounces", report, 201);
        assertThat(first.path("address").asText()).isEqualTo("carl@a.example");
        assertThat(first.path("id")).as("the complaint is kept").isEqualTo(bounce.path("id"));
        assertThat(first.path("kind").asText()).isEqualTo("complaint");
        assertThat(post("/api/v1/mail/bounces", report, 201)).isEqualTo(first);
        assertThat(post("/api/v1/mail/bounces", "{\"address\":\"x\",\"kind\":\"y\"}", 422).toString())
                .contains("e-mail address", "One of bounce, complaint");

        UUID id =
                post(Message.of(MailKind.TEST, "Carl", "\"CARL\"@a.ＥXAMPLE", Map.of()));
        Awaitility.await("its end").until(() -> state(id).equals("suppressed"));
        assertThat(get("/api/v1/mail/messages/" + id).path("reason").asText())
                .contains("marked one of your messages as unwanted");

        String lift = "/console/mail/suppressions/" + first.path("id").asText() + "/lift";
        owner.submit("/console/mail/suppressions", lift, Map.of());
        assertThat(owner.get("/console/mail/suppressions").body())
                .contains("The address gets messages again.")
                .doesNotContain("carl@a.example");
    }

    @Test
    void theSenderIsCheckedAndPreviewsAreSentToWhoeverAsks() {
        HttpResponse<String> refused =
                owner.submit(
                        "/console/mail/sender",
                        "/console/mail/sender",
                        Map.of("address", "a,b@a.example", "reply_to", "nobody"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("No mail can come from such an address", "look like an e-mail address");
        owner.submit(
                "/console/mail/sender",
                "/console/mail/sender",
                Map.of("name", "Harbour", "address", "care@harbour.example"));
        assertThat(get("/api/v1/mail/sender").toString())
                .contains("\"Harbour\"", "\"care@harbour.example\"");

        for (MailKind kind : MailKind.values()) {
            String page = "/console/mail/preview?kind=" + kind.name().toLowerCase(Locale.ROOT);
            assertThat(owner.get(page).body()).contains("Harbour Backup", "Hello");
            assertThat(owner.get(page.replace("?", "/html?")).body()).contains("Hello");
            HttpResponse<String> sent = owner.submit(page, "/console/mail/preview", Map.of());
            String message = sent.headers().firstValue("Location").orElseThrow();
            assertThat(owner.get(message).body()).contains("owner@harbour.example");
        }
    }

    private static Message temporaryPassword() {
        return new Message(
                MailKind.TEMPORARY_PASSWORD,
                "Anna",
                "anna@a.example",
                Map.of(
                        "username", "anna",
                        "plan", "Basic",
                        "repository", "rest:https://n.example/",
                        "repositoryUser", "r1"),
                Map.of("password", "open-sesame"));
    }

    private Audit.Entry newest() {
        return world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(1, null))
                .items()
                .getFirst();
    }

    private String kept(Message message) {
        UUID id = post(message);
        Awaitility.await("kept").until(() -> state(id).equals("kept"));
        return "/console/mail/" + id;
    }

    private UUID post(Message message) {
        return world.wiring()
                .transactions()
                .write(world.caller(), tx -> world.wiring().mail().mail().post(tx, message));
    }

    private String state(UUID id) {
        return get("/api/v1/mail/messages/" + id).path("state").asText();
    }

    private JsonNode get(String path) {
        return json(
                server.send(
                        server.request(path)
                                .header("Authorization", "Bearer " + key)
                                .header("Accept", "application/json")
                                .build()));
    }

    private JsonNode post(String path, String body, int status) {
        HttpResponse<String> answer =
                server.send(
                        server.request(path)
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private Browser signedIn(String role) {
        return signedIn(server, role);
    }

    private static Browser signedIn(TestServer server, String role) {
        return server.signedIn(role + "@harbour.example", role, role, null);
    }
}
