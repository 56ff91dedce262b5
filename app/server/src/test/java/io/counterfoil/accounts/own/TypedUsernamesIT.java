package io.counterfoil.accounts.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.mail.Mailbox;
import io.counterfoil.redemption.Shelf;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usernames of strangers, of which mail programs make links, at the address of somebody else. */
class TypedUsernamesIT {
    private static final String READER = "reader@example.com";
    private static final String USERNAME = "visit.evil.example";
    private static final String OTHER = "visit.worse.example";
    private static final String FORGOTTEN = "/account/forgotten";
    private static final String NEW = "another one of ten";

    private TestWorld world;
    private TestServer server;
    private Mailbox mailbox;
    private Shelf shelf;
    private UUID basic;

    @BeforeEach
    void start() throws IOException {
        world = new TestWorld();
        server = new TestServer(world);
        mailbox = new Mailbox(world);
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        basic = shelf.plan("Basic", 5_000_000_000L);
    }

    @AfterEach
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void mailNamesThemUntilALinkWasFollowedOnlyByHowTheyBegin() {
        redeem(USERNAME);
        assertThat(newest()).contains("is open", "User name:  vis…\n").doesNotContain("evil");
        redeem(OTHER);
        assertThat(newest()).doesNotContain("worse");

        Browser browser = server.browser();
        assertThat(Holders.signIn(browser, USERNAME, Holders.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(
                        browser.submit(
                                        "/account/password",
                                        "/account/password",
                                        Map.of("present", Holders.PASSWORD, "chosen", NEW))
                                .statusCode())
                .isEqualTo(303);
        assertThat(newest()).contains("the password of the account vis… at").doesNotContain("evil");
        assertThat(
                        browser.submit(
                                        "/account/contact",
                                        "/account/contact",
                                        Map.of("name", "Eve", "email", "eve@evil.example", "present", NEW))
                                .statusCode())
                .isEqualTo(303);
        assertThat(newest()).contains("another address").doesNotContain("evil");

        world.clock().forward(Duration.ofDays(25));
        world.wiring().lifecycle().reminderClock().look();
        assertThat(newest()).contains("vis…").doesNotContain("evil");
        world.clock().forward(Duration.ofDays(20));
        world.wiring().lifecycle().clock().look();
        assertThat(newest()).contains("new backups are refused", "vis…").doesNotContain("evil");

        int before = mailbox.count(READER);
        world.startJobs();
        server.browser().submit(FORGOTTEN, FORGOTTEN, Map.of("who", READER));
        await("the mail with the links").until(() -> mailbox.count(READER) == before + 1);
        world.wiring().jobs().stop();
        String links = newest();
        assertThat(links).contains("vis…\n", "vis… (2)\n").doesNotContain("evil", "worse");
        assertThat(links.split("token=", -1)).hasSize(3);
        String set = FORGOTTEN + "/new";
        Browser reader = server.browser();
        HttpResponse<String> page = reader.get(set + "?token=" + mailbox.token(READER));
        assertThat(page.body()).containsPattern("<b>visit\\.(evil|worse)\\.example</b>");
        String named = page.body().contains(USERNAME) ? USERNAME : OTHER;
        assertThat(reader.fill(page, set, Map.of("chosen", "a third one of ten")).statusCode())
                .isEqualTo(303);
        assertThat(newest()).as("a link was followed").contains("of the account " + named);
    }

    private void redeem(String username) {
        HttpResponse<String> opened =
                server.send(
                        server.request("/api/v1/redemptions")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                """
                                                {"code": "%s", "new_account": {"name": "Eve", "email": "%s", "username": "%s", "password": "%s"}}
                                                """
                                                        .formatted(
                                                                shelf.card(basic, "P1M").code(),
                                                                READER,
                                                                username,
                                                                Holders.PASSWORD)))
                                .build());
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    }

    /** What the newest message says; time goes on, so that the next one is newer. */
    private String newest() {
        world.clock().forward(Duration.ofSeconds(1));
        return mailbox.text(READER);
    }
}
