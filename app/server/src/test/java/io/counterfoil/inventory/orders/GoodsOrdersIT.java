package io.counterfoil.inventory.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.stock.NewReorderPoint;
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
        Browser clerk = signedIn("retail", "clerk", shop.retailer());
        Browser operator = signedIn("console", "operator", null);
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
        assertThat(Jsoup.parse(refused.body()).select("input[name=order]").eachAttr("value"))
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
        Browser manager = signedIn("retail", "manager", shop.retailer());
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
    void whatIsTypedWronglyIsSaidAtItsField() {
        StockFixture.Shop shop = stock.shop("Typing");
        Browser manager = signedIn("retail", "manager", shop.retailer());
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
                        Map.of("outlet", new UUID(0, 1).toString(), "product", product.toString(), "items", "1"));
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
        assertThat(post(shops, part, serials(run, true), "part").statusCode()).isEqualTo(403);
        HttpResponse<String> partly = post(ours, part, serials(run, true), "part");
        assertThat(partly.statusCode()).as(partly.body()).isEqualTo(201);
        assertThat(post(ours, part, serials(run, true), "part").body()).isEqualTo(partly.body());
        assertThat(new ObjectMapper().readTree(partly.body()).path("state").asText())
                .isEqualTo("open");
        HttpResponse<String> gone = post(ours, part, serials(run, false), "again");
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
                .contains("Sold out until January")
                .doesNotContain(order.path("id").asText());
        assertThat(get(shops, next)).contains("Sold out until January");
        Browser clerk = signedIn("retail", "clerk", shop.retailer());
        assertThat(clerk.get(next.replace(API, PAGES)).body()).contains("Sold out until January");
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

    private static String serials(SerialRange range, boolean moreFollows) {
        return "{\"serials\":{\"from\":\"%s\",\"to\":\"%s\"},\"more_follows\":%s}"
                .formatted(range.first(), range.last(), moreFollows);
    }

    private static Map<String, String> form(
            StockFixture.Shop shop, UUID product, String items, String note) {
        return Map.of(
                "outlet",
                shop.outlet().toString(),
                "product",
                product.toString(),
                "items",
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

    private Browser signedIn(String area, String role, @Nullable UUID retailer) {
        String email = role + "@" + (retailer == null ? "harbour" : retailer) + ".example";
        StaffMembers.WithPassword made =
                world.wiring()
                        .access()
                        .staff()
                        .create(world.caller(), new NewMember(email, "Ann", role, retailer));
        Browser browser = server.browser();
        browser.signIn(area, email, made.password());
        return browser;
    }

    private GoodsOrders orders() {
        return world.wiring().inventory().orders();
    }
}
