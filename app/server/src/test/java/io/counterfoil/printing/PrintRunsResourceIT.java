package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.inventory.NewCartons;
import io.counterfoil.platform.Listing;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrintRunsResourceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUNS = "/api/v1/print-runs";

    private TestWorld world;
    private TestServer server;
    private String key;
    private String foreignKey;
    private String plan;
    private int people;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        world.startJobs();
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        foreignKey = world.wiring().access().apiKeys().make(world.decoy(), "Test", null).key();
        plan = made("/api/v1/plans", "{\"name\":\"Select\",\"edition\":\"select\"}");
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aTrialHasThirtyDaysAnd512MegabytesUnlessSaidOtherwise() {
        HttpResponse<String> answer =
                post("/api/v1/plans", "{\"name\":\"Try it\",\"edition\":\"trial\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("trial_days").asInt()).isEqualTo(30);
        assertThat(json(answer).path("hard_quota_bytes").asLong()).isEqualTo(512_000_000L);
    }

    @Test
    void featuresAreAnObjectOrAListOfNames() {
        HttpResponse<String> object =
                post(
                        "/api/v1/plans",
                        "{\"name\":\"Object\",\"edition\":\"select\",\"trial_days\":14,\"features\":{\"devices\":3}}");
        HttpResponse<String> list =
                post(
                        "/api/v1/plans",
                        "{\"name\":\"List\",\"edition\":\"basic\",\"features\":[\"versioning\"]}");

        assertThat(json(object).path("trial_days").asInt()).isEqualTo(14);
        assertThat(json(object).at("/features/devices").asInt()).isEqualTo(3);
        assertThat(json(list).path("trial_days").isNumber()).isFalse();
        assertThat(json(list).at("/features/versioning").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"fast\"", "7", "[1]", "[null]", "{\"x\":[]}", "{\"\":true}"})
    void featuresOfAnotherShapeAreRefused(String features) {
        HttpResponse<String> answer =
                post(
                        "/api/v1/plans",
                        "{\"name\":\"Shape\",\"edition\":\"basic\",\"features\":" + features + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("features");
    }

    @Test
    void aNameOrSkuIsTakenOnlyOnce() {
        assertThat(post("/api/v1/plans", "{\"name\":\"Twice\",\"edition\":\"basic\"}").statusCode())
                .isEqualTo(201);
        assertThat(post("/api/v1/plans", "{\"name\":\"Twice\",\"edition\":\"basic\"}").statusCode())
                .isEqualTo(409);
        assertThat(post("/api/v1/products", product("SKU-TWICE", "")).statusCode()).isEqualTo(201);
        assertThat(post("/api/v1/products", product("SKU-TWICE", "")).statusCode()).isEqualTo(409);
    }

    @Test
    void aGtinWithAWrongCheckDigitIsToldTheRightOne() {
        HttpResponse<String> answer =
                post("/api/v1/products", product("SKU-GTIN", "\"gtin\":\"4006381333932\","));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo("gtin");
        assertThat(json(answer).at("/errors/0/message").asText()).contains("should be 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"term\":\"P11Y\"",
                "\"term\":\"-P1Y\"",
                "\"term\":\"a year\"",
                "\"medium\":\"GIFT_CARD\"",
                "\"price\":{\"amount\":\"-1.00\",\"currency\":\"EUR\"}",
                "\"price\":{\"amount\":\"1.001\",\"currency\":\"EUR\"}",
                "\"price\":{\"amount\":\"1.00\",\"currency\":\"USD\"}",
                "\"price\":{\"amount\":49,\"currency\":\"EUR\"}",
                "\"plan\":\"00000000-0000-7000-8000-000000000000\"",
                "\"colour\":\"red\""
            })
    void aProductWithOneWrongFieldIsRefused(String field) {
        String name = field.substring(1, field.indexOf('"', 1));
        String others =
                product("SKU-BAD", "").replaceAll("\"" + name + "\":(\\{[^}]*}|\"[^\"]*\"),", "");

        HttpResponse<String> answer =
                post("/api/v1/products", "{" + field + "," + others.substring(1));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(name);
    }

    @Test
    void listsGoOnWhereThePartBeforeEnded() {
        for (int i = 0; i < 3; i++) {
            // Ids are in order of time, also after what other tests made.
            world.clock().forward(Duration.ofSeconds(1));
            made("/api/v1/products", product("SKU-LIST-" + i, ""));
        }
        JsonNode first = json(get("/api/v1/products?limit=2"));
        JsonNode second =
                json(get("/api/v1/products?limit=1&after=" + first.path("next").asText()));

        assertThat(first.path("items")).hasSize(2);
        assertThat(first.at("/items/0/sku").asText()).isEqualTo("SKU-LIST-2");
        assertThat(second.at("/items/0/sku").asText()).isEqualTo("SKU-LIST-0");
        assertThat(get("/api/v1/products?limit=0").statusCode()).isEqualTo(422);
        assertThat(json(get("/api/v1/products", foreignKey)).path("items")).isEmpty();
    }

    @Test
    void tablesAreSafeToOpenInASpreadsheet() {
        made("/api/v1/plans", "{\"name\":\"=1+1\",\"edition\":\"basic\"}");
        HttpResponse<String> table =
                server.send(
                        server.request("/api/v1/plans")
                                .header("Authorization", "Bearer " + key)
                                .header("Accept", "text/csv")
                                .build());

        assertThat(table.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(table.body()).contains("\"'=1+1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"5\"", "10000000", "1e400", "null", "true", "[]"})
    void aQuantityIsAWholeNumberThatARunCanHave(String quantity) {
        HttpResponse<String> answer = post(RUNS, order(giftCard(), quantity));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo("quantity");
    }

    @Test
    void bodiesThatAreNoOrderAreRefused() {
        assertThat(post(RUNS, "{\"product\":").statusCode()).isEqualTo(400);
        assertThat(post(RUNS, "[]").statusCode()).isEqualTo(400);
        assertThat(post(RUNS, "").statusCode()).isEqualTo(400);
        assertThat(post(RUNS, order(giftCard(), "1, \"colour\": 1")).statusCode()).isEqualTo(422);
        assertThat(post(RUNS, " ".repeat(5 << 20)).statusCode()).isEqualTo(413);
        String form = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n";
        assertThat(
                        send("POST", "/bureau/reply", key, form, "multipart/form-data; boundary=b")
                                .statusCode())
                .isEqualTo(415);
        assertThat(send("POST", RUNS, key, "quantity=1", "text/plain").statusCode()).isEqualTo(415);
        assertThat(send("POST", RUNS, key, order(giftCard(), "1"), "application/json").statusCode())
                .isEqualTo(201);
        assertThat(post(RUNS, order("nonsense", "1")).statusCode()).isEqualTo(422);
    }

    @Test
    void anotherProvidersIdsAreUnknown() {
        String run = made(RUNS, order(giftCard(), "1"));

        assertThat(get(RUNS + "/" + run, foreignKey).statusCode()).isEqualTo(404);
        assertThat(get(RUNS + "/" + run + "/files/gift-card.pdf", foreignKey).statusCode())
                .isEqualTo(404);
        assertThat(
                        send("POST", RUNS + "/" + run + "/cancel", foreignKey, "", "text/plain")
                                .statusCode())
                .isEqualTo(404);
        HttpResponse<String> order =
                send("POST", RUNS, foreignKey, order(giftCard(), "1"), "application/json");
        assertThat(order.statusCode()).isEqualTo(422);
        assertThat(json(order).at("/errors/0/field").asText()).isEqualTo("product");
    }

    @Test
    void aRunGoesFromOrderToCountIn() {
        HttpResponse<String> ordered = post(RUNS, order(giftCard(), "12"));
        JsonNode run = json(ordered);
        String path = RUNS + "/" + run.path("id").asText();
        assertThat(ordered.statusCode()).isEqualTo(201);
        assertThat(run.path("state").asText()).isIn("minting", "checking", "ready");
        awaitReady(path);

        JsonNode ready = json(get(path));
        assertThat(ready.path("progress").asDouble()).isEqualTo(1.0);
        assertThat(ready.at("/counts/minted").asInt()).isEqualTo(12);
        assertThat(ready.at("/files/0/name").asText()).isEqualTo("gift-card.pdf");
        assertThat(ready.at("/files/0/pages").asInt()).isEqualTo(2);
        HttpResponse<String> proof = send("POST", path + "/proof", key, "", "application/json");
        assertThat(proof.statusCode()).isEqualTo(200);
        assertThat(proof.body()).startsWith("%PDF-");
        assertThat(send("HEAD", path + "/files/gift-card.pdf", key, "", "text/plain").statusCode())
                .isEqualTo(200);
        assertThat(json(get(path + "/downloads")).path("items")).isEmpty();
        HttpResponse<String> file = get(path + "/files/gift-card.pdf");
        assertThat(json(get(path + "/downloads")).at("/items/0/complete").asBoolean()).isTrue();
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(file.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"");
        assertThat(get(path + "/files/other.pdf").statusCode()).isEqualTo(404);

        String spoiled = ready.path("first_serial").asText();
        HttpResponse<String> closed =
                post(path + "/count-in", "{\"spoiled\":[\"" + spoiled + "\"],\"missing\":[]}");
        assertThat(closed.statusCode()).isEqualTo(200);
        assertThat(json(closed).path("state").asText()).isEqualTo("closed");
        assertThat(json(closed).at("/counts/printed").asInt()).isEqualTo(11);
        assertThat(get(path + "/files/gift-card.pdf").statusCode()).isEqualTo(410);
        assertThat(get(path + "/files/manifest.json").statusCode()).isEqualTo(410);
    }

    @Test
    void aTableCountsARunIn() {
        String path = RUNS + "/" + made(RUNS, order(giftCard(), "3"));
        awaitReady(path);
        JsonNode run = json(get(path));
        String first = run.path("first_serial").asText();
        String last = run.path("last_serial").asText();

        HttpResponse<String> doubled =
                send(
                        "POST",
                        path + "/count-in",
                        key,
                        "serial,status\n" + first + ",spoiled\n" + first + ",missing\n",
                        "text/csv");
        assertThat(doubled.statusCode()).as(doubled.body()).isEqualTo(422);
        assertThat(json(doubled).at("/errors/0/message").asText()).startsWith("Line 3: " + first);
        HttpResponse<String> closed =
                send(
                        "POST",
                        path + "/count-in",
                        key,
                        "serial,status\n" + first + ",spoiled\n" + last + ",missing\n",
                        "text/csv");

        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(200);
        assertThat(json(closed).at("/counts/printed").asInt()).isEqualTo(1);
        assertThat(json(closed).at("/counts/missing").asInt()).isEqualTo(1);
    }

    @Test
    void aTableMayBeLargerThanOtherBodiesAndIsAPartOfItsIdempotencyKey() {
        String path = RUNS + "/" + made(RUNS, order(giftCard(), "2"));
        awaitReady(path);
        JsonNode run = json(get(path));
        String table = run.path("first_serial").asText() + ",spoiled";
        String large = "\n".repeat(5 << 20) + table;

        HttpResponse<String> closed = countIn(path, large);
        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(200);
        assertThat(json(closed).at("/counts/spoiled").asInt()).isEqualTo(1);
        assertThat(countIn(path, large).body()).isEqualTo(closed.body());
        assertThat(send("POST", path + "/reprints", key, large, "text/csv").statusCode())
                .isEqualTo(413);
        HttpResponse<String> other = countIn(path, table);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).path("type").asText()).endsWith("key-reused");
    }

    private HttpResponse<String> countIn(String path, String table) {
        return server.send(
                server.request(path + "/count-in")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "text/csv")
                        .header("Idempotency-Key", path)
                        .POST(HttpRequest.BodyPublishers.ofString(table))
                        .build());
    }

    @Test
    void nothingInTheMiddleOfAListIsRefused() {
        String path = RUNS + "/" + made(RUNS, order(giftCard(), "1"));
        awaitReady(path);
        for (String list : new String[] {"spoiled", "missing", "printed"}) {
            HttpResponse<String> answer = post(path + "/count-in", "{\"" + list + "\":[null]}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(json(answer).at("/errors/0/field").asText()).startsWith(list);
        }
        HttpResponse<String> parts =
                post(
                        RUNS,
                        "{\"product\":\"%s\",\"quantity\":1,\"parts\":[null]}"
                                .formatted(giftCard()));
        assertThat(parts.statusCode()).as(parts.body()).isEqualTo(422);
    }

    @Test
    void aLayoutThatIsGoneStopsTheFilesAndNothingElse() {
        String path = RUNS + "/" + made(RUNS, order(giftCard(), "1"));
        awaitReady(path);
        UUID run = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE print_part SET layout = 'gone' WHERE run_id"
                                                        + " = ?",
                                                run));

        JsonNode ready = json(get(path));
        assertThat(ready.at("/files/0/name").asText()).isEqualTo("gone.pdf");
        assertThat(ready.at("/files/0/pages").isNull()).isTrue();
        assertThat(get(path + "/files/gone.pdf").statusCode()).isEqualTo(409);
        assertThat(post(path + "/block", "").statusCode()).isEqualTo(200);
        assertThat(post(path + "/count-in", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void discsAndStickersShareTheirSerials() {
        String path =
                RUNS
                        + "/"
                        + made(
                                RUNS,
                                """
                                {"product": "%s", "quantity": 4, "parts": [
                                  {"layout": "cd-label", "sheet": "avery-l6043"},
                                  {"layout": "cd-sticker", "sheet": "avery-l7651"}]}
                                """
                                        .formatted(giftCard()));
        awaitReady(path);

        JsonNode manifest = json(get(path + "/files/manifest.json"));
        assertThat(manifest.at("/files/0/name").asText()).isEqualTo("cd-label.pdf");
        assertThat(manifest.at("/files/0/pages").asInt()).isEqualTo(2);
        assertThat(manifest.at("/files/1/name").asText()).isEqualTo("cd-sticker.pdf");
        assertThat(manifest.at("/files/1/first_serial").asText())
                .isEqualTo(manifest.at("/files/0/first_serial").asText());
        assertThat(get(path + "/files/cd-label.pdf").body()).startsWith("%PDF-");
        assertThat(get(path + "/files/cd-sticker.pdf").body()).startsWith("%PDF-");
    }

    @Test
    void pagesOrderARunAndCountItIn() {
        Browser browser = signedIn();
        browser.submit(
                "/console/plans",
                "/console/plans",
                Map.of("name", "Paged", "edition", "basic", "gigabytes", "50"));
        assertThat(browser.get("/console/plans").body()).contains("Paged", "50 GB");
        HttpResponse<String> refused =
                browser.submit(
                        "/console/products",
                        "/console/products",
                        Map.of("sku", "PAGE-1", "name", "From a page", "price", "cheap"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("value=\"PAGE-1\"", "<a href=\"#price\">Price in EUR:</a>")
                .contains("such as 1000.00.")
                .doesNotContain("{");
        browser.submit(
                "/console/products",
                "/console/products",
                Map.of(
                        "sku", "PAGE-1",
                        "name", "From a page",
                        "plan", plan,
                        "term", "P1Y",
                        "medium", "gift_card",
                        "sales_model", "consignment",
                        "price", "49,90",
                        "activation_required", "true"));
        String products = browser.get("/console/products").body();
        assertThat(products).contains("From a page", "49.90 EUR", "Gift card, consignment");
        assertThat(browser.reading("de").get("/console/products").body()).contains("49,90 EUR");
        browser.reading("en");
        Matcher order =
                Pattern.compile("From a page<br><small><a href=\"([^\"]+)#").matcher(products);
        assertThat(order.find()).isTrue();
        assertThat(browser.get(order.group(1)).body())
                .containsPattern("value=\"gift-card/[^\"]+\" selected");

        browser.submit(
                "/console/products",
                "/console/products",
                Map.of(
                        "sku", "PAGE-2",
                        "name", "Dated",
                        "plan", plan,
                        "term", "P1Y",
                        "medium", "gift_card",
                        "sales_model", "consignment",
                        "price", "49,90",
                        "redeem_by", "2040-12-31"));
        Matcher later =
                Pattern.compile("action=\"(/console/products/[^/]+/redeem-by)\"")
                        .matcher(browser.get("/console/products").body());
        assertThat(later.find()).isTrue();
        HttpResponse<String> earlier =
                browser.submit(
                        "/console/products", later.group(1), Map.of("later_day", "2039-12-31"));
        assertThat(earlier.body())
                .contains("A later last day for Dated", "value=\"2039-12-31\"")
                .contains("<a href=\"#later_day\">New last day:</a> Customers were promised 31 December 2040");
        browser.fill(earlier, later.group(1), Map.of("later_day", "2041-12-31"));
        assertThat(browser.get("/console/products").body())
                .contains("can be redeemed until 31 December 2041", "Redeem by 31 December 2041");

        HttpResponse<String> refusedOrder = order(browser, "0", "cd-label/avery-l6043");
        assertThat(refusedOrder.statusCode()).isEqualTo(422);
        assertThat(refusedOrder.body())
                .contains("<a href=\"#quantity\">How many:</a>")
                .contains("value=\"cd-label/avery-l6043\" selected");
        assertThat(order(browser, "10", "cd-label/avery-l6043").body())
                .contains("sheet:</a> Nothing here shows the redemption code")
                .contains("id=\"part-0-problem\"");
        assertThat(order(browser, "10", "gift-card/avery-l6043").body())
                .contains("<a href=\"#part-0\">What is printed, on which sheet:</a>");
        for (String number : new String[] {"1.000", "1,000"}) {
            assertThat(order(browser, number, "gift-card/avery-c32011-10").body())
                    .contains("id=\"quantity-problem\"", "without separators for thousands");
        }
        HttpResponse<String> noSuchLabel =
                browser.submit(
                        "/console/print-runs",
                        "/console/print-runs",
                        Map.of(
                                "product", giftCard(),
                                "quantity", "10",
                                "part", "gift-card/avery-c32011-10",
                                "start-0", "11"));
        assertThat(noSuchLabel.body())
                .contains("id=\"start-0-problem\"", "start with one from 1 to 10", "<details open>")
                .doesNotContain("id=\"part-0-problem\"");
        HttpResponse<String> ordered = order(browser, "10", "gift-card/avery-c32011-10");
        assertThat(ordered.statusCode()).isEqualTo(303);
        String page = ordered.headers().firstValue("Location").orElseThrow();
        String path = page.substring(page.indexOf("/console"));
        Awaitility.await("the job mints")
                .atMost(Duration.ofMinutes(1))
                .until(() -> browser.get(path).body().contains("Show the numbers"));
        String runs = browser.get("/console/print-runs").body();
        assertThat(runs).contains(path, "data-parts=\"gift-card/avery-c32011-10\"");
        assertThat(runs)
                .as("of several products none is known yet")
                .doesNotContainPattern("value=\"[^\"]+/[^\"]+\" selected");

        String ofRun = "<a href=\"" + path + "\">";
        assertThat(browser.get("/console/print-runs?state=ready&product=" + giftCard()).body())
                .contains(ofRun, "/api/v1/print-runs?product=" + giftCard() + "&amp;state=ready&amp;as=csv");
        assertThat(browser.get("/console/print-runs?state=closed&product=" + giftCard()).body())
                .doesNotContain(ofRun);
        assertThat(browser.get("/console/print-runs?product=" + new UUID(0, 1)).body())
                .contains("No such print runs.");
        assertThat(browser.get("/console/print-runs?state=odd").statusCode()).isEqualTo(422);
        assertThat(browser.reading("de").get("/console/print-runs?state=odd").body())
                .contains("<strong>Zustand</strong>");
        browser.reading("en");
        assertThat(browser.get(RUNS + "?state=cancelled").body()).doesNotContain(path.substring(path.lastIndexOf('/') + 1));
        assertThat(browser.get(RUNS + "?state=ready").body()).contains(path.substring(path.lastIndexOf('/') + 1));

        String shownRun = browser.get(path).body();
        assertThat(shownRun)
                .contains("Backup for a year, CARD-1Y", "Gift card on Avery", "Proof: Gift card")
                .doesNotContain("No print bureau");
        assertThat(shownRun).doesNotContain("New last day");
        HttpResponse<String> never =
                send(
                        "PUT",
                        path.replace("/console", "/api/v1") + "/redeem-by",
                        key,
                        "{\"redeem_by\": \"2041-12-31\"}",
                        "application/json");
        assertThat(never.statusCode()).isEqualTo(409);
        assertThat(never.body()).contains("never expire");
        world.database().execute("UPDATE product SET redeem_by = '2040-12-31' WHERE sku = 'CARD-1Y'");
        assertThat(browser.get(path).body()).contains("<dd>31 December 2040</dd>", "New last day");
        browser.submit(path, path + "/redeem-by", Map.of("redeem_by", "2041-12-31"));
        assertThat(browser.get(path).body()).contains("<dd>31 December 2041</dd>");
        assertThat(browser.reading("de").get(path).body()).contains("<dd>31. Dezember 2041</dd>");
        browser.reading("en");
        assertThat(json(get(path.replace("/console", "/api/v1"))).path("redeem_by").asText())
                .isEqualTo("2041-12-31");
        world.database().execute("UPDATE product SET redeem_by = NULL WHERE sku = 'CARD-1Y'");
        HttpResponse<String> noReprint =
                browser.submit(
                        path, path + "/reprints", Map.of("serials", "123", "reason", "Smudged"));
        assertThat(noReprint.statusCode()).isEqualTo(422);
        assertThat(noReprint.body())
                .contains("<details id=\"reprint\" open>", "id=\"serials-problem\"")
                .contains(">123</textarea>", "value=\"Smudged\"");
        HttpResponse<String> proof =
                browser.submit(path, path + "/proof", Map.of("layout", "gift-card"));
        assertThat(proof.statusCode()).isEqualTo(200);
        assertThat(proof.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(proof.body()).startsWith("%PDF-");

        HttpResponse<String> onAnother = order(browser, "1", "gift-card/avery-c32015");
        assertThat(onAnother.statusCode()).isEqualTo(303);
        assertThat(browser.get(order.group(1)).body())
                .as("what was printed last")
                .contains("value=\"gift-card/avery-c32015\" selected")
                .doesNotContain("value=\"gift-card/avery-c32011-10\" selected");

        String asksFirst = browser.get(path).body().split("<details class=\"confirm\">", 2)[1];
        assertThat(asksFirst.split("</details>", 2)[0])
                .contains("the codes of all 10 items die", "action=\"" + path + "/cancel\"");

        HttpResponse<String> unknown =
                browser.submit(path, path + "/count-in", Map.of("spoiled", "123"));
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body()).contains("14 digits", ">123</textarea>");
        UUID run = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        String table =
                world.wiring()
                                .printing()
                                .runs()
                                .find(world.caller(), run)
                                .run()
                                .range()
                                .last()
                        + ";missing";
        HttpResponse<String> both =
                browser.submit(path, path + "/count-in", Map.of("spoiled", "1", "table", table));
        assertThat(both.body()).contains("not both");
        HttpResponse<String> shown =
                browser.submit(path, path + "/count-in", Map.of("table", table));
        assertThat(shown.body())
                .contains("9 printed, 0 spoiled, 1 missing", "Yes, count the run in");
        // As plain text the table that was shown could be larger than a body may be.
        assertThat(shown.body())
                .contains("action=\"" + path + "/count-in\" enctype=\"multipart/form-data\" class=\"inline\"");
        assertThat(browser.get(path).body()).contains("Show the numbers");
        HttpResponse<String> chosen =
                browser.upload(
                        path,
                        path + "/count-in",
                        Map.of("table", ""),
                        Map.of("table_file", ("\ufeff" + table).getBytes(StandardCharsets.UTF_8)));
        assertThat(chosen.body())
                .contains("9 printed, 0 spoiled, 1 missing", table + "</textarea>");
        assertThat(
                        browser.submit(
                                        path,
                                        path + "/count-in",
                                        Map.of("table", table, "confirm", "yes"))
                                .statusCode())
                .isEqualTo(303);
        String closed = browser.get(path).body();
        assertThat(closed).contains("closed").doesNotContain("gift-card.pdf");
        Matcher ship = Pattern.compile("href=\"([^\"]+)\">Ship these<").matcher(closed);
        assertThat(ship.find()).isTrue();
        world.wiring()
                .inventory()
                .retailers()
                .addOutlet(
                        world.caller(),
                        world.wiring()
                                .inventory()
                                .retailers()
                                .addRetailer(world.caller(), "Corner")
                                .id(),
                        "Main Street");
        String form = browser.get(ship.group(1).replace("&amp;", "&")).body();
        assertThat(form)
                .containsPattern("name=\"serials.from\" type=\"text\" value=\"\\d{14}\"")
                .containsPattern("name=\"serials.to\" type=\"text\" value=\"\\d{14}\"");

        world.wiring()
                .inventory()
                .cartons()
                .pack(world.caller(), new NewCartons(path.substring(path.lastIndexOf('/') + 1), null, 5));
        assertThat(browser.get(path).body())
                .contains("href=\"/console/shipments#cartons\"")
                .doesNotContain("Ship these", "Pack these");
    }

    @Test
    void aRunOfOneItemAPageSaysThatNobodyIsNamedToPrintIt() {
        String run =
                made(RUNS, order(giftCard(), "1").replace("avery-c32011-10", "bureau"));
        awaitReady(RUNS + "/" + run);
        assertThat(get(RUNS + "/" + run + "/files/gift-card.pdf").statusCode()).isEqualTo(200);

        assertThat(signedIn().get("/console/print-runs/" + run).body())
                .contains("No print bureau is named for this run", "a program with the key Test");
    }

    @Test
    void theOrderFormOffersOnlyWhatCanBePrinted() {
        made(
                "/api/v1/products",
                product("CODE-1Y", "").replace("gift_card", "e_code").replace("a year", "e-code"));
        giftCard();
        String form = signedIn().get("/console/print-runs").body().split("<form", 3)[2];
        assertThat(form)
                .contains("Backup for a year, CARD-1Y")
                .doesNotContain("CODE-1Y")
                .containsSubsequence("\"gift-card/avery-c32011-10\"", "measures not checked")
                .contains("value=\"cd-label/avery-l6043\"", "\"CD label, without the code\"")
                .contains("label=\"CD sticker\"", "id=\"part-3\"", ">Gift card on Avery ")
                .doesNotContain("gift-card/avery-l6043", "cd-label/avery-c32011-10")
                .doesNotContain("Carton label");
        assertThat(signedIn().reading("de").get("/console/print-runs").body())
                .contains("\"CD-Etikett, ohne den Code\"")
                .contains(">Gutscheinkarte auf Avery C32011-10 (Karten 85 × 54 mm, 10 auf A4)<")
                .contains(", Maße nicht geprüft<")
                .doesNotContain("Gift card", " on A4", "labels");
    }

    @Test
    void theOrderFormShowsWhatIsChosenBeforeAnythingIsOrdered() {
        Browser browser = signedIn();
        String here = "/console/print-runs";
        String runs = browser.get("/api/v1/print-runs").body();
        HttpResponse<String> looked =
                browser.submit(
                        here,
                        here,
                        Map.of(
                                "product", giftCard(),
                                "quantity", "4321",
                                "part", "gift-card/avery-c32011-10",
                                "look", "yes"));
        String picture = "/console/layouts/gift-card/picture?sheet=avery-c32011-10";
        assertThat(looked.body())
                .contains("value=\"4321\"", "src=\"" + picture + "\"")
                .contains("/api/v1/layouts/gift-card/sample?sheet=avery-c32011-10");
        assertThat(browser.get("/api/v1/print-runs").body()).isEqualTo(runs);

        String other = "/console/samples";
        assertThat(browser.get(other + "?part=gift-card/avery-c32011-10").body())
                .as("only what changes")
                .contains("<figure", "src=\"" + picture + "\"")
                .doesNotContain("<html", "<main", "<form");
        for (String none : new String[] {"", "?part=", "?part=gift-card", "?part=../../x"}) {
            assertThat(browser.get(other + none).body()).as(none).isBlank();
        }
        HttpResponse<String> drawn = browser.get(picture);
        assertThat(drawn.statusCode()).isEqualTo(200);
        assertThat(drawn.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(drawn.body()).contains("PNG");
        assertThat(browser.get("/console/layouts/no-such/picture").statusCode()).isEqualTo(404);
        assertThat(browser.get("/console/layouts/gift-card/picture?sheet=avery-l6043").statusCode()).isEqualTo(422);
    }

    private Browser signedIn() {
        String email = "press" + ++people + "@harbour.example";
        return server.signedIn(email, "Kim", "operator", null);
    }

    private HttpResponse<String> order(Browser browser, String quantity, String part) {
        return browser.submit(
                "/console/print-runs",
                "/console/print-runs",
                Map.of("product", giftCard(), "quantity", quantity, "part", part));
    }

    private String giftCard() {
        String found =
                world
                        .wiring()
                        .catalog()
                        .products()
                        .list(world.caller(), Listing.first())
                        .items()
                        .stream()
                        .filter(product -> product.sku().equals("CARD-1Y"))
                        .map(product -> product.id().toString())
                        .findAny()
                        .orElse("");
        return found.isEmpty() ? made("/api/v1/products", product("CARD-1Y", "")) : found;
    }

    private String product(String sku, String more) {
        return """
        {%s"sku":"%s","name":"Backup for a year","plan":"%s","term":"P1Y","medium":"gift_card",\
        "sales_model":"consignment","price":{"amount":"49.00","currency":"EUR"},"activation_required":true}\
        """
                .formatted(more, sku, plan);
    }

    private static String order(String product, String quantity) {
        return """
        {"product": "%s", "layout": "gift-card", "sheet": "avery-c32011-10", "quantity": %s}\
        """
                .formatted(product, quantity);
    }

    private void awaitReady(String path) {
        Awaitility.await("the job mints")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            // A job that finds others at work comes again a second later.
                            world.clock().forward(Duration.ofSeconds(1));
                            return json(get(path)).path("state").asText().equals("ready");
                        });
    }

    private String made(String path, String body) {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("id").asText();
    }

    private HttpResponse<String> get(String path) {
        return get(path, key);
    }

    private HttpResponse<String> get(String path, String bearer) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Accept", "*/*")
                        .build());
    }

    private HttpResponse<String> post(String path, String body) {
        return send("POST", path, key, body, "application/json");
    }

    private HttpResponse<String> send(
            String verb, String path, String bearer, String body, String type) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", type)
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
