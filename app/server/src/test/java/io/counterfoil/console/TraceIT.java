package io.counterfoil.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.activation.CustomerReturns;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.HoldRequest;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.inventory.Receipt;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.settlement.statements.Statement;
import io.counterfoil.settlement.statements.Tills;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TraceIT {
    private static final Pattern SSCC = Pattern.compile("[0-9]{18}");
    private static final UUID ACCOUNT = UUID.fromString("019c137e-c100-7000-8000-0000000000aa");

    @Test
    void aTraceTellsTheWholeLifeOfAnItemInOrder() throws IOException {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world)) {
            SerialNumber serial = live(world);
            Browser browser = signedIn(server);

            String page = browser.get("/console/serials/" + serial).body();
            assertThat(
                            Pattern.compile("<li>\\s*<p><strong>([^<]+)</strong>")
                                    .matcher(page)
                                    .results()
                                    .map(result -> SSCC.matcher(group(result)).replaceAll("SSCC")))
                    .containsExactly(
                            "Counted in as printed",
                            "Packed into carton SSCC",
                            "Sent to Main Street, in carton SSCC",
                            "Received in Main Street",
                            "Sold at Till 1 in Main Street, request 1",
                            "Sale undone at Till 1 in Main Street, request 1",
                            "Sold at Till 1 in Main Street, request 2",
                            "Put on hold",
                            "Released from hold",
                            "Redeemed for account that is deleted");
            assertThat(page)
                    .contains("Serial number " + serial, "redeemed", "Basic for a year", "Corner")
                    .contains(": recall", "that is deleted on storage node one")
                    .contains(">" + serial.run() + "</a>");
            // The product's number happens to be one in this test.
            assertThat(words(page.substring(page.indexOf("What happened"))))
                    .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-");

            JsonNode trace =
                    new ObjectMapper().readTree(browser.get("/api/v1/serials/" + serial).body());
            assertThat(trace.path("state").asText()).isEqualTo("redeemed");
            assertThat(trace.path("account").asText()).isEqualTo(ACCOUNT.toString());
            assertThat(trace.path("events").findValuesAsText("type"))
                    .isEqualTo(
                            List.of(
                                    "counted_in",
                                    "packed",
                                    "shipped",
                                    "received",
                                    "activated",
                                    "reversed",
                                    "activated",
                                    "held",
                                    "released",
                                    "redeemed"));
            assertThat(trace.path("events").findValuesAsText("at")).isSorted();
            assertThat(trace.path("printed").path(0).path("file").asText())
                    .isEqualTo("gift-card.pdf");
            assertThat(trace.path("printed").path(0).path("sheet").asInt()).isEqualTo(1);
            assertThat(trace.path("printed").path(0).path("label").asInt()).isEqualTo(2);
            assertThat(trace.path("carton").asText()).matches(SSCC);
            assertThat(trace.path("money").findValuesAsText("kind")).containsExactly("sale", "sale");
            assertThat(trace.path("money").path(0).path("undone_at").isTextual()).isTrue();
            assertThat(trace.path("money").path(1).path("undone_at").isNull()).isTrue();
            assertThat(page).contains("What it came to", "The shop owes us", "On no statement yet");
        }
    }

    @Test
    void aTraceTellsTheStatementAndTheLineOfAnItemAndHowMuchItsAccountHasStored() throws IOException {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world)) {
            StockFixture stock = new StockFixture(world, world.caller());
            StockFixture.Shop shop = stock.shop("Corner");
            SerialRange range = stock.printed(stock.product(true), 3);
            stock.received(shop, range);
            Tills tills = new Tills(world, stock);
            tills.agree(shop, 0, 0);
            range.stream()
                    .forEach(
                            serial -> {
                                minute(world);
                                tills.sell(shop, serial, " sold");
                            });
            SerialNumber second = SerialNumber.of(range.run(), 2);
            redeem(world, second);
            StockFixture.Shop branch = stock.branch(shop, "Station");
            world.wiring()
                    .retail()
                    .customerReturns()
                    .ofItem(
                            stock.callerOf(shop),
                            range.last().toString(),
                            new CustomerReturns.Grounds("R 1", null, branch.outlet().toString()));
            world.database().execute("UPDATE placement SET used_bytes = 5250000000");
            world.clock().forward(Duration.ofDays(2));
            tills.settle();
            Statement statement = tills.statements(shop).getFirst();
            assertThat(tills.lines(statement)).contains("2 sale 41.65").hasSize(2);

            Browser browser = signedIn(server);
            String page = browser.get("/console/serials/" + second).body();
            assertThat(page)
                    .contains(
                            "Sold at Till 1 in Main Street, request " + second + " sold",
                            "Statement " + statement.number() + ", line 2",
                            "on storage node one · 5.25 GB stored")
                    .doesNotContain("On no statement yet");
            assertThat(browser.get("/console/serials/" + range.last()).body())
                    .contains(
                            "Brought back by the customer to Station; sold at Till 1 in Main Street, request ");
            JsonNode trace =
                    new ObjectMapper().readTree(browser.get("/api/v1/serials/" + second).body());
            assertThat(trace.path("bytes").asLong()).isEqualTo(5_250_000_000L);
            assertThat(trace.path("money"))
                    .singleElement()
                    .satisfies(
                            line -> {
                                assertThat(line.path("statement").asLong())
                                        .isEqualTo(statement.number());
                                assertThat(line.path("line").asInt()).isEqualTo(2);
                            });
        }
    }

    private static Browser signedIn(TestServer server) {
        return server.signedIn("ann@harbour.example", "Ann", "support", null);
    }

    @Test
    void whatPassedAnItemByIsNotInItsTrace() {
        try (TestWorld world = new TestWorld()) {
            StockFixture stock = new StockFixture(world, world.caller());
            SerialRange range = stock.minted(stock.product(true), 3);
            SerialNumber spoiled = SerialNumber.of(range.run(), 1);
            SerialNumber arrived = SerialNumber.of(range.run(), 2);
            SerialNumber missing = SerialNumber.of(range.run(), 3);
            stock.countIn(range, Set.of(spoiled), Set.of());
            Shipment shipment = stock.shipped(stock.shop("Corner"), range);
            world.wiring()
                    .inventory()
                    .receipts()
                    .receive(
                            world.caller(),
                            shipment.id(),
                            new Receipt(null, List.of(arrived.toString()), null));

            assertThat(trace(world, spoiled)).containsExactly("counted_in spoiled");
            assertThat(trace(world, arrived))
                    .containsExactly("counted_in printed", "shipped shipped", "received received");
            assertThat(trace(world, missing))
                    .containsExactly("counted_in printed", "shipped shipped", "short shipped");
        }
    }

    private static List<String> trace(TestWorld world, SerialNumber serial) {
        return world
                .wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx -> world.wiring().inventory().items().history(tx, serial).stream()
                                .map(moment -> moment.event().type() + " " + moment.state().label())
                                .toList());
    }

    /** From the press to the disk, a minute between any two things that happen. */
    private static SerialNumber live(TestWorld world) {
        StockFixture stock = new StockFixture(world, world.caller());
        StockFixture.Shop shop = stock.shop("Corner");
        SerialRange range = stock.printed(stock.product(true), 3);
        SerialNumber serial = SerialNumber.of(range.run(), 2);
        minute(world);
        String sscc = stock.packed(range, range.size()).getFirst().sscc();
        minute(world);
        Shipment sent =
                world.wiring()
                        .inventory()
                        .shipments()
                        .send(
                                world.caller(),
                                new NewShipment(shop.outlet().toString(), List.of(sscc), null));
        world.wiring()
                .inventory()
                .receipts()
                .receive(world.caller(), sent.id(), Receipt.ofEverything());
        minute(world);
        sell(world, shop, serial, "1");
        minute(world);
        world.wiring()
                .retail()
                .reversals()
                .reverse(stock.callerOf(shop), "1", shop.till().id().toString(), null);
        minute(world);
        sell(world, shop, serial, "2");
        minute(world);
        HoldRequest all =
                new HoldRequest(range.first().toString(), range.last().toString(), "recall");
        world.wiring().inventory().holds().hold(world.caller(), all);
        minute(world);
        world.wiring().inventory().holdReleases().release(world.caller(), all);
        minute(world);
        redeem(world, serial);
        return serial;
    }

    private static void sell(
            TestWorld world, StockFixture.Shop shop, SerialNumber serial, String request) {
        NewActivation sale =
                new NewActivation(
                        request, shop.till().id().toString(), serial.toString(), null, null);
        world.wiring().retail().activations().activate(world.caller(), sale, null);
    }

    private static void redeem(TestWorld world, SerialNumber serial) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            UUID node = new UUID(0, 1);
                            tx.handle()
                                    .execute(
                                            "INSERT INTO node VALUES (?, 'one', 'http://localhost',"
                                                    + " 'http://localhost', now())",
                                            node);
                            tx.handle()
                                    .execute(
                                            """
                                            INSERT INTO placement (provider_id, account_id, node_id, version, state)
                                            VALUES (?, ?, ?, 1, 'open')
                                            """,
                                            tx.provider(),
                                            ACCOUNT,
                                            node);
                            return world.wiring()
                                    .inventory()
                                    .items()
                                    .redeem(tx, serial, Map.of("account", ACCOUNT.toString()));
                        });
    }

    private static void minute(TestWorld world) {
        world.clock().forward(Duration.ofMinutes(1));
    }

    /** What people see of a page, without the addresses and fields behind it. */
    private static String words(String page) {
        return page.replaceAll("(?s)<[^>]*>", " ");
    }

    private static String group(MatchResult result) {
        return result.group(1);
    }
}
