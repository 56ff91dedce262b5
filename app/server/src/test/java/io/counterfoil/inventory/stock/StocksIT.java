package io.counterfoil.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.HoldRequest;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StocksIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture others;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        others = new StockFixture(world, world.decoy());
        others.received(others.shop("Theirs"), others.printed(others.product(true), 3));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void figuresTellTheAgeOfStockItsPaceAndWhatToSend() {
        StockFixture.Shop shop = stock.shop("Corner");
        UUID product = stock.product(true);
        stock.received(shop, stock.printed(product, 2));
        world.clock().forward(Duration.ofDays(60));
        SerialRange sold = stock.printed(product, 3);
        stock.received(shop, sold);
        activate(shop, sold, 1, "a");
        activate(shop, sold, 2, "b");
        world.wiring()
                .retail()
                .reversals()
                .reverse(stock.callerOf(shop), "b", shop.till().id().toString(), null);
        world.clock().forward(Duration.ofDays(31));
        assertThat(of(shop, product).recentlySold()).as("a month ago").isZero();
        assertThat(of(shop, product).daysOfCover()).isNull();
        SerialRange latest = stock.printed(product, 4);
        stock.received(shop, latest);
        activate(shop, latest, 1, "c");
        stock.shipped(shop, stock.printed(product, 5));

        Stock.OfProduct figures = of(shop, product);
        assertThat(figures.counts())
                .containsOnly(
                        entry("received", 7),
                        entry("activated", 2),
                        entry("shipped", 5));
        assertThat(figures.ageing()).isEqualTo(new Stock.Ageing(3, 2, 2));
        assertThat(figures.recentlySold()).isEqualTo(1);
        assertThat(figures.daysOfCover()).isEqualTo(210);
        assertThat(figures.reorder()).isEqualTo(new Stock.Reorder(1, false, 0, 0));

        choose(shop, product, 20);
        assertThat(of(shop, product).reorder())
                .as("7 there and 5 on their way")
                .isEqualTo(new Stock.Reorder(20, true, 8, 0));
        choose(shop, product, null);
        assertThat(of(shop, product).reorder().chosen()).isFalse();
    }

    @Test
    void whatIsOnHoldLastsForNobody() {
        StockFixture.Shop shop = stock.shop("Recalled");
        UUID product = stock.product(true);
        SerialRange sold = stock.printed(product, 30);
        stock.received(shop, sold);
        for (int number = 1; number <= 30; number++) {
            activate(shop, sold, number, "r" + number);
            world.clock().forward(Duration.ofMinutes(1));
        }
        SerialRange left = stock.printed(product, 45);
        stock.received(shop, left);
        SerialRange coming = stock.printed(product, 4);
        stock.shipped(shop, coming);
        assertThat(of(shop, product).daysOfCover()).isEqualTo(45);
        for (SerialRange held :
                List.of(
                        new SerialRange(left.run(), 1, 40),
                        new SerialRange(coming.run(), 1, 3))) {
            world.wiring()
                    .inventory()
                    .holds()
                    .hold(
                            world.caller(),
                            new HoldRequest(
                                    held.first().toString(), held.last().toString(), "recall"));
        }
        assertThat(of(shop, product).daysOfCover()).isEqualTo(5);
        assertThat(of(shop, product).free()).isEqualTo(new Stock.Free(5, 1));
        assertThat(of(shop, product).reorder())
                .as("5 free ones there and 1 on its way")
                .isEqualTo(new Stock.Reorder(14, false, 22, 0));
    }

    @Test
    void whatACustomerBroughtBackLastsForNobodyEvenIfItIsInTheShopAgain() {
        StockFixture.Shop shop = stock.shop("Found again");
        UUID product = stock.product(true);
        SerialRange run = stock.printed(product, 4);
        stock.received(shop, run);
        activate(shop, run, 1, "f1");
        stock.broughtBackAndFound(shop, SerialNumber.of(run.run(), 4));
        Stock.OfProduct figures = of(shop, product);
        assertThat(figures.counts()).containsOnly(entry("received", 3), entry("activated", 1));
        assertThat(figures.free()).isEqualTo(new Stock.Free(2, 0));
        assertThat(figures.daysOfCover()).isEqualTo(60);
        choose(shop, product, 2);
        assertThat(of(shop, product).reorder()).isEqualTo(new Stock.Reorder(2, true, 0, 0));
        choose(shop, product, 3);
        assertThat(of(shop, product).reorder()).isEqualTo(new Stock.Reorder(3, true, 1, 0));
    }

    @Test
    void nothingMoreIsSentOfWhatIsPastItsLastDay() {
        StockFixture.Shop shop = stock.shop("Late");
        UUID product = stock.product(true);
        SerialRange run = stock.printed(product, 3);
        stock.received(shop, run);
        choose(shop, product, 10);
        LocalDate today = LocalDate.ofInstant(world.clock().instant(), world.provider().zone());
        world.database()
                .execute(
                        "UPDATE product SET redeem_by = '%s' WHERE id = '%s'"
                                .formatted(today, product));
        assertThat(of(shop, product).reorder().suggested()).as("today counts").isEqualTo(7);
        world.clock().forward(Duration.ofDays(1));
        assertThat(of(shop, product).reorder()).isEqualTo(new Stock.Reorder(10, true, 0, 0));
        world.database()
                .execute(
                        "INSERT INTO run_last_day (provider_id, run, product_id, redeem_by) VALUES ('%s', %d, '%s', '%s')"
                                .formatted(
                                        world.provider().id(),
                                        run.run(),
                                        product,
                                        today.plusDays(1)));
        assertThat(of(shop, product).reorder().suggested())
                .as("a run of it lasts longer")
                .isEqualTo(7);
        world.clock().forward(Duration.ofDays(1));
        assertThat(of(shop, product).reorder().suggested()).isZero();
    }

    @Test
    void figuresAreReadFromTheIndexAlone() {
        StockFixture.Shop shop = stock.shop("Index");
        stock.received(shop, stock.printed(stock.product(true), 3));
        String counts =
                world.statementsOf(() -> list(world.caller(), shop)).stream()
                        .filter(sql -> sql.contains("received_at > :quarter"))
                        .findAny()
                        .orElseThrow();
        for (Caller caller : List.of(world.caller(), stock.callerOf(shop))) {
            assertThat(plan(caller, counts, shop.outlet()))
                    .as("what the policies look at is in it, too")
                    .contains("Index Only Scan using serial_item_outlet");
        }
    }

    private String plan(Caller caller, String counts, UUID outlet) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx -> {
                            // So few rows are read as they come, whatever indexes there are.
                            tx.handle().execute("SET LOCAL enable_seqscan = off");
                            tx.handle().execute("SET LOCAL enable_bitmapscan = off");
                            return String.join(
                                    "\n",
                                    tx.handle()
                                            .createQuery("EXPLAIN " + counts)
                                            .bind("provider", tx.provider())
                                            .bindArray("outlets", UUID.class, List.of(outlet))
                                            .bind("month", tx.now())
                                            .bind("quarter", tx.now())
                                            .mapTo(String.class)
                                            .list());
                        });
    }

    @Test
    void whatAShopNeverHadIsSuggestedOnceSomebodyChoosesAPoint() {
        StockFixture.Shop shop = stock.shop("New");
        UUID product = stock.product(true);
        assertThat(list(world.caller(), shop)).singleElement().extracting(Stock::products).isEqualTo(List.of());
        choose(shop, product, 10);
        assertThat(of(shop, product).reorder().suggested()).isEqualTo(10);
        stock.received(shop, stock.printed(product, 11));
        StockFilter low = new StockFilter(Optional.of(shop.retailer()), Optional.empty(), true);
        assertThat(world.wiring().inventory().stocks().list(world.caller(), low, Listing.first()).items())
                .singleElement()
                .satisfies(one -> assertThat(one.products()).isEmpty());
    }

    @Test
    void aPointIsForThingsOfTheProviderOnly() {
        StockFixture.Shop shop = stock.shop("Mine");
        UUID theirs = others.product(true);
        assertThatThrownBy(() -> choose(shop, theirs, 1)).isInstanceOf(Refused.class);
        UUID product = stock.product(true);
        assertThatThrownBy(() -> choose(shop, product, -1)).isInstanceOf(Refused.class);
        assertThat(list(stock.callerOf(stock.shop("Elsewhere")), shop))
                .as("another retailer sees nothing of it")
                .isEmpty();
    }

    @Test
    void pagesOfStaffAndOfTheShopShowTheFigures() throws Exception {
        StockFixture.Shop shop = stock.shop("Harbour Books");
        UUID product = stock.product(true);
        stock.received(shop, stock.printed(product, 3));
        choose(shop, product, 1_500);
        try (TestServer server = new TestServer(world)) {
            Browser owner = signedIn(server, "owner", null);
            assertThat(owner.get("/console/stock?low=true&retailer=" + shop.retailer()).body())
                    .contains("Harbour Books</a>, Main Street", "<b>1,497</b>", "chosen")
                    .contains(
                            "/api/v1/inventory/products?retailer="
                                    + shop.retailer()
                                    + "&amp;low=true&amp;as=csv");
            String send =
                    Jsoup.parse(
                                    owner.get("/console/stock?low=true&retailer=" + shop.retailer())
                                            .body())
                            .expectFirst("td a[href^=/console/shipments]")
                            .attr("href");
            Document form = Jsoup.parse(owner.get(send).body());
            assertThat(form.select("main .note").text()).contains("asks for 1,497 × ");
            assertThat(form.select("#outlet option[selected], #carton_outlet option[selected]").eachAttr("value"))
                    .containsExactly(shop.outlet().toString(), shop.outlet().toString());
            String foreign =
                    send.replace(product.toString(), others.product(true).toString());
            assertThat(owner.get(foreign).statusCode()).isEqualTo(404);
            for (String number : List.of("0", "-1", "4294967295", "many")) {
                String wrong = send.replaceAll("items=[0-9]+", "items=" + number);
                assertThat(owner.get(wrong).statusCode()).as(wrong).isEqualTo(422);
            }
            for (String outlet : List.of("", new UUID(0, 1).toString())) {
                String nowhere = send.replace(shop.outlet().toString(), outlet);
                assertThat(Jsoup.parse(owner.get(nowhere).body()).text())
                        .as(nowhere)
                        .doesNotContain("asks for");
            }
            assertThat(
                            owner.submit(
                                            "/console/stock",
                                            "/console/stock",
                                            Map.of(
                                                    "outlet",
                                                    shop.outlet().toString(),
                                                    "product",
                                                    product.toString(),
                                                    "items",
                                                    "many"))
                                    .body())
                    .contains("A whole number, or nothing.");
            assertThat(of(shop, product).reorder().point()).isEqualTo(1_500);
            Browser manager = signedIn(server, "manager", shop.retailer());
            assertThat(manager.get("/retail").body())
                    .contains("<td class=\"number\" data-label=\"In stock\">3</td>")
                    .contains("Time for more", ", Main Street: 3 are left, none is on its way.")
                    .contains("1,497 more would last for four weeks.");
            choose(shop, product, 2);
            assertThat(manager.get("/retail").body()).doesNotContain("Time for more");
            SerialRange redeemed = stock.printed(product, 2);
            stock.received(shop, redeemed);
            world.database()
                    .execute(
                            """
                            UPDATE serial_item SET received_at = received_at - interval '45 days' WHERE outlet_id = '%1$s';
                            UPDATE serial_item SET state = 'redeemed', activated_at = received_at, redeemed_at = received_at
                            WHERE outlet_id = '%1$s' AND serial IN (%2$s, %3$s);
                            UPDATE serial_item SET redeemed_at = redeemed_at + interval '40 days' WHERE serial = %2$s
                            """
                                    .formatted(
                                            shop.outlet(), redeemed.first(), redeemed.last()));
            assertThat(manager.get("/retail").body())
                    .contains("3 for 31–90 days")
                    .contains("<td class=\"number\" data-label=\"Redeemed in 30 days\">1</td>");
        }
    }

    private Browser signedIn(
            TestServer server, String role, @Nullable UUID retailer) {
        return server.signedIn(role + "@stock.example", "Ann", role, retailer);
    }

    private void activate(StockFixture.Shop shop, SerialRange run, int number, String request) {
        world.wiring()
                .retail()
                .activations()
                .activate(
                        stock.callerOf(shop),
                        new NewActivation(
                                request,
                                shop.till().id().toString(),
                                run.stream().skip(number - 1L).findFirst().orElseThrow().toString(),
                                null,
                                null),
                        null);
    }

    private void choose(StockFixture.Shop shop, UUID product, @Nullable Integer items) {
        NewReorderPoint wanted =
                new NewReorderPoint(shop.outlet().toString(), product.toString(), items);
        world.wiring().inventory().reorderPoints().choose(world.caller(), wanted);
    }

    private Stock.OfProduct of(StockFixture.Shop shop, UUID product) {
        return list(world.caller(), shop).getFirst().products().stream()
                .filter(one -> one.product().equals(product))
                .findAny()
                .orElseThrow();
    }

    private List<Stock> list(Caller caller, StockFixture.Shop shop) {
        StockFilter filter = new StockFilter(Optional.empty(), Optional.of(shop.outlet()), false);
        return world.wiring().inventory().stocks().list(caller, filter, Listing.first()).items();
    }
}
