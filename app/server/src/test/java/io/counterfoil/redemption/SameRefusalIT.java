package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.redemption.Shelf.Card;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody learns why a code is bad: neither from the answer nor from the work behind it, which is
 * the same SQL in the same order. (Times themselves would be compared here by chance only.)
 */
class SameRefusalIT {
    private static final String NEW_ACCOUNT =
            "\"new_account\": {\"name\": \"Anna\", \"email\": \"anna@example.com\", \"username\":"
                    + " \"anna\"}";

    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
    private UUID basic;

    @BeforeEach
    void start() throws Exception {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        basic = shelf.plan("Basic", 50_000_000_000L);
        server = new TestServer(world);
        // Some seconds' worth of attempts is written down by the first of them, whichever it is.
        answer("preview", shelf.unknownCode());
    }

    @AfterEach
    void stop() {
        server.close();
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"preview", "open", "extend"})
    void everyBadCodeGetsTheSameBytesForTheSameWork(String call) {
        Map<String, String> answers = new LinkedHashMap<>();
        Map<String, List<String>> work = new LinkedHashMap<>();
        badCodes()
                .forEach(
                        (why, code) ->
                                work.put(
                                        why,
                                        world.statementsOf(
                                                () -> answers.put(why, answer(call, code)))));
        assertThat(answers).hasSize(8);
        assertThat(answers.values()).containsOnly(answers.get("unknown"));
        assertThat(work.get("unknown")).hasSizeGreaterThan(10);
        assertThat(work).allSatisfy((why, sql) -> assertThat(sql).isEqualTo(work.get("unknown")));
    }

    @Test
    void theSecondTimeIsAsTheFirst() {
        Map<String, String> codes = badCodes();
        codes.forEach((why, code) -> answer("preview", code));
        List<List<String>> work = new ArrayList<>();
        codes.forEach((why, code) -> work.add(world.statementsOf(() -> answer("preview", code))));
        assertThat(work).containsOnly(work.getFirst());
    }

    private Map<String, String> badCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("unknown", shelf.unknownCode());
        codes.put("not activated", inState("shipped"));
        codes.put("reversed", inState("received"));
        codes.put("redeemed", inState("redeemed"));
        codes.put("voided", inState("voided"));
        codes.put("stolen", inState("stolen"));
        Card held = shelf.card(basic, "P1M");
        shelf.set(held, "hold", "looks tampered with");
        codes.put("held", held.code());
        Card blocked = shelf.card(basic, "P1M");
        shelf.block(blocked);
        codes.put("blocked run", blocked.code());
        return codes;
    }

    private String inState(String state) {
        Card card = shelf.card(basic, "P1M");
        shelf.set(card, "state", state);
        return card.code();
    }

    private String answer(String call, String code) {
        String rest =
                switch (call) {
                    case "open" -> ", " + NEW_ACCOUNT;
                    case "extend" -> ", \"username\": \"anna\", \"password\": \"her password\"";
                    default -> "";
                };
        HttpResponse<String> answer =
                server.send(
                        server.request(
                                        "/api/v1/redemptions"
                                                + (call.equals("preview") ? "/preview" : ""))
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"code\": \"" + code + "\"" + rest + "}"))
                                .build());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).doesNotContain(code).contains("\"request_id\":\"");
        return answer.body().replaceFirst("\"request_id\":\"[^\"]+\"", "");
    }
}
