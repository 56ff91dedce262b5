package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.platform.Refused;
import io.counterfoil.redemption.Shelf.Card;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteLimitIT {
    private static final long MUCH = 1L << 24;
    private static final Pattern CHALLENGE =
            Pattern.compile("name=\"challenge\" value=\"([^\"]+)\"");

    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
    private Card card;

    @BeforeEach
    void start() throws Exception {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        card = shelf.card(shelf.plan("Basic", 50_000_000_000L), "P1M");
        server = new TestServer(world);
    }

    @AfterEach
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void inNormalTimesThereIsNoChallenge() {
        shelf.attempts(500, 5);
        assertThat(server.browser().get("/redeem").body()).doesNotContain("challenge");
        assertThat(preview(null).statusCode()).isEqualTo(200);
    }

    @Test
    void whileManyCodesFailABrowserThatDidTheWorkGetsItsAnswer() {
        shelf.attempts(500, 6);
        Browser browser = server.browser();
        HttpResponse<String> start = browser.get("/redeem");
        assertThat(start.body()).contains("<noscript>", "proof.js");
        HttpResponse<String> lazy = browser.fill(start, "/redeem", Map.of("code", card.code()));
        assertThat(lazy.statusCode()).isEqualTo(429);
        assertThat(lazy.headers().firstValue("Retry-After")).contains("300");
        assertThat(lazy.body()).contains("Please send it once more", card.code());

        HttpResponse<String> worth =
                browser.fill(lazy, "/redeem", Map.of("code", card.code(), "proof", proof(lazy)));
        assertThat(worth.statusCode()).as(worth.body()).isEqualTo(200);
        HttpResponse<String> done =
                browser.fill(
                        worth,
                        "/redeem/new",
                        Map.of(
                                "name", "Anna",
                                "email", "anna@example.com",
                                "username", "anna",
                                "proof", proof(worth)));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(done.body()).contains("Your code is redeemed");
    }

    @Test
    void programsWaitUntilItIsOverUnlessTheyHaveTheProvidersKey() {
        shelf.attempts(1000, 11);
        HttpResponse<String> waits = preview(null);
        assertThat(waits.statusCode()).isEqualTo(429);
        assertThat(waits.headers().firstValue("Retry-After")).contains("300");
        String key =
                world.wiring()
                        .transactions()
                        .write(
                                world.caller(),
                                tx -> world.wiring().access().apiKeys().forProvider(tx, "till"));
        List<String> work =
                world.statementsOf(() -> assertThat(preview(key).statusCode()).isEqualTo(200));
        assertThat(work).isNotEmpty().noneMatch(sql -> sql.contains("code_attempts"));
        world.clock().forward(Duration.ofMinutes(5));
        assertThat(preview(null).statusCode()).isEqualTo(200);
    }

    @Test
    void whoAsksAgainGetsTheAnswerOfTheRedemptionEvenThen() {
        HttpRequest redemption =
                server.request("/api/v1/redemptions")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "lost-answer")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"code\":\"%s\",\"new_account\":{\"name\":\"Eve\",\"email\":\"eve@example.com\",\"username\":\"eve\"}}"
                                                .formatted(card.code())))
                        .build();
        HttpResponse<String> first = server.send(redemption);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        shelf.attempts(1000, 11);

        HttpResponse<String> again = server.send(redemption);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void anotherProvidersCustomersAreNotAsked() {
        shelf.attempts(1000, 1000);
        assertThat(world.wiring().redemption().siteLimit().challenge(world.decoy())).isEmpty();
    }

    @Test
    void attemptsAreCountedTogetherAcrossServers() {
        Attempts here = new Attempts(world.wiring().transactions(), world.clock());
        Attempts there = new Attempts(world.wiring().transactions(), world.clock());
        for (int i = 0; i < 250; i++) {
            here.count(world.caller(), i % 50 == 0);
            there.count(world.caller(), i % 50 == 0);
        }
        assertThat(here.suspicious(world.caller())).isFalse();
        assertThat(there.suspicious(world.caller())).isTrue();
        assertThat(here.suspicious(world.caller())).isFalse();
        world.clock().forward(Duration.ofSeconds(5));
        assertThat(here.suspicious(world.caller())).isTrue();
        world.clock().forward(Duration.ofMinutes(5));
        assertThat(here.suspicious(world.caller())).isFalse();
    }

    @Test
    void fiveHundredPreviewsWithSixUnknownCodesRaiseTheChallenge() {
        Redemptions redemptions = world.wiring().redemption().redemptions();
        for (int i = 0; i < 500; i++) {
            Visitor somebody = Visitor.program("2001:db8:" + Integer.toHexString(i) + "::1");
            if (i < 6) {
                String unknown = shelf.unknownCode();
                assertThatThrownBy(
                                () -> redemptions.preview(world.caller(), somebody, unknown, null))
                        .isInstanceOf(Refused.class);
            } else {
                redemptions.preview(world.caller(), somebody, card.code(), null);
            }
        }
        assertThat(preview(null).statusCode()).isEqualTo(429);
    }

    private String proof(HttpResponse<String> page) {
        Matcher challenge = CHALLENGE.matcher(page.body());
        assertThat(challenge.find()).isTrue();
        return "" + ProofOfWork.search(challenge.group(1), card.code(), MUCH).orElseThrow();
    }

    private HttpResponse<String> preview(@Nullable String key) {
        HttpRequest.Builder request =
                server.request("/api/v1/redemptions/preview")
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"code\": \"" + card.code() + "\"}"));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return server.send(request.build());
    }
}
