package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.StockFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the provider's stock to the counter, as programs and as people in the shop do it. */
class CounterIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestWorld world;
    private static TestServer server;
    private static StockFixture stock;
    private static String providerKey;

    @BeforeAll
    static void start() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        providerKey =
                world.wiring()
                        .transactions()
                        .write(
                                world.caller(),
                                tx -> world.wiring().access().apiKeys().forProvider(tx, "Test"));
    }

    @AfterAll
    static void stop() {
        server.close();
        world.close();
    }

    @Test
    void aProgramShipsReceivesSellsAndUndoes() {
        String retailer = made("/api/v1/retailers", "{\"name\": \"Byte Shop\"}");
        String outlet = made("/api/v1/retailers/" + retailer + "/outlets", "{\"name\": \"Quay\"}");
        JsonNode terminal =
                answer(
                        201,
                        post(
                                "/api/v1/outlets/" + outlet + "/terminals",
                                providerKey,
                                "{\"name\": \"Till 1\"}"));
        String till = terminal.get("api_key").asText();
        assertThat(terminal.get("id").asText()).isNotEmpty();

        SerialRange range = stock.printed(stock.product(true), 3);
        JsonNode shipment =
                answer(
                        201,
                        post(
                                "/api/v1/shipments",
                                providerKey,
                                """
                                {"outlet": "%s", "serials": {"from": "%s", "to": "%s"}}
                                """
                                        .formatted(outlet, range.first(), range.last())));
        assertThat(shipment.get("state").asText()).isEqualTo("shipped");
        assertThat(shipment.at("/counts/shipped").asInt()).isEqualTo(3);
        JsonNode receipt =
                answer(
                        200,
                        post(
                                "/api/v1/shipments/" + shipment.get("id").asText() + "/receipt",
                                till,
                                "{\"all\": true}"));
        assertThat(receipt.get("received").asInt()).isEqualTo(3);
        assertThat(receipt.get("short").asInt()).isZero();

        String sale =
                """
                {"request_id": "line/1", "serial": "%s", "gtin": "4006381333931",
                 "price": {"amount": "49.00", "currency": "EUR"}}
                """
                        .formatted(range.first());
        JsonNode sold = answer(201, post("/api/v1/activations", till, sale));
        assertThat(sold.get("state").asText()).isEqualTo("activated");
        assertThat(answer(200, post("/api/v1/activations", till, sale))).isEqualTo(sold);
        String again = sale.replace("line/1", "line 2");
        JsonNode declined = answer(409, post("/api/v1/activations", till, again));
        assertThat(declined.get("type").asText()).isEqualTo("/problems/declined");
        assertThat(declined.get("detail").asText()).contains("already active");

        JsonNode undone = answer(200, post("/api/v1/activations/early/reversal", till, ""));
        assertThat(undone.get("state").asText()).isEqualTo("reversed");
        assertThat(answer(409, post("/api/v1/activations", till, sale.replace("line/1", "early"))))
                .isNotNull();

        JsonNode inventory =
                answer(200, get("/api/v1/inventory?outlet=" + outlet, till)).get("items");
        assertThat(inventory).hasSize(1);
        assertThat(inventory.at("/0/products/0/counts").toString())
                .isEqualTo("{\"activated\":1,\"received\":2}");
    }

    @Test
    void theLinesOfABasketAreSoldEachOnItsOwn() {
        StockFixture.Shop shop = stock.shop("Basket Shop");
        SerialRange range = stock.printed(stock.product(true), 2);
        stock.received(shop, range);
        SerialRange later = stock.printed(stock.product(true), 1);
        stock.shipped(shop, later);
        String key = tillKey(shop);
        String basket =
                """
                {"basket_id": "receipt 7", "lines": [
                    {"request_id": "b1", "serial": "%s", "gtin": "4006381333931"},
                    {"request_id": "b2", "serial": "%s"},
                    {"request_id": "b3", "serial": "12345"},
                    {"request_id": "b4", "serial": "%s", "price": {"amount": "49.00", "currency": "EUR"}},
                    {"request_id": "b1", "serial": "%s"}]}
                """
                        .formatted(range.first(), later.first(), range.last(), range.last());
        JsonNode answer = answer(200, post("/api/v1/baskets", key, basket));
        assertThat(answer.get("basket_id").asText()).isEqualTo("receipt 7");
        assertThat(answer.get("lines").findValuesAsText("state"))
                .containsExactly("activated", "declined", "refused", "activated", "refused");
        assertThat(answer.at("/lines/1/reason").asText()).contains("not received yet");
        assertThat(answer.at("/lines/2/errors/0/field").asText()).isEqualTo("serial");
        assertThat(answer.at("/lines/4/reason").asText()).contains("another sale before");
        assertThat(answer(200, post("/api/v1/baskets", key, basket))).isEqualTo(answer);

        // A line alone is the same sale as in its basket, and is undone alone.
        String line =
                """
                {"request_id": "b4", "serial": "%s", "price": {"amount": "49.00", "currency": "EUR"}}
                """
                        .formatted(range.last());
        answer(200, post("/api/v1/activations", key, line));
        answer(200, post("/api/v1/activations/b4/reversal", key, ""));
        assertThat(stock.item(range.first()).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(stock.item(range.last()).state()).isEqualTo(ItemState.RECEIVED);

        assertThat(
                        answer(422, post("/api/v1/baskets", key, "{\"lines\": []}"))
                                .get("errors")
                                .findValuesAsText("field"))
                .containsExactly("basket_id", "lines");
        String unnamed = basket.replace("b1", "c1").replace("b4", "c4");
        answer(422, post("/api/v1/baskets", providerKey, unnamed));
        assertThat(stock.item(range.last()).state()).isEqualTo(ItemState.RECEIVED);
    }

    @Test
    void aDayWithoutALineIsEnteredByAProgramAndOnAPageAndAnsweredLineByLine() {
        StockFixture.Shop shop = stock.shop("Windy Shop");
        SerialRange range = stock.printed(stock.product(true), 2);
        stock.received(shop, range);
        String table =
                "\uFEFFrequest_id;serial;sold_at\r\n=1+1;%s;%s\r\nd2;%s;%2$s\r\nd3;1,00E+13;%2$s\r\n"
                        .formatted(range.first(), world.clock().instant(), range.last());
        HttpResponse<String> sent =
                server.send(
                        server.request("/api/v1/offline-days")
                                .header("Authorization", "Bearer " + tillKey(shop))
                                .header("Content-Type", "text/csv")
                                .POST(HttpRequest.BodyPublishers.ofString(table))
                                .build());
        JsonNode day = answer(200, sent);
        assertThat(day.get("state").asText()).isEqualTo("done");
        assertThat(day.get("lines").findValuesAsText("state"))
                .containsExactly("refused", "activated", "refused");
        String address = "/api/v1/offline-days/" + day.get("id").asText();
        assertThat(answer(200, get(address, tillKey(shop))).get("activated").asInt()).isEqualTo(1);
        String neighbour = tillKey(shop, shop.otherTill().id());
        assertThat(answer(200, get("/api/v1/offline-days", neighbour)).get("items"))
                .as("what another till of the same shop entered")
                .isEmpty();
        answer(404, get(address, neighbour));
        answer(404, get(address + "/lines", neighbour));
        JsonNode listed = answer(200, get("/api/v1/offline-days", tillKey(shop))).get("items");
        assertThat(listed.findValuesAsText("id")).containsExactly(day.get("id").asText());
        assertThat(listed.get(0).get("activated").asInt()).isEqualTo(1);
        assertThat(answer(200, get("/api/v1/offline-days", providerKey)).findValuesAsText("id"))
                .contains(day.get("id").asText());
        assertThat(
                        answer(200, get("/api/v1/offline-days", tillKey(stock.shop("Calm Shop"))))
                                .get("items"))
                .isEmpty();
        String csv =
                server.send(
                                server.request(address + "/lines")
                                        .header("Authorization", "Bearer " + providerKey)
                                        .header("Accept", "text/csv")
                                        .build())
                        .body();
        assertThat(csv.lines())
                .startsWith("\"line\",\"request_id\",\"serial\",\"state\",\"reason\"")
                .contains("\"3\",\"d2\",\"%s\",\"activated\",\"\"".formatted(range.last()))
                .anySatisfy(line -> assertThat(line).startsWith("\"2\",\"'=1+1\","))
                .anySatisfy(line -> assertThat(line).contains("shortened this number"));

        Browser browser = clerk(shop);
        HttpResponse<String> entered =
                browser.upload(
                        "/retail/offline-days",
                        "/retail/offline-days",
                        Map.of("terminal", shop.till().id().toString()),
                        Map.of("table", table.getBytes(StandardCharsets.UTF_8)));
        assertThat(entered.statusCode()).isEqualTo(303);
        String page = entered.headers().firstValue("Location").orElseThrow();
        page = page.substring(page.indexOf("/retail"));
        assertThat(browser.get(page).body())
                .contains("<b>1</b> sold", "shortened this number", "begins as a formula");
        assertThat(browser.get(page + "/answer.csv").body())
                .as("saved for a spreadsheet")
                .isEqualTo("\uFEFF" + csv);
        assertThat(browser.get("/retail/offline-days").body()).contains("Entered last");
        assertThat(
                        browser.upload(
                                        "/retail/offline-days",
                                        "/retail/offline-days",
                                        Map.of("terminal", ""),
                                        Map.of("table", "a;b\n".getBytes(StandardCharsets.UTF_8)))
                                .body())
                .contains("has to name the columns");
    }

    @Test
    void largeFilesAreReadHoweverManyWereRefusedBefore() {
        Browser browser = clerk(stock.shop("Heavy Shop"));
        byte[] large = new byte[4_000_000];
        for (int time = 0; time < 5; time++) {
            HttpResponse<String> foreign =
                    browser.upload(
                            "/retail/offline-days",
                            "/retail/offline-days",
                            Map.of("csrf", "another site's"),
                            Map.of("table", large));
            assertThat(foreign.statusCode()).isEqualTo(403);
        }
        HttpResponse<String> read =
                browser.upload(
                        "/retail/offline-days",
                        "/retail/offline-days",
                        Map.of("terminal", ""),
                        Map.of("table", large));
        assertThat(read.statusCode()).isEqualTo(422);
    }

    @Test
    void aClerkSellsSeveralItemsToOneCustomer() {
        StockFixture.Shop shop = stock.shop("Busy Shop");
        SerialRange range = stock.printed(stock.product(true), 3);
        stock.received(shop, range);
        String till = shop.till().id().toString();
        Browser browser = clerk(shop);
        SerialNumber second = SerialNumber.of(range.run(), 2);

        HttpResponse<String> counter =
                browser.submit(
                        "/retail/activate",
                        "/retail/activate",
                        Map.of("serial", range.first().toString(), "terminal", till));
        assertThat(counter.body()).contains("This customer", "Total: <b>49.00 EUR</b>");
        counter = browser.fill(counter, "/retail/activate", Map.of("serial", "12345"));
        assertThat(counter.statusCode()).isEqualTo(422);
        assertThat(counter.body()).contains("Total: <b>49.00 EUR</b>");
        counter = browser.fill(counter, "/retail/activate", Map.of("serial", second.toString()));
        assertThat(counter.body()).contains("Total: <b>98.00 EUR</b>");
        counter = browser.fill(counter, "/retail/activate", Map.of("serial", second.toString()));
        assertThat(counter.statusCode()).isEqualTo(409);
        assertThat(counter.body()).contains("already active", "Total: <b>98.00 EUR</b>");

        HttpResponse<String> undone =
                browser.fill(counter, "/retail/activate/undo", Map.of());
        assertThat(undone.statusCode()).isEqualTo(303);
        String receipt = undone.headers().firstValue("Location").orElseThrow();
        assertThat(browser.get(receipt.substring(receipt.indexOf("/retail"))).body())
                .contains("The sale was undone", "Total: <b>49.00 EUR</b>");
        assertThat(browser.get("/retail/activate?terminal=" + till).body())
                .doesNotContain("This customer");
        Browser rival = clerk(stock.shop("Nosy Shop"));
        assertThat(rival.get(receipt.substring(receipt.indexOf("/retail"))).body())
                .doesNotContain("This customer");
    }

    @Test
    void onlyTheProviderShips() {
        StockFixture.Shop shop = stock.shop("Curious Shop");
        String key =
                world.wiring()
                        .transactions()
                        .write(
                                world.caller(),
                                tx ->
                                        world.wiring()
                                                .access()
                                                .apiKeys()
                                                .forRetailer(tx, "Test", shop.retailer()));
        assertThat(post("/api/v1/shipments", key, "{}").statusCode()).isEqualTo(403);
        assertThat(answer(422, post("/api/v1/shipments", providerKey, "{}")).get("errors"))
                .isNotEmpty();
        assertThat(post("/api/v1/activations", key, "{\"request_id\": 5}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void aClerkWhoReadsGermanIsToldInGermanWhyAnItemIsNotSold() {
        StockFixture.Shop shop = stock.shop("Elbe Shop");
        SerialRange range = stock.printed(stock.product(true), 1);
        stock.received(shop, range);
        String serial = range.first().toString();
        Browser browser = clerk(shop).reading("de-AT, de;q=0.8, en;q=0.5");
        String till = shop.till().id().toString();
        browser.submit(
                "/retail/activate", "/retail/activate", Map.of("terminal", till, "serial", serial));
        HttpResponse<String> again =
                browser.submit(
                        "/retail/activate",
                        "/retail/activate",
                        Map.of("terminal", till, "serial", serial));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body())
                .contains("<html lang=\"de\">", "Nicht verkauft", "schon freigeschaltet")
                .doesNotContain("Not sold", "already active");
        assertThat(browser.get("/retail").body())
                .contains("Letzte Verkäufe", "abgelehnt", "schon freigeschaltet");
        assertThat(browser.get("/retail/activate?terminal=" + till).body()).contains("Seriennummer");
        assertThat(browser.get("/retail/sessions").body()).contains("Wo Sie angemeldet sind");
    }

    @Test
    void aClerkReceivesADeliverySellsAndUndoes() {
        StockFixture.Shop shop = stock.shop("Paper & Ink");
        SerialRange range = stock.printed(stock.product(true), 3);
        UUID shipment = stock.shipped(shop, range).id();
        Browser browser = clerk(shop);
        String delivery = "/retail/receive/" + shipment;
        assertThat(browser.get("/retail/receive").body()).contains(delivery);
        SerialNumber first = range.first();

        HttpResponse<String> wrong =
                browser.submit(delivery, delivery, Map.of("what", "serials", "serials", "12345"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("What arrived:</a> 12345: A serial number has 14 digits")
                .doesNotContain("Serials 0");
        browser.submit(delivery, delivery, Map.of("what", "serials", "serials", first.toString()));
        assertThat(browser.get("/retail/receive").body())
                .contains("1 of 3 items is in stock; 2 are listed as missing.", "Incomplete");

        Map<String, String> sale =
                Map.of("serial", first.toString(), "terminal", shop.till().id().toString());
        HttpResponse<String> sold = browser.submit("/retail/activate", "/retail/activate", sale);
        assertThat(sold.statusCode()).isEqualTo(200);
        assertThat(sold.body())
                .contains("Sold", first.toString(), "<b>Basic for a year</b>: 49.00 EUR");
        HttpResponse<String> price =
                browser.submit(
                        "/retail/activate",
                        "/retail/activate",
                        Map.of("serial", "4006381333931", "terminal", sale.get("terminal")));
        assertThat(price.statusCode()).isEqualTo(422);
        assertThat(price.body()).contains("That is the price barcode; scan the one above No.");
        HttpResponse<String> again = browser.submit("/retail/activate", "/retail/activate", sale);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("Not sold", "already active");

        assertThat(browser.submit("/retail", "/retail/undo", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/retail").body()).contains("The sale was undone");
        assertThat(stock.item(first).state()).isEqualTo(ItemState.RECEIVED);

        world.wiring()
                .retail()
                .reversals()
                .reverse(stock.callerOf(shop), "unheard-of", sale.get("terminal"), null);
        assertThat(browser.get("/retail").body()).contains("undid a sale that never arrived here");

        browser.submit("/retail/activate", "/retail/activate", sale);
        SerialNumber second = SerialNumber.of(range.run(), 2);
        Map<String, String> back = Map.of("serial", first.toString(), "receipt", "T-1");
        HttpResponse<String> unsold =
                browser.submit(
                        "/retail/take-back",
                        "/retail/take-back",
                        Map.of("serial", second.toString(), "receipt", "T-1"));
        assertThat(unsold.statusCode()).isEqualTo(404);
        assertThat(unsold.body()).contains("No till of yours sold this", "<nav");
        HttpResponse<String> paid =
                browser.submit(
                        "/retail/cases",
                        "/retail/cases",
                        Map.of("serial", second.toString(), "terminal", sale.get("terminal")));
        assertThat(paid.statusCode()).isEqualTo(303);
        assertThat(browser.get("/retail/cases").body()).contains(second.toString(), "Thank you");

        HttpResponse<String> offered = browser.get("/retail");
        redeem(first);
        HttpResponse<String> stands = browser.fill(offered, "/retail/undo", Map.of());
        assertThat(stands.statusCode()).isEqualTo(409);
        assertThat(stands.body())
                .contains("redeemed already", "<nav", "Your stock")
                .doesNotContain("action=\"/retail/undo\"");
        HttpResponse<String> used =
                browser.submit("/retail/take-back", "/retail/take-back", back);
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body()).contains("redeemed already");
        assertThat(browser.get("/retail/cases").body())
                .contains("Undone after its code was used", "Brought back after its code was used");
        assertThat(browser.get("/retail/cases?kind=late_return&state=open").body())
                .contains("<h3>Brought back after its code was used")
                .contains("/api/v1/cases?kind=late_return&amp;state=open&amp;as=csv")
                .doesNotContain("<h3>Undone after its code was used");
        assertThat(browser.get("/retail/cases?kind=late_return&state=resolved").body())
                .contains("No such cases.");
        String filtered = "/retail/cases?kind=late_return";
        HttpResponse<String> mistyped =
                browser.submit(
                        filtered,
                        filtered,
                        Map.of("serial", "12", "terminal", sale.get("terminal")));
        assertThat(mistyped.statusCode()).isEqualTo(422);
        assertThat(mistyped.body())
                .contains("<h3>Brought back after its code was used", "value=\"12\"")
                .doesNotContain("<h3>Undone after its code was used");
    }

    @Test
    void whatCameBackBeforeIsNotPaidAgain() {
        StockFixture.Shop shop = stock.shop("Kiosk");
        SerialRange range = stock.printed(stock.product(true), 1);
        stock.received(shop, range);
        Browser browser = clerk(shop);
        String serial = range.first().toString();

        browser.submit(
                "/retail/activate",
                "/retail/activate",
                Map.of("serial", serial, "terminal", shop.till().id().toString()));
        Map<String, String> unused = Map.of("serial", serial, "receipt", "T-1");
        assertThat(
                        browser.submit("/retail/take-back", "/retail/take-back", unused)
                                .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/retail/take-back").body()).contains("Give the customer the money");
        HttpResponse<String> again =
                browser.submit("/retail/take-back", "/retail/take-back", unused);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("give the money again", "It came back on");
    }

    @Test
    void whoHasSeveralShopsSaysInWhichOneAnItemIsNowAndATillSaysItByItself() {
        StockFixture.Shop shop = stock.shop("Twins");
        StockFixture.Shop branch = stock.branch(shop, "Station");
        SerialRange range = stock.printed(stock.product(true), 2);
        stock.received(shop, range);
        Browser browser = clerk(shop);
        for (SerialNumber serial : range) {
            browser.submit(
                    "/retail/activate",
                    "/retail/activate",
                    Map.of(
                            "serial", serial.toString(),
                            "terminal", shop.till().id().toString()));
        }
        Map<String, String> unnamed =
                Map.of("serial", range.first().toString(), "receipt", "T-1", "outlet", "");
        HttpResponse<String> unsaid =
                browser.submit("/retail/take-back", "/retail/take-back", unnamed);
        assertThat(unsaid.statusCode()).isEqualTo(422);
        assertThat(unsaid.body()).contains("id=\"outlet-problem\"", "value=\"T-1\"");
        browser.submit(
                "/retail/take-back",
                "/retail/take-back",
                Map.of(
                        "serial", range.first().toString(),
                        "receipt", "T-1",
                        "outlet", branch.outlet().toString()));
        assertThat(stock.item(range.first()).outlet()).isEqualTo(branch.outlet());

        JsonNode elsewhere =
                answer(
                        422,
                        post(
                                "/api/v1/serials/" + range.last() + "/return",
                                tillKey(branch),
                                "{\"receipt\": \"T-1\", \"outlet\": \"%s\"}"
                                        .formatted(shop.outlet())));
        assertThat(elsewhere.toString()).contains("belongs to a till of another outlet");
        answer(
                200,
                post(
                        "/api/v1/serials/" + range.last() + "/return",
                        tillKey(branch),
                        "{\"receipt\": \"T-1\"}"));
        assertThat(stock.item(range.last()).outlet()).isEqualTo(branch.outlet());
        assertThat(stock.item(range.last()).state()).isEqualTo(ItemState.RETURNED);
    }

    @Test
    void oneItemThatIsNoPartOfADeliveryIsNamed() {
        StockFixture.Shop shop = stock.shop("Card Shop");
        SerialRange range = stock.printed(stock.product(true), 2);
        SerialRange one = SerialRange.between(range.first(), range.first());
        UUID shipment = stock.shipped(shop, one).id();
        Browser browser = clerk(shop);
        String delivery = "/retail/receive/" + shipment;
        String other = range.last().toString();
        assertThat(
                        browser.submit(
                                        delivery,
                                        delivery,
                                        Map.of("what", "serials", "serials", other))
                                .body())
                .contains(other + " is not part of this shipment. Leave it out.");
        browser.submit(delivery, delivery, Map.of("what", "all"));
        assertThat(browser.get("/retail/receive").body()).contains("The item is in stock.");
        assertThat(browser.get(delivery).body())
                .contains("Nothing of it is on its way any more.", "href=\"/retail/receive\">All deliveries</a>")
                .doesNotContain("Receive all", "Receive these");
    }

    @Test
    void aDeliverySaysWhatIsTrulyInItAndTakesRangesOfThat() {
        StockFixture.Shop shop = stock.shop("Gift Shop");
        SerialRange range = stock.minted(stock.product(true), 10);
        stock.countIn(
                range,
                Set.of(SerialNumber.of(range.run(), 1), SerialNumber.of(range.run(), 5)),
                Set.of());
        String delivery = "/retail/receive/" + stock.shipped(shop, range).id();
        Browser browser = clerk(shop);
        String whole = SerialNumber.of(range.run(), 2) + "-" + SerialNumber.of(range.run(), 4);
        assertThat(browser.get(delivery).body())
                .contains("8 items: ", whole, SerialNumber.of(range.run(), 6) + "-" + range.last())
                .doesNotContain(SerialNumber.of(range.run(), 5).toString());

        browser.submit(
                delivery,
                delivery,
                Map.of(
                        "what",
                        "serials",
                        "serials",
                        // Two lines: a range as people write it, and two codes of a quick scanner.
                        "%s \u2013 %s\r\n%s %s"
                                .formatted(
                                        SerialNumber.of(range.run(), 2),
                                        SerialNumber.of(range.run(), 6),
                                        SerialNumber.of(range.run(), 8),
                                        range.last())));

        assertThat(browser.get("/retail/receive").body())
                .contains("6 of 8 items are in stock; 2 are listed as missing.");
        assertThat(stock.item(SerialNumber.of(range.run(), 9)).hold()).isEqualTo("missing");
    }

    private static void redeem(SerialNumber serial) {
        boolean redeemed =
                world.wiring()
                        .transactions()
                        .write(
                                world.caller(),
                                tx ->
                                        world.wiring()
                                                .inventory()
                                                .items()
                                                .redeem(tx, serial, Map.of()));
        assertThat(redeemed).isTrue();
    }

    private static Browser clerk(StockFixture.Shop shop) {
        return server.signedIn(
                "kim" + shop.retailer() + "@paper.example", "Kim", "clerk", shop.retailer());
    }

    private static String tillKey(StockFixture.Shop shop) {
        return tillKey(shop, shop.till().id());
    }

    private static String tillKey(StockFixture.Shop shop, UUID till) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                world.wiring()
                                        .access()
                                        .apiKeys()
                                        .forTerminal(
                                                tx,
                                                "Test",
                                                shop.retailer(),
                                                shop.outlet(),
                                                till));
    }

    private static String made(String path, String body) {
        return answer(201, post(path, providerKey, body)).get("id").asText();
    }

    private static HttpResponse<String> get(String path, String key) {
        return server.send(
                server.request(path).header("Authorization", "Bearer " + key).GET().build());
    }

    private static HttpResponse<String> post(String path, String key, String body) {
        HttpRequest.Builder request = server.request(path).header("Authorization", "Bearer " + key);
        return server.send(
                body.isEmpty()
                        ? request.POST(HttpRequest.BodyPublishers.noBody()).build()
                        : request.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());
    }

    private static JsonNode answer(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }
}
