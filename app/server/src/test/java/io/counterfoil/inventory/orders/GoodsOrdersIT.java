package io.counterfoil.inventory.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.stock.NewReorderPoint;
import io.counterfoil.inventory.stock.Stock;
import io.counterfoil.inventory.stock.StockFilter;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What shops ask their provider to send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoodsOrdersIT {
    private static final String PAGES = "/retail/goods-orders";
    private static final String API = "/api/v1/goods-orders";

    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private UUID product;
    private int people;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        product = stock.product(true);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aClerkOrdersWhatIsSuggestedAndAnOperatorSendsIt() {
        StockFixture.Shop shop = stock.shop("Corner");
        world.wiring()
                .inventory()
                .reorderPoints()
                .choose(
                        world.caller(),
                        new NewReorderPoint(shop.outlet().toString(), product.toString(), 7));
        Browser clerk = signedIn("clerk", shop.retailer());
        Browser operator = signedIn("operator", null);
        assertThat(clerk.get("/retail").body()).contains("href=\"" + PAGES + "/new\"");

        Document form = Jsoup.parse(clerk.get(PAGES + "/new").body());
        assertThat(form.expectFirst("#items-" + product).val()).isEqualTo("7");
        HttpResponse<String> made =
                clerk.submit(PAGES + "/new", PAGES, form(shop, product, "7", "Before Saturday"));
        String order = made.headers().firstValue("Location").orElseThrow();
        assertThat(clerk.get(order).body())
                .contains("Ordered. Your provider sees it", "Before Saturday", "Withdraw the order");
        assertThat(clerk.get(PAGES + "?state=open").body())
                .contains("7 × Basic for a year", "/api/v1/goods-orders?state=open&amp;as=csv");

        String console = order.replace("/retail", "/console");
        assertThat(operator.get("/console").body())
                .contains("href=\"/console/goods-orders?state=open\"");
        assertThat(operator.get("/console/goods-orders").body())
                .contains(console, "Corner</a>, Main Street", "7 × Basic for a year");
        assertThat(Jsoup.parse(operator.get(console).body()).text())
                .contains("Before Saturday", "Who did what here Ordered goods");
        String send =
                Jsoup.parse(operator.get(console).body()).expectFirst("a[href$=#send]").attr("href");
        assertThat(Jsoup.parse(operator.get(send).body()).select("main .note").text())
                .contains("The order of Corner, Main Street asks for", "7 × Basic for a year");

        SerialRange run = stock.printed(product, 7);
        String id = order.substring(PAGES.length() + 1);
        HttpResponse<String> refused =
                operator.submit(send, "/console/shipments", sending(id, run.last() + "1", run));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.body()).select("form[method=post] input[name=order]").eachAttr("value"))
                .as("both forms are for the order still")
                .containsExactly(id, id);
        HttpResponse<String> sent =
                operator.submit(
                        send, "/console/shipments", sending(id, run.first().toString(), run));
        assertThat(sent.headers().firstValue("Location")).contains(console);
        GoodsOrder ended = orders().find(world.caller(), UUID.fromString(id));
        assertThat(ended.state()).isEqualTo(GoodsOrderState.SENT);
        assertThat(ended.shipments())
                .singleElement()
                .satisfies(one -> assertThat(one.items()).isEqualTo(7));
        assertThat(stock.item(run.first()).state()).isEqualTo(ItemState.SHIPPED);
        String shipment = ended.shipments().getFirst().id().toString();
        assertThat(operator.get(console).body())
                .contains("7 items are on their way to Main Street.", "/console/shipments/" + shipment)
                .doesNotContain("/decline");
        assertThat(clerk.get(order).body())
                .contains("/retail/receive/" + shipment)
                .doesNotContain("/withdraw");
        assertThat(operator.get(send).statusCode()).as("it is sent already").isEqualTo(409);
        assertThat(operator.get("/console/goods-orders?state=open&outlet=" + shop.outlet()).body())
                .contains("No such orders.");
        assertThat(Jsoup.parse(operator.get(console).body()).select(".trace strong").eachText())
                .containsExactly("Sent an order", "Ordered goods");
    }

    @Test
    void aFormSentTwiceOrdersOnceAndASecondOrderHasToWait() {
        StockFixture.Shop shop = stock.shop("Twice");
        Browser manager = signedIn("manager", shop.retailer());
        HttpResponse<String> page = manager.get(PAGES + "/new");
        Map<String, String> fields = new HashMap<>(manager.hidden(page, PAGES));
        fields.putAll(form(shop, product, "3", ""));
        HttpResponse<String> first = manager.post(PAGES, fields);
        HttpResponse<String> second = manager.post(PAGES, fields);
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(list(shop)).hasSize(1);

        assertThat(Jsoup.parse(manager.get(PAGES + "/new").body()).select("main .note a").eachAttr("href"))
                .containsExactly(first.headers().firstValue("Location").orElseThrow());
        HttpResponse<String> another =
                manager.submit(PAGES + "/new", PAGES, form(shop, product, "4", ""));
        assertThat(another.statusCode()).isEqualTo(409);
        assertThat(another.body()).contains("This outlet has an open order already.");
        assertThat(Jsoup.parse(another.body()).expectFirst("#items-" + product).val())
                .isEqualTo("4");
        String order = first.headers().firstValue("Location").orElseThrow();
        manager.submit(order, order + "/withdraw", Map.of());
        assertThat(Jsoup.parse(manager.get(order).body()).text())
                .contains("The order is withdrawn.", "withdrawn");
        assertThat(manager.submit(PAGES + "/new", PAGES, form(shop, product, "4", "")).statusCode())
                .isEqualTo(303);
        assertThat(orders().withdraw(stock.callerOf(shop), list(shop).getLast().id()).state())
                .as("again changes nothing")
                .isEqualTo(GoodsOrderState.WITHDRAWN);
    }

    @Test
    void whatAnOutletNeverHadIsShownAsOrdered() {
        StockFixture.Shop shop = stock.shop("Beginning");
        Caller caller = stock.callerOf(shop);
        order(caller, shop, product, 5);
        assertThat(
                        world.wiring()
                                .inventory()
                                .stocks()
                                .list(
                                        caller,
                                        new StockFilter(
                                                Optional.empty(), Optional.of(shop.outlet()), false),
                                        Listing.first())
                                .items())
                .flatExtracting(Stock::products)
                .extracting(Stock.OfProduct::product, Stock.OfProduct::reorder)
                .containsExactly(tuple(product, new Stock.Reorder(0, false, 0, 5)));
        assertThat(world.wiring().inventory().assortment().of(caller, shop.outlet()))
                .filteredOn(offer -> offer.product().equals(product))
                .extracting(Assortment.Offer::ordered)
                .containsExactly(5);
    }

    @Test
    void whatAnOpenOrderAsksForIsNotSuggestedOnceMore() {
        StockFixture.Shop shop = stock.shop("Ordering");
        Caller caller = stock.callerOf(shop);
        world.wiring()
                .inventory()
                .reorderPoints()
                .choose(
                        world.caller(),
                        new NewReorderPoint(shop.outlet().toString(), product.toString(), 7));
        Browser manager = signedIn("manager", shop.retailer());
        Browser operator = signedIn("operator", null);
        String stocks = "/console/stock?retailer=" + shop.retailer();
        assertThat(Jsoup.parse(operator.get(stocks).body()).select("td[data-label=Send] b").text())
                .isEqualTo("7");
        assertThat(operator.get("/console/shipments").body())
                .doesNotContain("Ordering, Main Street (has an open order)");
        GoodsOrder order = order(caller, shop, product, 5);

        Document form = Jsoup.parse(manager.get(PAGES + "/new").body());
        assertThat(form.expectFirst("#items-" + product).val())
                .as("who orders anew withdraws the order before")
                .isEqualTo("7");
        assertThat(form.text()).contains("5 ordered");
        assertThat(Jsoup.parse(manager.get("/retail").body()).text())
                .contains("none is on its way, 5 are ordered. 2 more would last for four weeks.");
        assertThat(Jsoup.parse(operator.get(stocks).body()).select("td[data-label=Send]").text())
                .isEqualTo("2 Send them 5 ordered Open order");
        assertThat(
                        Jsoup.parse(operator.get("/console/shipments").body())
                                .select("form[method=post] option[value=%s]".formatted(shop.outlet()))
                                .eachText())
                .as("in both forms")
                .containsExactly(
                        "Ordering, Main Street (has an open order)",
                        "Ordering, Main Street (has an open order)");

        send(order, stock.printed(product, 1), false);
        assertThat(Jsoup.parse(operator.get(stocks).body()).select("td[data-label=Send]").text())
                .as("one is on its way")
                .isEqualTo("2 Send them 4 ordered Open order");
        SerialRange beside = stock.printed(product, 1);
        String sent =
                operator.submit(
                                "/console/shipments",
                                "/console/shipments",
                                Map.of(
                                        "outlet",
                                        shop.outlet().toString(),
                                        "serials.from",
                                        beside.first().toString(),
                                        "serials.to",
                                        beside.last().toString()))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        assertThat(Jsoup.parse(operator.get(sent).body()).text())
                .contains(
                        "1 item is on its way to Main Street. It does not count for the open order of this outlet.");
        orders().withdraw(caller, order.id());
        assertThat(Jsoup.parse(operator.get(stocks).body()).select("td[data-label=Send]").text())
                .isEqualTo("5 Send them");
        assertThat(Jsoup.parse(manager.get("/retail").body()).text())
                .contains("2 are on their way. 5 more would last for four weeks.");
    }

    @Test
    void whatIsTypedWronglyIsSaidAtItsField() {
        StockFixture.Shop shop = stock.shop("Typing");
        Browser manager = signedIn("manager", shop.retailer());
        Map.of(
                        "many", "A whole number from 0 to 100,000.",
                        "-1", "A whole number from 0 to 100,000.",
                        "100001", "A whole number from 0 to 100,000.",
                        "1,000", "Write the number without separators for thousands, such as 1000.",
                        "0", "Say of at least one product how many you need.",
                        " ", "Say of at least one product how many you need.")
                .forEach(
                        (typed, problem) -> {
                            HttpResponse<String> answer =
                                    manager.submit(
                                            PAGES + "/new",
                                            PAGES,
                                            form(shop, product, typed, "Soon"));
                            assertThat(answer.statusCode()).as(typed).isEqualTo(422);
                            Document page = Jsoup.parse(answer.body());
                            assertThat(page.select("#items-" + product + "-problem").text())
                                    .as(typed)
                                    .isEqualTo(problem);
                            assertThat(page.select("[role=alert] a").eachAttr("href"))
                                    .containsExactly("#items-" + product);
                            assertThat(page.expectFirst("#note").val()).isEqualTo("Soon");
                        });
        HttpResponse<String> nowhere =
                manager.submit(
                        PAGES + "/new",
                        PAGES,
                        Map.of(
                                "outlet",
                                new UUID(0, 1).toString(),
                                "product",
                                product.toString(),
                                "items-" + product,
                                "1"));
        assertThat(nowhere.statusCode()).isEqualTo(422);
        assertThat(nowhere.body()).contains("This outlet was not found.");
        assertThat(manager.post(PAGES, manager.hidden(manager.get(PAGES + "/new"), PAGES)).statusCode())
                .as("a form without its lines")
                .isEqualTo(422);
        assertThat(list(shop)).isEmpty();
    }

    @Test
    void programsOrderSendAndDecline() throws Exception {
        StockFixture.Shop shop = stock.shop("Programs");
        UUID other = stock.product(true);
        String shops = key(shop.retailer());
        String ours = key(null);
        String body =
                "{\"outlet\":\"%s\",\"lines\":[{\"product\":\"%s\",\"items\":2},{\"product\":\"%s\",\"items\":1}]}"
                        .formatted(shop.outlet(), product, other);
        HttpResponse<String> made = post(shops, API, body, "one");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(post(shops, API, body, "one").body()).isEqualTo(made.body());
        assertThat(post(shops, API, body, "two").statusCode()).isEqualTo(409);
        JsonNode order = new ObjectMapper().readTree(made.body());
        assertThat(order.path("state").asText()).isEqualTo("open");
        assertThat(order.path("items").asInt()).isEqualTo(3);
        assertThat(order.path("lines")).hasSize(2);
        String one = API + "/" + order.path("id").asText();

        SerialRange run = stock.printed(product, 2);
        SerialRange rest = stock.printed(other, 1);
        String part = one + "/shipments";
        assertThat(post(shops, part, serials(run, false), "part").statusCode()).isEqualTo(403);
        HttpResponse<String> partly = post(ours, part, serials(run, false), "part");
        assertThat(partly.statusCode()).as(partly.body()).isEqualTo(201);
        assertThat(post(ours, part, serials(run, false), "part").body()).isEqualTo(partly.body());
        assertThat(new ObjectMapper().readTree(partly.body()).path("state").asText())
                .isEqualTo("open");
        HttpResponse<String> gone = post(ours, part, serials(run, true), "again");
        assertThat(gone.statusCode()).as("they are on their way").isEqualTo(409);
        assertThat(orders().find(world.caller(), UUID.fromString(order.path("id").asText())).state())
                .as("nothing of a shipment that was refused is left")
                .isEqualTo(GoodsOrderState.OPEN);
        JsonNode whole =
                new ObjectMapper().readTree(post(ours, part, serials(rest, false), "rest").body());
        assertThat(whole.path("state").asText()).isEqualTo("sent");
        assertThat(whole.path("shipments")).hasSize(2);
        assertThat(post(shops, one + "/withdraw", "", null).body())
                .contains("This order was sent before, and that stays.");
        assertThat(post(ours, one + "/decline", "{\"answer\":\"No\"}", null).statusCode())
                .isEqualTo(409);

        String next =
                API
                        + "/"
                        + new ObjectMapper()
                                .readTree(post(shops, API, body, null).body())
                                .path("id")
                                .asText();
        assertThat(post(ours, next + "/decline", "{\"answer\":\" \"}", null).statusCode())
                .isEqualTo(422);
        assertThat(post(shops, next + "/decline", "{\"answer\":\"No\"}", null).statusCode())
                .isEqualTo(403);
        String answer = "{\"answer\":\"Sold out until January\"}";
        HttpResponse<String> declined = post(ours, next + "/decline", answer, null);
        assertThat(declined.body()).contains("\"declined\"", "Sold out until January");
        assertThat(post(ours, next + "/decline", answer, null).body()).isEqualTo(declined.body());
        assertThat(post(ours, next + "/decline", "{\"answer\":\"Other\"}", null).statusCode())
                .isEqualTo(409);
        assertThat(get(shops, API + "?state=declined&as=csv"))
                .contains("Sold out until January", "Main Street", "2 × ", "; 1 × ")
                .doesNotContain(order.path("id").asText());
        assertThat(get(shops, next)).contains("Sold out until January");
        Browser clerk = signedIn("clerk", shop.retailer());
        assertThat(clerk.get(next.replace(API, PAGES)).body()).contains("Sold out until January");
    }

    @Test
    void whatWasTypedStaysWithItsProductThoughTheProductsStandOtherwise() {
        StockFixture.Shop shop = stock.shop("Two products");
        UUID second = stock.product(true);
        world.database()
                .execute(
                        "UPDATE product SET name = 'Zzz' WHERE id = '%s'".formatted(second));
        Browser clerk = signedIn("clerk", shop.retailer());
        HttpResponse<String> opened = clerk.get(PAGES + "/new");
        Map<String, String> fields = new HashMap<>(clerk.hidden(opened, PAGES));
        fields.remove("product");
        assertThat(Jsoup.parse(opened.body()).select("input[name=product]").eachAttr("value"))
                .contains(product.toString(), second.toString());
        world.wiring()
                .inventory()
                .reorderPoints()
                .choose(
                        world.caller(),
                        new NewReorderPoint(shop.outlet().toString(), second.toString(), 7));
        assertThat(
                        Jsoup.parse(clerk.get(PAGES + "/new").body())
                                .expectFirst("input[name=product]")
                                .val())
                .as("what is needed stands first by now")
                .isEqualTo(second.toString());
        List<Map.Entry<String, String>> typed = new ArrayList<>(fields.entrySet());
        typed.add(Map.entry("product", product.toString()));
        typed.add(Map.entry("items-" + product, "500"));
        typed.add(Map.entry("product", second.toString()));
        typed.add(Map.entry("items-" + second, "x"));
        HttpResponse<String> refused = clerk.post(PAGES, typed);
        assertThat(refused.statusCode()).isEqualTo(422);
        Document again = Jsoup.parse(refused.body());
        assertThat(again.expectFirst("#items-" + product).val()).isEqualTo("500");
        assertThat(again.expectFirst("#items-" + second).val()).isEqualTo("x");
        assertThat(again.select("[aria-invalid]").eachAttr("id"))
                .containsExactly("items-" + second);
    }

    @Test
    void anOrderStaysOpenUntilAllOfItIsSentOrNothingMoreFollows() {
        StockFixture.Shop shop = stock.shop("Parts");
        UUID other = stock.product(true);
        GoodsOrder order = order(stock.callerOf(shop), shop, product, 5);
        assertThat(send(order, stock.printed(other, 1), false))
                .satisfies(
                        one -> {
                            assertThat(one.state()).isEqualTo(GoodsOrderState.OPEN);
                            assertThat(one.lines())
                                    .extracting(
                                            GoodsOrder.OrderLine::product,
                                            GoodsOrder.OrderLine::items,
                                            GoodsOrder.OrderLine::sent)
                                    .containsExactly(
                                            Tuple.tuple(product, 5, 0), Tuple.tuple(other, 0, 1));
                            assertThat(one.items()).isEqualTo(5);
                        });
        assertThat(send(order, stock.printed(product, 3), false).state())
                .isEqualTo(GoodsOrderState.OPEN);
        Browser clerk = signedIn("clerk", shop.retailer());
        assertThat(told(clerk, PAGES + "/" + order.id()))
                .containsExactly(
                        "Basic for a year " + sku(order, product) + " 5 3",
                        "Basic for a year " + sku(order, other) + " 0 1");
        Browser operator = signedIn("operator", null);
        assertThat(told(operator, "/console/goods-orders/" + order.id()))
                .isEqualTo(told(clerk, PAGES + "/" + order.id()));
        assertThat(operator.get("/console/stock?retailer=" + shop.retailer()).body())
                .contains("/console/goods-orders/" + order.id());
        assertThat(operator.get("/console/shipments?outlet=" + shop.outlet()).body())
                .contains("/console/goods-orders/" + order.id(), "does not count for it");
        Document form =
                Jsoup.parse(operator.get("/console/shipments?order=" + order.id()).body());
        assertThat(form.expectFirst("form.search input[name=order]").val())
                .isEqualTo(order.id().toString());
        assertThat(form.select("main .note li").eachText())
                .as("what is still to come")
                .containsExactly("2 × Basic for a year " + sku(order, product));
        assertThat(send(order, stock.printed(product, 2), false).state())
                .isEqualTo(GoodsOrderState.SENT);

        GoodsOrder fewer = order(stock.callerOf(shop), shop, product, 5);
        SerialRange last = stock.printed(product, 1);
        HttpResponse<String> sent =
                operator.submit(
                        "/console/shipments?order=" + fewer.id(),
                        "/console/shipments",
                        Map.of(
                                "order",
                                fewer.id().toString(),
                                "serials.from",
                                last.first().toString(),
                                "serials.to",
                                last.last().toString(),
                                "nothing_more_follows",
                                "true"));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(orders().find(world.caller(), fewer.id()).state())
                .isEqualTo(GoodsOrderState.SENT);
    }

    private static List<String> told(Browser reader, String page) {
        return Jsoup.parse(reader.get(page).body()).select("main table.stacked tbody tr").eachText();
    }

    private String sku(GoodsOrder order, UUID of) {
        return orders().find(world.caller(), order.id()).lines().stream()
                .filter(line -> line.product().equals(of))
                .findAny()
                .orElseThrow()
                .sku();
    }

    private GoodsOrder send(GoodsOrder order, SerialRange range, boolean nothingMore) {
        return orders().send(world.caller(), order.id(), sending(range), nothingMore);
    }

    @Test
    void nothingIsSentToAnOutletThatIsClosedMeanwhile() {
        StockFixture.Shop shop = stock.shop("Closing");
        GoodsOrder order = order(stock.callerOf(shop), shop, product, 1);
        world.database()
                .execute(
                        "UPDATE outlet SET active = false WHERE id = '%s'".formatted(shop.outlet()));
        SerialRange run = stock.printed(product, 1);
        String closed = "The outlet of this order is closed. Decline the order.";
        HttpResponse<String> overTheApi =
                post(key(null), API + "/" + order.id() + "/shipments", serials(run, false), null);
        assertThat(overTheApi.statusCode()).isEqualTo(409);
        assertThat(overTheApi.body()).contains(closed);
        Browser operator = signedIn("operator", null);
        HttpResponse<String> onThePage =
                operator.submit(
                        "/console/shipments?order=" + order.id(),
                        "/console/shipments",
                        sending(order.id().toString(), run.first().toString(), run));
        assertThat(onThePage.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(onThePage.body()).select("[role=alert]").text()).isEqualTo(closed);
        assertThat(orders().decline(world.caller(), order.id(), "You are closed").state())
                .isEqualTo(GoodsOrderState.DECLINED);
        assertThat(stock.item(run.first()).state()).isEqualTo(ItemState.PRINTED);
    }

    @Test
    void whoeverIsAboutToSendIsToldThatTheShopWithdrew() {
        StockFixture.Shop shop = stock.shop("Withdrawing");
        GoodsOrder order = order(stock.callerOf(shop), shop, product, 1);
        SerialRange run = stock.printed(product, 1);
        Browser operator = signedIn("operator", null);
        HttpResponse<String> form = operator.get("/console/shipments?order=" + order.id());
        assertThat(orders().withdraw(stock.callerOf(shop), order.id()).state())
                .isEqualTo(GoodsOrderState.WITHDRAWN);
        List.of(
                        operator.fill(
                                form,
                                "/console/shipments",
                                sending(order.id().toString(), run.first().toString(), run)),
                        operator.get("/console/shipments?order=" + order.id()))
                .forEach(
                        answer -> {
                            assertThat(answer.statusCode()).isEqualTo(409);
                            Document page = Jsoup.parse(answer.body());
                            assertThat(page.expectFirst("h1").text())
                                    .isEqualTo("Order of Withdrawing, Main Street");
                            assertThat(page.select("[role=alert]").text())
                                    .isEqualTo("This order was withdrawn before, and that stays.");
                            assertThat(page.select("main form")).isEmpty();
                        });
        assertThat(stock.item(run.first()).state()).isEqualTo(ItemState.PRINTED);
    }

    @Test
    void anOutletOrdersOnlySoOftenADay() {
        StockFixture.Shop shop = stock.shop("Often");
        Caller caller = stock.callerOf(shop);
        for (int made = 0; made < GoodsOrders.MOST_A_DAY; made++) {
            GoodsOrder order = order(caller, shop, product, 1);
            assertThat(orders().withdraw(caller, order.id()).state())
                    .isEqualTo(GoodsOrderState.WITHDRAWN);
        }
        assertThatThrownBy(() -> order(caller, shop, product, 1))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("This outlet made 20 orders within a day.");
        StockFixture.Shop other = stock.shop("Seldom");
        assertThat(order(stock.callerOf(other), other, product, 1).state())
                .isEqualTo(GoodsOrderState.OPEN);
        world.database()
                .execute(
                        "UPDATE goods_order SET ordered_at = ordered_at - interval '25 hours' WHERE outlet_id = '%s'"
                                .formatted(shop.outlet()));
        assertThat(order(caller, shop, product, 1).state()).isEqualTo(GoodsOrderState.OPEN);
    }

    @Test
    void inTheDatabaseToAShopCannotAnswerForItsProvider() {
        StockFixture.Shop shop = stock.shop("Answering");
        Caller caller = stock.callerOf(shop);
        GoodsOrder order = order(caller, shop, product, 1);
        UUID shipment = stock.shipped(shop, stock.printed(product, 1)).id();
        for (GoodsOrderState answer : List.of(GoodsOrderState.SENT, GoodsOrderState.DECLINED)) {
            String why = answer == GoodsOrderState.DECLINED ? "Because" : null;
            assertThatThrownBy(
                            () ->
                                    world.wiring()
.transactions()
                                            .write(
                                                    caller,
                                                    tx ->
                                                            new GoodsOrderRepository(tx)
                                                                    .end(order.id(), answer, why)))
                    .as("%s", answer)
                    .hasStackTraceContaining("row-level security");
        }
        assertThatThrownBy(
                        () ->
                                world.wiring()
.transactions()
                                        .write(
                                                caller,
                                                tx -> {
                                                    new GoodsOrderRepository(tx)
                                                            .link(order.id(), shipment);
                                                    return true;
                                                }))
                .hasStackTraceContaining("row-level security");
        assertThat(orders().find(world.caller(), order.id()).state())
                .isEqualTo(GoodsOrderState.OPEN);
    }

    @Test
    void anOrderIsRefusedInWords() {
        StockFixture.Shop shop = stock.shop("Words");
        Caller caller = stock.callerOf(shop);
        UUID foreign = new StockFixture(world, world.decoy(), "Theirs").product(true);
        UUID sent = stock.product(true);
        world.database().execute("UPDATE product SET medium = 'e_code' WHERE id = '%s'".formatted(sent));
        UUID over = stock.product(true);
        LocalDate today = LocalDate.ofInstant(world.clock().instant(), world.provider().zone());
        world.database()
                .execute(
                        "UPDATE product SET redeem_by = '%s' WHERE id = '%s'"
                                .formatted(today.minusDays(1), over));
        for (UUID none : List.of(foreign, sent, over, new UUID(0, 1))) {
            assertThatThrownBy(() -> order(caller, shop, none, 1))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.fields())
                                            .singleElement()
                                            .satisfies(
                                                    problem -> {
                                                        assertThat(problem.field())
                                                                .isEqualTo("lines[0].product");
                                                        assertThat(problem.message())
                                                                .isEqualTo("This product can't be ordered.");
                                                    }));
        }
        assertThat(world.wiring().inventory().assortment().of(caller, shop.outlet()))
                .extracting(Assortment.Offer::product)
                .contains(product)
                .doesNotContain(foreign, sent, over);
        String id = product.toString();
        NewGoodsOrder.NewOrderLine line = new NewGoodsOrder.NewOrderLine(id, 1);
        assertRefused(caller, shop, "lines[1].product", line, line);
        assertRefused(caller, shop, "lines[0].items", new NewGoodsOrder.NewOrderLine(id, null));
        assertRefused(caller, shop, "lines[0].product", new NewGoodsOrder.NewOrderLine("12", 1));
        assertRefused(caller, shop, "lines");
        List<NewGoodsOrder.@Nullable NewOrderLine> hollow = new ArrayList<>();
        hollow.add(null);
        assertThatThrownBy(
                        () ->
                                orders().order(
                                                caller,
                                                new NewGoodsOrder(
                                                        shop.outlet().toString(), hollow, null)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> order(stock.callerOf(stock.shop("Rival")), shop, product, 1))
                .as("another retailer's outlet")
                .isInstanceOf(Refused.class);
        world.database()
                .execute(
                        "UPDATE outlet SET active = false WHERE id = '%s'".formatted(shop.outlet()));
        assertThatThrownBy(() -> order(caller, shop, product, 1))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.fields().getFirst().field()).isEqualTo("outlet"));
    }

    @Test
    void ofTwoWhoAnswerAtOnceOneWinsAndTheOtherIsTold() throws Exception {
        for (int round = 0; round < 5; round++) {
            StockFixture.Shop shop = stock.shop("Race " + round);
            GoodsOrder order = order(stock.callerOf(shop), shop, product, 2);
            SerialRange one = stock.printed(product, 2);
            SerialRange two = stock.printed(product, 2);
            List<Optional<Refused>> answers =
                    atOnce(
                            () -> orders().send(world.caller(), order.id(), sending(one), false),
                            () -> orders().send(world.caller(), order.id(), sending(two), false),
                            () -> orders().decline(world.caller(), order.id(), "Sold out"),
                            () -> orders().withdraw(stock.callerOf(shop), order.id()));
            assertThat(answers.stream().filter(Optional::isEmpty)).hasSize(1);
            assertThat(answers.stream().flatMap(Optional::stream))
                    .allSatisfy(
                            refused ->
                                    assertThat(refused.getMessage())
                                            .contains("This order was", "before, and that stays."));
            GoodsOrder ended = orders().find(world.caller(), order.id());
            int shipped =
                    stock.counts(one).getOrDefault(ItemState.SHIPPED, 0)
                            + stock.counts(two).getOrDefault(ItemState.SHIPPED, 0);
            assertThat(shipped).isEqualTo(ended.state() == GoodsOrderState.SENT ? 2 : 0);
            assertThat(ended.shipments()).hasSize(shipped / 2);
        }
    }

    @Test
    void ofTwoWhoOrderAtOnceOneIsToldToWait() throws Exception {
        StockFixture.Shop shop = stock.shop("Both");
        List<Optional<Refused>> answers =
                atOnce(
                        () -> order(stock.callerOf(shop), shop, product, 1),
                        () -> order(stock.callerOf(shop), shop, product, 2));
        assertThat(answers.stream().filter(Optional::isEmpty)).hasSize(1);
        assertThat(list(shop)).hasSize(1);
    }

    private static List<Optional<Refused>> atOnce(Callable<?>... works) throws Exception {
        CyclicBarrier start = new CyclicBarrier(works.length);
        List<Future<Optional<Refused>>> running = new ArrayList<>();
        List<Optional<Refused>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(works.length)) {
            for (Callable<?> work : works) {
                running.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    try {
                                        assertThat(work.call()).isNotNull();
                                        return Optional.empty();
                                    } catch (Refused refused) {
                                        return Optional.of(refused);
                                    }
                                }));
            }
            for (Future<Optional<Refused>> one : running) {
                answers.add(one.get());
            }
        }
        return answers;
    }

    private void assertRefused(
            Caller caller, StockFixture.Shop shop, String field, NewGoodsOrder.NewOrderLine... lines) {
        NewGoodsOrder wanted =
                new NewGoodsOrder(shop.outlet().toString(), List.of(lines), null);
        assertThatThrownBy(() -> orders().order(caller, wanted))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly(field));
    }

    private GoodsOrder order(Caller caller, StockFixture.Shop shop, UUID ordered, int items) {
        return orders().order(
                        caller,
                        new NewGoodsOrder(
                                shop.outlet().toString(),
                                List.of(new NewGoodsOrder.NewOrderLine(ordered.toString(), items)),
                                null));
    }

    private static NewShipment sending(SerialRange range) {
        return new NewShipment(
                null,
                null,
                new NewShipment.Range(range.first().toString(), range.last().toString()));
    }

    private static Map<String, String> sending(String order, String from, SerialRange range) {
        return Map.of("order", order, "serials.from", from, "serials.to", range.last().toString());
    }

    private static String serials(SerialRange range, boolean nothingMore) {
        return "{\"serials\":{\"from\":\"%s\",\"to\":\"%s\"},\"nothing_more_follows\":%s}"
                .formatted(range.first(), range.last(), nothingMore);
    }

    private static Map<String, String> form(
            StockFixture.Shop shop, UUID product, String items, String note) {
        return Map.of(
                "outlet",
                shop.outlet().toString(),
                "product",
                product.toString(),
                "items-" + product,
                items,
                "note",
                note);
    }

    private List<GoodsOrder> list(StockFixture.Shop shop) {
        return orders().list(
                        stock.callerOf(shop),
                        Optional.of(shop.outlet()),
                        Optional.empty(),
                        Listing.first())
                .items();
    }

    private String key(@Nullable UUID retailer) {
        return world.wiring()
                .access()
                .apiKeys()
                .make(world.caller(), "Key of " + retailer, retailer)
                .key();
    }

    private HttpResponse<String> post(
            String key, String path, String body, @Nullable String once) {
        HttpRequest.Builder request =
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (once != null) {
            request.header("Idempotency-Key", once);
        }
        return server.send(request.build());
    }

    private String get(String key, String path) {
        return server.send(server.request(path).header("Authorization", "Bearer " + key).build())
                .body();
    }

    private Browser signedIn(String role, @Nullable UUID retailer) {
        people++;
        String email = role + people + "@harbour.example";
        return server.signedIn(email, "Ann", role, retailer);
    }

    private GoodsOrders orders() {
        return world.wiring().inventory().orders();
    }
}
