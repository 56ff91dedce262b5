package io.counterfoil.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Carton;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.inventory.Receipt;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.WriteKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockTakesIT {
    private TestWorld world;
    private StockFixture stock;
    private UUID product;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        product = stock.product(true);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aCountListsWhatIsMissingAndWhatShouldNotBeThereAndMovesNothing() {
        StockFixture.Shop shop = stock.shop("Corner");
        Caller clerk = stock.callerOf(shop);
        SerialRange run = stock.printed(product, 6);
        stock.received(shop, run);
        SerialRange coming = stock.printed(product, 1);
        stock.shipped(shop, coming);
        SerialRange rivals = stock.printed(product, 1);
        stock.received(stock.shop("Rival"), rivals);
        SerialRange opened = stock.printed(product, 1);
        stock.received(shop, opened);
        broughtBack(shop, opened.first());
        SerialRange late = stock.printed(product, 2);
        UUID rest = stock.shipped(shop, late).id();
        receive(rest, at(late, 1));
        SerialRange undone = stock.printed(product, 1);
        stock.received(shop, undone);
        NewActivation sale =
                new NewActivation(
                        "sold before", shop.till().id().toString(), at(undone, 1).toString(), null, null);
        world.wiring().retail().activations().activate(clerk, sale, null);
        UUID take = open(clerk, shop).id();
        count(clerk, take, at(late, 1).toString());
        count(clerk, take, at(run, 1) + "-" + at(run, 2), at(opened, 1).toString());
        count(clerk, take, at(run, 2).toString(), at(run, 5).toString());
        StockTake counted =
                count(clerk, take, at(coming, 1).toString(), at(rivals, 1).toString());
        assertThat(counted.counted()).as("the second one was scanned twice").isEqualTo(7);
        SerialRange later = stock.printed(product, 1);
        world.clock().forward(Duration.ofMinutes(1));
        stock.received(shop, later);
        receive(rest, at(late, 2));
        world.wiring()
                .retail()
                .reversals()
                .reverse(clerk, "sold before", shop.till().id().toString(), null);

        StockTake closed = takes().close(clerk, take);
        assertThat(closed.open()).isFalse();
        assertThat(closed.missing()).as("what came into stock since need not be counted").isEqualTo(3);
        assertThat(closed.unexpected()).isEqualTo(3);
        assertThat(closed.differences())
                .containsExactlyInAnyOrder(
                        new StockTake.Difference(
                                "missing", new SerialRange(run.run(), 3, 4), 2),
                        new StockTake.Difference(
                                "missing", new SerialRange(run.run(), 6, 6), 1),
                        new StockTake.Difference("taken_back", opened, 0),
                        new StockTake.Difference("shipped", coming, 0),
                        new StockTake.Difference("unknown", rivals, 0));
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.RECEIVED, 6));
        assertThat(takes().close(clerk, take)).as("again").isEqualTo(closed);
        assertThatThrownBy(() -> count(clerk, take, at(run, 6).toString()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("closed");
    }

    @Test
    void whatACustomerBroughtBackIsNotExpectedEvenIfItIsInTheShopAgain() {
        StockFixture.Shop shop = stock.shop("Behind a shelf");
        Caller clerk = stock.callerOf(shop);
        SerialRange run = stock.printed(product, 3);
        stock.received(shop, run);
        stock.broughtBackAndFound(shop, at(run, 2));
        stock.broughtBackAndFound(shop, at(run, 3));
        world.clock().forward(Duration.ofMinutes(1));
        UUID take = open(clerk, shop).id();
        count(clerk, take, at(run, 2).toString());
        StockTake closed = takes().close(clerk, take);
        assertThat(closed.differences())
                .containsExactly(
                        new StockTake.Difference(
                                "missing", new SerialRange(run.run(), 1, 1), 1),
                        new StockTake.Difference(
                                "taken_back", new SerialRange(run.run(), 2, 2), 0));
    }

    @Test
    void aClosedCartonIsCountedByItsLabelAndAnOpenedOneByItsItems() {
        StockFixture.Shop shop = stock.shop("Back room");
        Caller clerk = stock.callerOf(shop);
        SerialRange run = stock.printed(product, 6);
        List<Carton> cartons = receivedIn(shop, run);
        world.clock().forward(Duration.ofMinutes(1));
        UUID take = open(clerk, shop).id();
        String closed = cartons.getFirst().sscc();
        assertThat(countCartons(clerk, take, "(00) " + closed).counted()).isEqualTo(3);
        assertThat(countCartons(clerk, take, closed).counted()).as("twice").isEqualTo(3);

        String opened = cartons.getLast().sscc();
        sell(clerk, shop, at(run, 5));
        assertThatThrownBy(() -> countCartons(clerk, take, opened))
                .isInstanceOf(Refused.class)
                .hasMessage(
                        "Carton %s has 3 items, of which 2 are there. Name the items themselves."
                                .formatted(opened));
        StockFixture.Shop other = stock.shop("Next door");
        UUID there = open(stock.callerOf(other), other).id();
        assertThatThrownBy(() -> countCartons(stock.callerOf(other), there, closed))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::message)
                                        .containsExactly(
                                                "There is no carton %s. Check the digits under its bars."
                                                        .formatted(closed)));
        assertThat(takes().close(clerk, take).differences())
                .as("what is left of the opened one")
                .containsExactlyInAnyOrder(
                        new StockTake.Difference(
                                "missing", new SerialRange(run.run(), 4, 4), 1),
                        new StockTake.Difference(
                                "missing", new SerialRange(run.run(), 6, 6), 1));
    }

    @Test
    void whatWasCountedInACartonStaysCountedIfSomethingOfItIsSoldSince() {
        StockFixture.Shop shop = stock.shop("Sells while it counts");
        Caller clerk = stock.callerOf(shop);
        SerialRange run = stock.printed(product, 6);
        List<Carton> cartons = receivedIn(shop, run);
        world.clock().forward(Duration.ofMinutes(1));
        UUID take = open(clerk, shop).id();
        String first = cartons.getFirst().sscc();
        StockCount both = new StockCount(null, List.of(first, cartons.getLast().sscc()));
        Caller once = new Caller(clerk.scope(), clerk.actor(), new WriteKey("closing", new byte[] {1}));

        countCartons(clerk, take, first);
        sell(clerk, shop, at(run, 1));
        assertThat(countCartons(clerk, take, first).counted()).as("the answer was lost").isEqualTo(3);
        StockTake closed = takes().close(once, take, both);
        assertThat(closed.counted()).isEqualTo(6);
        assertThat(closed.differences()).isEmpty();

        sell(clerk, shop, at(run, 4));
        assertThat(takes().close(once, take, both)).as("by its key").isEqualTo(closed);
        assertThat(takes().close(clerk, take, both)).as("without one").isEqualTo(closed);
        List<Carton> later = receivedIn(shop, stock.printed(product, 2));
        assertThatThrownBy(
                        () ->
                                takes().close(
                                        clerk,
                                        take,
                                        new StockCount(null, List.of(later.getFirst().sscc()))))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("This count was closed meanwhile, without 2 items");
    }

    private List<Carton> receivedIn(StockFixture.Shop shop, SerialRange run) {
        List<Carton> cartons = stock.packed(run, 3);
        NewShipment wanted =
                new NewShipment(
                        shop.outlet().toString(),
                        new ArrayList<>(cartons.stream().map(Carton::sscc).toList()),
                        null);
        UUID sent = world.wiring().inventory().shipments().send(world.caller(), wanted).id();
        world.wiring()
                .inventory()
                .receipts()
                .receive(world.caller(), sent, Receipt.ofEverything());
        return cartons;
    }

    private void sell(Caller clerk, StockFixture.Shop shop, SerialNumber serial) {
        NewActivation sale =
                new NewActivation(
                        "sale of " + serial, shop.till().id().toString(), serial.toString(), null, null);
        world.wiring().retail().activations().activate(clerk, sale, null);
    }

    private StockTake countCartons(Caller caller, UUID take, String sscc) {
        return takes().count(caller, take, new StockCount(null, List.of(sscc)));
    }

    @Test
    void anOutletHasOneOpenCountAndOnlyItsRetailerSeesIt() {
        StockFixture.Shop shop = stock.shop("Twice");
        UUID take = open(stock.callerOf(shop), shop).id();
        assertThatThrownBy(() -> open(world.caller(), shop))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("already");
        Caller rival = stock.callerOf(stock.shop("Other"));
        assertThatThrownBy(() -> open(rival, shop)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> takes().find(rival, take)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> count(rival, take, "10000000000019")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> takes().close(rival, take)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> count(world.caller(), take, "12"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void ofTwoWhoCloseACountTheSecondGetsItIfNothingOfTheirsIsLeftOut() {
        StockFixture.Shop shop = stock.shop("Two clerks");
        Caller clerk = stock.callerOf(shop);
        SerialRange run = stock.printed(product, 3);
        stock.received(shop, run);
        UUID take = open(clerk, shop).id();
        StockTake closed = close(clerk, take, at(run, 1) + "-" + at(run, 2));
        assertThat(closed.missing()).isEqualTo(1);
        assertThat(close(clerk, take, at(run, 2).toString())).isEqualTo(closed);
        assertThatThrownBy(() -> close(clerk, take, at(run, 2) + "-" + at(run, 3)))
                .isInstanceOf(Refused.class)
                .hasMessage(
                        "This count was closed meanwhile, without 1 item that you scanned, such as %s. Begin another count to put that right."
                                .formatted(at(run, 3)));
        assertThat(takes().find(clerk, take)).isEqualTo(closed);
    }

    private StockTake close(Caller caller, UUID take, String... scanned) {
        return takes().close(caller, take, new StockCount(List.of(scanned), null));
    }

    @Test
    void aClerkCountsOnPagesAndReportsWhatIsMissing() throws Exception {
        StockFixture.Shop shop = stock.shop("Paper");
        SerialRange run = stock.printed(product, 2);
        stock.received(shop, run);
        try (TestServer server = new TestServer(world)) {
            Browser clerk = server.signedIn("cleo@stock.example", "Cleo", "clerk", shop.retailer());
            String list = "/retail/stock-takes";
            clerk.submit(list, list, Map.of("outlet", shop.outlet().toString()));
            String page = list + "/" + takes().list(stock.callerOf(shop), Optional.empty(), Optional.empty(), Listing.first()).items().getFirst().id();
            assertThat(clerk.submit(page, page, Map.of("serials", "12")).body())
                    .contains("A serial number has 14 digits");
            assertThat(clerk.submit(page, page, Map.of("serials", "020000000000999996")).body())
                    .contains(">020000000000999996</textarea>", "There is no carton 020000000000999996");
            String closing = page + "/closing";
            assertThat(clerk.submit(page, closing, Map.of("serials", "12")).body())
                    .as("what stands in the field is neither lost nor left out")
                    .contains(">12</textarea>", "A serial number has 14 digits")
                    .contains("Counted: 0.");
            clerk.submit(page, closing, Map.of("serials", at(run, 1).toString()));
            assertThat(clerk.get(page).body())
                    .contains("Counted: 1.", "Not counted, but should be there");
            Browser provider = server.signedIn("kim@stock.example", "Kim", "support", null);
            assertThat(provider.get("/console/stock-takes").body())
                    .contains("Paper</a>, Main Street", page.replace("/retail", "/console"));
            String counted = "\"" + page + "\"";
            assertThat(clerk.get(list + "?of=&state=closed").body())
                    .contains(counted, "/api/v1/stock-takes?state=closed&amp;as=csv");
            assertThat(clerk.get(list + "?state=open").body())
                    .contains("No such counts.")
                    .doesNotContain(counted);
            String asked = "?outlet=" + shop.outlet() + "&amp;state=closed";
            assertThat(provider.get("/console/stock-takes" + asked.replace("&amp;", "&")).body())
                    .contains(page.substring(list.length()), "/api/v1/stock-takes" + asked + "&amp;as=csv");
            assertThat(provider.get("/console/stock-takes?outlet=" + new UUID(0, 1)).body())
                    .contains("No such counts.");
            assertThat(provider.get("/console/stock-takes?state=odd").statusCode()).isEqualTo(422);
            assertThat(provider.get("/api/v1/stock-takes?state=open").body())
                    .doesNotContain(page.substring(list.length() + 1));
            assertThat(clerk.get("/api/v1/stock-takes?state=closed&as=csv").body())
                    .contains(page.substring(list.length() + 1));
            assertThat(provider.get(page.replace("/retail", "/console")).body())
                    .contains("Count of Paper, Main Street", at(run, 2).toString(), "Not counted");
            clerk.submit(
                    page,
                    "/retail/losses",
                    Map.of(
                            "from",
                            at(run, 2).toString(),
                            "to",
                            at(run, 2).toString(),
                            "reason",
                            "Not found",
                            "kind",
                            "lost"));
            assertThat(stock.item(at(run, 2)).state()).isEqualTo(ItemState.LOST);
            assertThat(clerk.get(page).body())
                    .contains("Not there any more")
                    .doesNotContain("Report as lost");
        }
    }

    private void receive(UUID shipment, SerialNumber serial) {
        Receipt receipt = new Receipt(null, List.of(serial.toString()), null);
        world.wiring().inventory().receipts().receive(world.caller(), shipment, receipt);
    }

    private void broughtBack(StockFixture.Shop shop, SerialNumber serial) {
        Items items = world.wiring().inventory().items();
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                stock.activate(tx, shop, serial)
                                        && items.takeBack(tx, serial, Map.of()));
    }

    private static SerialNumber at(SerialRange run, int number) {
        return SerialNumber.of(run.run(), number);
    }

    private StockTake open(Caller caller, StockFixture.Shop shop) {
        return takes().open(caller, new NewStockTake(shop.outlet().toString()));
    }

    private StockTake count(Caller caller, UUID take, String... serials) {
        return takes().count(caller, take, new StockCount(List.of(serials), null));
    }

    private StockTakes takes() {
        return world.wiring().inventory().stockTakes();
    }
}
