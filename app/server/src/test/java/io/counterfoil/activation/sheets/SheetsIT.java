package io.counterfoil.activation.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.DayRange;
import io.counterfoil.activation.CaseFilter;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Listing;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sheets for a power cut: printed before it, and entered after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SheetsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private String key;
    private SerialRange range;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
        key = keyOf(shop);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @BeforeEach
    void receive() {
        range = stock.printed(stock.product(true), 5);
        stock.received(shop, range);
    }

    @Test
    void aPileIsPrintedWithAPageForEachSheetOnThePaperOfTheCountry() throws IOException {
        JsonNode made = issue(3);
        assertThat(made).hasSize(3);
        String number = made.get(1).path("number").asText();
        try (PDDocument paper = paper(number)) {
            assertThat(paper.getNumberOfPages()).isEqualTo(3);
            assertThat(paper.getPage(0).getMediaBox().getHeight()).isBetween(841f, 842f);
            PDFTextStripper second = new PDFTextStripper();
            second.setStartPage(2);
            second.setEndPage(2);
            assertThat(second.getText(paper))
                    .contains(
                            "Activation sheet " + new StringBuilder(number).insert(6, '-'),
                            "Main Street, Till 1",
                            "harbour.example/retail/sheet, within 7",
                            "Serial number, all 14 digits")
                    .containsPattern("(?m)^20 *$");
        }
        StockFixture.Shop overseas = stock.shop("Lakeside Shop");
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE retailer SET country = 'US' WHERE id = ?",
                                                overseas.retailer()));
        Sheets sheets = world.wiring().retail().sheets();
        String there =
                sheets.issue(world.caller(), overseas.till().id().toString(), 1)
                        .sheets()
                        .getFirst()
                        .number();
        try (PDDocument paper = paper(there, keyOf(overseas))) {
            assertThat(paper.getPage(0).getMediaBox().getHeight()).isEqualTo(792f);
        }
    }

    @Test
    void aLineIsOneSaleHoweverOftenItIsEntered() {
        String number = issue(1).get(0).path("number").asText();
        String body = line(1, range.first(), "2026-01-31T11:05");
        JsonNode sold = enter(number, body);
        assertThat(sold.at("/lines/0/state").asText()).as("%s", sold).isEqualTo("activated");
        world.clock().forward(Duration.ofMinutes(10));
        assertThat(enter(number, body)).isEqualTo(sold);
        assertThat(stock.history(range.first())).endsWith("received", "activated");

        JsonNode other = enter(number, line(1, at(2), "2026-01-31T11:05"));
        assertThat(other.at("/lines/0/state").asText()).isEqualTo("refused");
        assertThat(other.at("/lines/0/reason").asText()).contains("Line 1", "write it on a free");
        assertThat(stock.history(at(2))).endsWith("received");
        assertThat(call("/api/v1/activation-sheets/" + number, null).at("/lines"))
                .hasSize(1)
                .first()
                .satisfies(
                        entered ->
                                assertThat(entered.path("serial").asText())
                                        .isEqualTo(range.first().toString()));
    }

    @Test
    void eachLineIsAnsweredOnItsOwnAndWhatCannotBeSoldIsACase() {
        String number = issue(1).get(0).path("number").asText();
        SerialNumber elsewhere = SerialNumber.of(999_998, 1);
        StringBuilder misread = new StringBuilder(at(2).toString());
        misread.setCharAt(10, '8');
        JsonNode answer =
                enter(
                        number,
                        line(1, elsewhere, "2026-01-31T11:05")
                                + ","
                                + "{\"line\": 2, \"serial\": \"%s\", \"sold_at\": \"2026-01-31 11:06\"}"
                                        .formatted(misread)
                                + ","
                                + line(3, at(2), "2026-01-30T11:05")
                                + ","
                                + line(4, at(2), "2026-02-01T11:05")
                                + ","
                                + line(21, at(2), "2026-01-31T11:05")
                                + ","
                                + line(5, at(3), "2026-01-31T11:05:00+01:00"));
        assertThat(answer.path("lines").findValuesAsText("state"))
                .containsExactly(
                        "declined", "refused", "refused", "refused", "refused", "activated");
        assertThat(answer.at("/lines/1/errors/0/field").asText()).isEqualTo("serial");
        assertThat(answer.at("/lines/1/similar"))
                .anySatisfy(near -> assertThat(near.asText()).isEqualTo(at(2).toString()));
        assertThat(answer.at("/lines/2/errors/0/message").asText()).contains("not made by then");
        assertThat(answer.at("/lines/3/errors/0/message").asText()).contains("future");
        assertThat(answer.at("/lines/4/errors/0/field").asText()).isEqualTo("line");
        assertThat(
                        world.wiring()
                                .retail()
                                .cases()
                                .list(stock.callerOf(shop), CaseFilter.read("open", null, null), Listing.first())
                                .items())
                .filteredOn(one -> String.valueOf(one.requestId()).contains(number))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.kind()).isEqualTo("paid_not_activated");
                            assertThat(one.note())
                                    .as("when it was sold, by the clocks of the shop")
                                    .contains(elsewhere + " on 31 Jan 2026, 11:05.");
                        });
    }

    @Test
    void onThePageNothingThatWasTypedIsLost() {
        Browser browser = server.signedIn("kim@shop.example", "Kim", "clerk", shop.retailer());
        String till = shop.till().id().toString();
        browser.submit("/retail/sheet", "/retail/sheet", Map.of("terminal", till, "count", "1"));
        HttpResponse<String> start = browser.get("/retail/sheet?sheet=1000003");
        assertThat(start.statusCode()).isEqualTo(422);
        assertThat(start.body()).contains("do not fit together", "value=\"1000003\"");
        String number =
                world.wiring()
                        .retail()
                        .sheets()
                        .list(
                                stock.callerOf(shop),
                                null,
                                Optional.empty(),
                                DayRange.ANY,
                                Listing.first())
                        .items()
                        .getFirst()
                        .number();
        assertThat(start.body()).contains("/api/v1/activation-sheets/" + number + "/paper");
        String page = "/retail/sheet/" + number;
        assertThat(browser.get("/retail/sheet?sheet=" + number).headers().firstValue("Location"))
                .get()
                .asString()
                .endsWith(page);

        String wrong = at(2).toString().replaceAll(".$", "x");
        HttpResponse<String> answer =
                browser.submit(
                        page,
                        page,
                        Map.of(
                                "day_1", "2026-01-31",
                                "time_1", "11:05",
                                "serial_1", at(1).toString(),
                                "time_2", "11:06",
                                "serial_2", wrong,
                                "serial_3", at(3).toString()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "Sold: 1.",
                        "Please look again at: 2.",
                        wrong,
                        "value=\"11:06\"",
                        "serial_2-problem",
                        "time_3-problem");
        assertThat(stock.history(at(1))).endsWith("activated");
        assertThat(answer.body()).as("what was sold, and when by the paper").contains("31 Jan 2026, 11:05", "49.00 EUR");

        HttpResponse<String> corrected =
                browser.fill(
                        answer,
                        page,
                        Map.of(
                                "day_2", "2026-01-31",
                                "time_2", "11:06",
                                "serial_2", at(2).toString()));
        assertThat(corrected.body()).contains("Sold: 1.").doesNotContain("Please look again");
        assertThat(stock.history(at(2))).endsWith("activated");
        assertThat(browser.submit(page, page, Map.of()).body()).contains("No line is filled in");
    }

    @Test
    void aTillHasTheSheetsOfItsOwnAndAnotherShopNone() {
        JsonNode made = issue(1);
        String path = "/api/v1/activation-sheets/" + made.get(0).path("number").asText();
        String other = keyOf(stock.shop("Other Shop"));
        assertThat(send(path, null, other).statusCode()).isEqualTo(404);
        assertThat(send(path + "/paper", null, other).statusCode()).isEqualTo(404);
        String body = "{\"terminal\": \"%s\", \"count\": 1}".formatted(shop.till().id());
        assertThat(send("/api/v1/activation-sheets", body, other).statusCode()).isEqualTo(422);
        assertThat(send("/api/v1/activation-sheets", null, other).body())
                .isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void theSheetsOfAShopAreListedNewestFirstPartByPart() {
        List<String> made = issue(3).findValuesAsText("number");
        JsonNode part = call("/api/v1/activation-sheets?limit=2", null);
        assertThat(part.path("items").findValuesAsText("number"))
                .containsExactly(made.get(2), made.get(1));
        JsonNode rest =
                call(
                        "/api/v1/activation-sheets?limit=1&after=" + part.path("next").asText(),
                        null);
        assertThat(rest.path("items").findValuesAsText("number")).containsExactly(made.get(0));
    }

    private JsonNode issue(int count) {
        return call(
                        "/api/v1/activation-sheets",
                        "{\"terminal\": \"%s\", \"count\": %d}".formatted(shop.till().id(), count))
                .path("sheets");
    }

    private JsonNode enter(String number, String lines) {
        return call(
                "/api/v1/activation-sheets/" + number + "/lines", "{\"lines\": [" + lines + "]}");
    }

    private static String line(int number, SerialNumber serial, String soldAt) {
        return "{\"line\": %d, \"serial\": \"%s\", \"sold_at\": \"%s\"}"
                .formatted(number, serial, soldAt);
    }

    private JsonNode call(String path, @Nullable String body) {
        try {
            return JSON.readTree(send(path, body, key).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> send(String path, @Nullable String body, String authority) {
        HttpRequest.Builder request =
                server.request(path).header("Authorization", "Bearer " + authority);
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return server.send(request.build());
    }

    private PDDocument paper(String number) throws IOException {
        return paper(number, key);
    }

    private PDDocument paper(String number, String authority) throws IOException {
        return Loader.loadPDF(
                server.sendForBytes(
                                server.request("/api/v1/activation-sheets/" + number + "/paper")
                                        .header("Authorization", "Bearer " + authority)
                                        .build())
                        .body());
    }

    private String keyOf(StockFixture.Shop one) {
        return world.wiring()
                .access()
                .apiKeys()
                .make(world.caller(), "Theirs", one.retailer())
                .key();
    }

    private SerialNumber at(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }
}
