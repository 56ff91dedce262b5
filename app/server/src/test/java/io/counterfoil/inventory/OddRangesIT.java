package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every request that names ranges or cartons makes of odd ones: words, and nothing moves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddRangesIT {
    private static final String UNKNOWN_SSCC = "020000000000999990";
    private static final String WRONG_CHECK = "10000000000011";

    private TestWorld world;
    private TestServer server;
    private StockFixture.Shop shop;
    private StockFixture.Shop rival;
    private String office;
    private String key;
    private String rivalKey;
    private StockFixture stock;
    private SerialRange loose;
    private SerialRange there;
    private SerialRange rivals;
    private UUID coming;
    private UUID back;
    private String count;

    @BeforeAll
    void open() throws Exception {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner");
        rival = stock.shop("Rival");
        office = key(null);
        key = key(shop.retailer());
        rivalKey = key(rival.retailer());
        UUID product = stock.product(true);
        loose = stock.printed(product, 6);
        there = stock.printed(product, 6);
        rivals = stock.printed(product, 6);
        stock.received(shop, there);
        stock.received(rival, rivals);
        coming = stock.shipped(shop, stock.printed(product, 6)).id();
        SerialRange returned = stock.printed(product, 2);
        stock.received(shop, returned);
        back = stock.sentBack(shop, returned).id();
        count =
                json(post(key, "/api/v1/stock-takes", "{\"outlet\":\"%s\"}".formatted(shop.outlet())))
                        .required("id")
                        .asText();
    }

    @AfterEach
    void nothingMoved() {
        assertThat(stock.counts(loose)).isEqualTo(Map.of(ItemState.PRINTED, 6));
        assertThat(stock.counts(there)).isEqualTo(Map.of(ItemState.RECEIVED, 6));
        assertThat(stock.counts(rivals)).isEqualTo(Map.of(ItemState.RECEIVED, 6));
        assertThat(stock.item(there.first()).hold()).isNull();
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void twoEndsMakeARangeOrAreRefusedAtTheirField() throws Exception {
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put(ends(there.last(), there.first()), "upwards");
        odd.put(ends(loose.first(), there.first()), "within one print run");
        odd.put(ends(there.first(), WRONG_CHECK), "do not fit together");
        odd.put(ends("1.00000000000E+13", there.last()), "digits only");
        odd.put(ends("=1+1", there.last()), "digits only");
        odd.put("\"from\":\"%s\"".formatted(there.first()), "fill this in");
        for (String path : List.of("hold", "release", "void", "spoil", "lost", "stolen", "found")) {
            for (var one : odd.entrySet()) {
                refused(
                        office,
                        "/api/v1/serials/" + path,
                        "{%s,\"reason\":\"x\"}".formatted(one.getKey()),
                        one.getValue());
            }
        }
        for (var one : odd.entrySet()) {
            refused(
                    office,
                    "/api/v1/shipments",
                    "{\"outlet\":\"%s\",\"serials\":{%s}}".formatted(shop.outlet(), one.getKey()),
                    one.getValue());
            refused(
                    office,
                    "/api/v1/cartons",
                    "{\"per_carton\":2,\"serials\":{%s}}".formatted(one.getKey()),
                    one.getValue());
        }
    }

    @Test
    void eachOfSeveralRangesIsRefusedAtItsPlace() throws Exception {
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put(there.last() + "-" + there.first(), "upwards");
        odd.put(loose.first() + "-" + there.first(), "within one print run");
        odd.put(WRONG_CHECK, "do not fit together");
        odd.put("1,00000000000E+13", "digits only");
        odd.put("=HYPERLINK(1)", "digits only");
        odd.put("", "fill this in");
        for (var one : odd.entrySet()) {
            String list = "[\"%s\",\"%s\"]".formatted(there.first(), one.getKey());
            refused(key, receipt(), "{\"serials\":%s}".formatted(list), "serials[1]", one.getValue());
            refused(key, "/api/v1/returns", returned(list), "serials[1]", one.getValue());
            refused(office, counted(), "{\"restocked\":%s}".formatted(list), "restocked[1]", one.getValue());
            refused(key, stockTake(), "{\"serials\":%s}".formatted(list), "serials[1]", one.getValue());
        }
    }

    @Test
    void whatAnotherRetailerHasIsRefusedOrPassedOver() throws Exception {
        String theirs = ends(rivals.first(), rivals.last());
        for (String path : List.of("lost", "stolen", "found")) {
            conflict(key, "/api/v1/serials/" + path, "{%s,\"reason\":\"x\"}".formatted(theirs));
        }
        conflict(office, "/api/v1/serials/spoil", "{%s,\"reason\":\"x\"}".formatted(theirs));
        String list = "[\"%s-%s\"]".formatted(rivals.first(), rivals.last());
        refused(key, "/api/v1/returns", returned(list), "isn't in the stock of this outlet");
        refused(key, receipt(), "{\"serials\":%s}".formatted(list), "not part of this shipment");
        assertThat(post(rivalKey, receipt(), "{\"all\":true}").statusCode()).isEqualTo(404);
        assertThat(post(rivalKey, stockTake(), "{\"serials\":[]}").statusCode()).isIn(404, 422);
        conflict(
                office,
                "/api/v1/shipments",
                "{\"outlet\":\"%s\",\"serials\":{%s}}".formatted(shop.outlet(), theirs));
    }

    @Test
    void aCartonThatNobodyKnowsIsNamed() throws Exception {
        for (String sscc : List.of(UNKNOWN_SSCC, "(00)" + UNKNOWN_SSCC, "020000000000999991", "12")) {
            String list = "[\"%s\"]".formatted(sscc);
            refused(
                    office,
                    "/api/v1/shipments",
                    "{\"outlet\":\"%s\",\"cartons\":%s}".formatted(shop.outlet(), list),
                    "carton");
            refused(key, receipt(), "{\"cartons\":%s}".formatted(list), "carton");
            refused(
                    key,
                    "/api/v1/returns",
                    "{\"outlet\":\"%s\",\"cartons\":%s,\"reason\":\"x\"}"
                            .formatted(shop.outlet(), list),
                    "carton");
        }
        refused(
                office,
                counted(),
                "{\"restocked\":[\"%s\"]}".formatted(UNKNOWN_SSCC),
                "carton");
    }

    @Test
    void whatIsNamedTwiceCountsOnce() throws Exception {
        SerialRange run = stock.printed(stock.product(true), 5);
        UUID shipment = stock.shipped(shop, run).id();
        String overlapping =
                "[\"%s-%s\",\"%s-%s\",\"%s\"]"
                        .formatted(
                                at(run, 1), at(run, 3), at(run, 2), at(run, 4), at(run, 1));
        JsonNode received =
                json(
                        post(
                                key,
                                "/api/v1/shipments/" + shipment + "/receipt",
                                "{\"serials\":%s}".formatted(overlapping)));
        assertThat(received.required("received").asInt()).isEqualTo(4);
        assertThat(received.required("short").asInt()).isEqualTo(1);
        int before = countedSoFar();
        json(post(key, stockTake(), "{\"serials\":%s}".formatted(overlapping)));
        assertThat(countedSoFar() - before).isEqualTo(4);
        JsonNode sent = json(post(key, "/api/v1/returns", returned(overlapping)));
        assertThat(sent.at("/counts/items").asInt()).isEqualTo(4);
        JsonNode counted =
                json(
                        post(
                                office,
                                "/api/v1/returns/" + sent.required("id").asText() + "/count",
                                "{\"restocked\":%s}".formatted(overlapping)));
        assertThat(counted.at("/counts/restocked").asInt()).isEqualTo(4);
    }

    private int countedSoFar() throws IOException {
        HttpResponse<String> answer =
                server.send(
                        server.request("/api/v1/stock-takes/" + count)
                                .header("Authorization", "Bearer " + key)
                                .build());
        return json(answer).required("counted").asInt();
    }

    private static String ends(Object from, Object to) {
        return "\"from\":\"%s\",\"to\":\"%s\"".formatted(from, to);
    }

    private String receipt() {
        return "/api/v1/shipments/" + coming + "/receipt";
    }

    private String counted() {
        return "/api/v1/returns/" + back + "/count";
    }

    private String stockTake() {
        return "/api/v1/stock-takes/" + count + "/counts";
    }

    private String returned(String serials) {
        return "{\"outlet\":\"%s\",\"serials\":%s,\"reason\":\"x\"}"
                .formatted(shop.outlet(), serials);
    }

    private void refused(String bearer, String path, String body, String... words) {
        HttpResponse<String> answer = post(bearer, path, body);
        assertThat(answer.statusCode()).as("%s %s: %s", path, body, answer.body()).isEqualTo(422);
        assertThat(answer.body()).as("%s %s", path, body).contains(words);
    }

    private void conflict(String bearer, String path, String body) {
        HttpResponse<String> answer = post(bearer, path, body);
        assertThat(answer.statusCode()).as("%s %s: %s", path, body, answer.body()).isEqualTo(409);
    }

    private HttpResponse<String> post(String bearer, String path, String body) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return new ObjectMapper().readTree(answer.body());
    }

    private String key(@Nullable UUID retailer) {
        return world.wiring().access().apiKeys().make(world.caller(), "Test", retailer).key();
    }

    private static SerialNumber at(SerialRange run, int sequence) {
        return SerialNumber.of(run.run(), sequence);
    }
}
