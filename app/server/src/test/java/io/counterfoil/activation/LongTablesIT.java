package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.Api;
import io.counterfoil.story.RetailScene;
import io.counterfoil.story.RetailScene.Goods;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.util.ArrayList;
import java.util.List;
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
        String shortened = "gtin: A spreadsheet has shortened this number. Make the column a text column";
        String amount = "price: Write the amount with at most two decimals";
        List<Mangled> lines =
                List.of(
                        new Mangled("4006381333931", "\"9,99\"", "activated", ""),
                        new Mangled("4006381333931", "9.99", "activated", ""),
                        new Mangled("4.00639E+12", "9.99", "refused", shortened),
                        new Mangled("\"4,00639E+12\"", "\"9,99\"", "refused", shortened),
                        new Mangled("400638133393", "9.99", "refused", "gtin: "),
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
            assertThat(answer.path("reason").asText("")).as("%s", line).contains(line.reason());
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
        List<JsonNode> lines = new ArrayList<>();
        String after = "";
        do {
            JsonNode part = till().get(day + "/lines?limit=500" + after).expect(200);
            part.required("items").forEach(lines::add);
            JsonNode next = part.required("next");
            after = next.isNull() ? "" : "&after=" + next.asText();
        } while (!after.isEmpty());
        assertThat(lines).hasSize(LINES + 1);
        for (int at = 0; at < LINES; at++) {
            assertThat(lines.get(at).required("line").asInt()).isEqualTo(at + 2);
            assertThat(lines.get(at).required("state").asText())
                    .isEqualTo(at < SOLD ? "activated" : "refused");
        }
        assertThat(lines.getLast().required("reason").asText())
                .isEqualTo("A table may have 100,000 lines. Send the rest in another one.");
    }

    private Api till() {
        return shop.tills().getFirst();
    }

    private String line(int request, int place, String gtin, String price) {
        return "R-%d;%s;2026-03-03 09:30;%s;%s%n"
                .formatted(request, cards.serial(place), gtin, price);
    }
}
