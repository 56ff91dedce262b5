package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.Api;
import io.counterfoil.story.RetailScene;
import io.counterfoil.story.RetailScene.Goods;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tables of offline days as shops send them over HTTP: long ones, and what Excel made of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongTablesIT {
    private static final String NAMES = "request_id;serial;sold_at;gtin;price\n";
    private static final int LINES = 100_000;
    private static final int SOLD = 20;
    private static final int PAGE = 500;
    private static final String SHORTENED =
            "gtin: A spreadsheet has shortened this number. Make the column a text column";

    private RetailScene scene;
    private Shop shop;
    private Run cards;

    @BeforeAll
    void open() throws Exception {
        scene = new RetailScene();
        scene.at("2026-03-02T10:00");
        Goods card =
                scene.goods(
                        "'sku': 'CARD', 'name': 'Card', 'plan': '%s', 'term': 'P1M', 'medium': 'gift_card', 'sales_model': 'consignment', 'activation_required': true"
                                .formatted(scene.plan("Basic", "basic", "null")),
                        "4006381333931",
                        "9.99",
                        "multi_purpose");
        cards = scene.printed(card, 2 * SOLD, "cd-sticker");
        scene.provider().post("/api/v1/print-runs/" + cards.id() + "/count-in", "{}").expect(200);
        shop = scene.shop("Corner Books");
        scene.receive(shop, scene.ship(shop, cards, 1, 2 * SOLD), "{'all': true}");
        scene.at("2026-03-03T10:00");
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @Test
    void whatExcelMadeOfNumbersIsReadIfItCanBeAndElseItsLineSaysWhatToDo() throws Exception {
        String amount = "price: Write the amount with at most two decimals";
        List<Mangled> lines =
                List.of(
                        new Mangled("4006381333931", "\"9,99\"", "activated", ""),
                        new Mangled("4006381333931", "9.99", "activated", ""),
                        new Mangled("4.00639E+12", "9.99", "refused", SHORTENED),
                        new Mangled("\"4,00639E+12\"", "\"9,99\"", "refused", SHORTENED),
                        new Mangled("400638133393", "9.99", "refused", "gtin: The GTIN's last digit should be 0"),
                        new Mangled("4006381333931", "9.99 €", "refused", amount),
                        new Mangled("4006381333931", "\"€ 9,99\"", "refused", amount),
                        new Mangled("4006381333931", "Sep 99", "refused", amount),
                        new Mangled("4006381333931", "09.09.2026", "refused", amount),
                        new Mangled("4006381333931", "\"1.009,99\"", "refused", amount),
                        new Mangled("4006381333931", "9", "declined", "this item costs 9.99 EUR"),
                        new Mangled("4006381333931", "=9.99", "refused", "price: This begins as a formula"),
                        new Mangled("4006381333931", "#####", "refused", amount));
        StringBuilder table = new StringBuilder("\uFEFF" + NAMES);
        for (int at = 1; at <= lines.size(); at++) {
            Mangled line = lines.get(at - 1);
            table.append(line(at, SOLD + at, line.gtin(), line.price()));
        }
        JsonNode told = till().postTable("/api/v1/offline-days", table.toString()).expect(200);
        for (int at = 0; at < lines.size(); at++) {
            Mangled line = lines.get(at);
            JsonNode answer = told.required("lines").get(at);
            assertThat(answer.required("state").asText()).as("%s", answer).isEqualTo(line.state());
            String reason = answer.path("reason").asText("");
            if (line.reason().isEmpty()) {
                assertThat(reason).as("%s", line).isEmpty();
            } else {
                assertThat(reason).as("%s", line).contains(line.reason());
            }
        }
    }

    /** A line whose serial number and time are right, and how it is answered. */
    private record Mangled(String gtin, String price, String state, String reason) {}

    @Test
    void ofAHundredThousandLinesEachIsAnsweredAndTheNextOneIsRefusedInWords() throws Exception {
        StringBuilder table = new StringBuilder(NAMES);
        for (int at = 1; at <= LINES + 1; at++) {
            table.append(
                    at <= SOLD
                            ? line(LINES + at, at, "4006381333931", "9.99")
                            : line(LINES + at, at % SOLD + 1, "4.00639E+12", "9.99"));
        }
        JsonNode taken = till().postTable("/api/v1/offline-days", table.toString()).expect(202);
        assertThat(taken.required("line_count").asInt()).isEqualTo(LINES + 1);
        String id = taken.required("id").asText();
        scene.world()
                .wiring()
                .retail()
                .offlineDays()
                .job()
                .work(scene.world().provider().id() + ":" + id);
        String day = "/api/v1/offline-days/" + id;
        JsonNode done = till().get(day).expect(200);
        assertThat(done.required("state").asText()).isEqualTo("done");
        assertThat(done.required("activated").asInt()).isEqualTo(SOLD);
        assertThat(done.required("refused").asInt()).isEqualTo(LINES + 1 - SOLD);
        JsonNode first = till().get(day + "/lines?limit=" + PAGE).expect(200);
        linesFollow(first, 2);
        assertThat(first.required("next").isNull()).isFalse();
        for (int at = 0; at < PAGE; at++) {
            JsonNode line = first.required("items").get(at);
            assertThat(line.required("state").asText())
                    .isEqualTo(at < SOLD ? "activated" : "refused");
            if (at >= SOLD) {
                assertThat(line.required("reason").asText()).contains(SHORTENED);
            }
        }
        // All between are counted where they are kept: two hundred pages take long to read.
        assertThat(
                        scene.world()
                                .database()
                                .rows(
                                        """
                                        SELECT concat_ws(' ', state, count(*), min(line), max(line)) FROM offline_line
                                        WHERE day_id = '%s' GROUP BY state, reason ORDER BY min(line)
                                        """
                                                .formatted(id)))
                .containsExactly(
                        "activated %d 2 %d".formatted(SOLD, SOLD + 1),
                        "refused %d %d %d".formatted(LINES - SOLD, SOLD + 2, LINES + 1),
                        "refused 1 %1$d %1$d".formatted(LINES + 2));
        // A list of lines goes on after the number of one.
        UUID before = new UUID(0, LINES + 2 - PAGE);
        JsonNode last =
                till().get(day + "/lines?limit=%d&after=%s".formatted(PAGE, before)).expect(200);
        linesFollow(last, LINES + 3 - PAGE);
        assertThat(last.required("next").isNull()).isTrue();
        JsonNode tooMuch = last.required("items").get(PAGE - 1);
        assertThat(tooMuch.required("reason").asText())
                .isEqualTo("A table may have 100,000 lines. Send the rest in another one.");
    }

    private static void linesFollow(JsonNode page, int from) {
        assertThat(page.required("items")).hasSize(PAGE);
        for (int at = 0; at < PAGE; at++) {
            assertThat(page.required("items").get(at).required("line").asInt()).isEqualTo(from + at);
        }
    }

    private Api till() {
        return shop.tills().getFirst();
    }

    private String line(int request, int place, String gtin, String price) {
        return "R-%d;%s;2026-03-03 09:30;%s;%s%n"
                .formatted(request, cards.serial(place), gtin, price);
    }
}
