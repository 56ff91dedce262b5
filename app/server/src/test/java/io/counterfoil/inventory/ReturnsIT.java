package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReturnsIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner");
    }

    @AfterAll
    void close() {
        assertThat(
                        world.wiring()
                                .transactions()
                                .read(
                                        new Caller(Scope.system(), Actor.job("test")),
                                        new InventoryCheck()::faults))
                .isEmpty();
        world.close();
    }

    @Test
    void whatAShopSendsBackIsCountedIntoStockOrDestroyed() {
        SerialRange run = stock.printed(stock.product(true), 6);
        stock.received(shop, run);
        StockReturn sent = send(stock.callerOf(shop), words(run));
        assertThat(sent.items()).isEqualTo(6);
        assertThat(sent.state()).isEqualTo(ReturnState.SENT);
        assertThat(sent.open()).containsExactly(words(run));
        assertThat(stock.item(at(run, 1)).state()).isEqualTo(ItemState.RETURNED);
        assertThat(stock.item(at(run, 1)).outlet()).isEqualTo(shop.outlet());

        StockReturn first =
                count(sent, List.of(words(new SerialRange(run.run(), 1, 3))), List.of(word(run, 5)));
        assertThat(first.state()).isEqualTo(ReturnState.SHORT);
        assertThat(first.restocked()).isEqualTo(3);
        assertThat(first.destroyed()).isEqualTo(1);
        assertThat(first.open()).containsExactly(word(run, 4), word(run, 6));
        assertThat(stock.counts(run))
                .isEqualTo(
                        Map.of(
                                ItemState.PRINTED,
                                3,
                                ItemState.VOIDED,
                                1,
                                ItemState.RETURNED,
                                2));
        assertThat(stock.item(at(run, 1)).outlet()).isNull();
        assertThat(stock.item(at(run, 1)).retailer()).isNull();

        StockReturn later = count(sent, List.of(word(run, 4)), List.of(word(run, 6)));
        assertThat(later.state()).isEqualTo(ReturnState.COUNTED);
        assertThat(later.open()).isEmpty();
        assertThat(stock.shipped(shop, new SerialRange(run.run(), 1, 4)).items())
                .as("good items go out again")
                .isEqualTo(4);
        assertThat(stock.history(at(run, 1)))
                .containsExactly(
                        "counted_in", "shipped", "received", "sent_back", "restocked", "shipped");
    }

    @Test
    void whatACustomerBroughtBackGoesAlong() {
        SerialRange run = stock.printed(stock.product(true), 2);
        stock.received(shop, run);
        write(run, ItemStep.ACTIVATE);
        write(run, ItemStep.TAKE_BACK);
        StockReturn sent = send(stock.callerOf(shop), words(run));
        assertThat(sent.items()).isEqualTo(2);
        assertThat(count(sent, List.of(), List.of(words(run))).destroyed()).isEqualTo(2);
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.VOIDED, 2));
        assertThat(stock.history(at(run, 1)))
                .containsExactly(
                        "counted_in",
                        "shipped",
                        "received",
                        "activated",
                        "taken_back",
                        "sent_back",
                        "destroyed");
    }

    @Test
    void whatIsSoldAtTheVeryMomentOfItsReturnIsSaidToBeAndNothingIsSent() {
        SerialRange run = stock.printed(stock.product(true), 3);
        stock.received(shop, run);
        world.during(
                () ->
                        assertRefused(
                                () -> send(stock.callerOf(shop), words(run)), "were sold just now"),
                "UPDATE serial_item",
                () -> write(new SerialRange(run.run(), 2, 2), ItemStep.ACTIVATE));
        assertThat(stock.counts(run))
                .isEqualTo(Map.of(ItemState.RECEIVED, 2, ItemState.ACTIVATED, 1));
    }

    @Test
    void whatACustomerHadInHandIsDestroyedAndNeverRestocked() {
        SerialRange run = stock.printed(stock.product(true), 8);
        stock.received(shop, run);
        SerialRange had = new SerialRange(run.run(), 3, 6);
        write(had, ItemStep.ACTIVATE);
        write(had, ItemStep.TAKE_BACK);
        StockReturn sent = send(stock.callerOf(shop), words(run));
        assertThat(sent.broughtBack()).containsExactly(words(had));
        assertRefused(
                () -> count(sent, List.of(words(run)), List.of()),
                "somebody may know their codes: %s, %s, %s and 1 more"
                        .formatted(at(run, 3), at(run, 4), at(run, 5)));
        assertRefused(() -> count(sent, List.of(word(run, 6)), List.of()), "Name them as destroyed");
        assertRefused(
                () -> count(sent, List.of(words(run)), List.of(words(run))),
                "either good or destroyed");
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.RETURNED, 8));

        StockReturn counted = count(sent, List.of(words(run)), List.of(words(had)));
        assertThat(counted.restocked()).isEqualTo(4);
        assertThat(counted.destroyed()).isEqualTo(4);
        assertThat(counted.state()).isEqualTo(ReturnState.COUNTED);
        assertThat(counted.broughtBack()).isEmpty();
        assertThat(stock.item(at(run, 3)).state()).isEqualTo(ItemState.VOIDED);
        assertThat(stock.item(at(run, 2)).state()).isEqualTo(ItemState.PRINTED);
    }

    @Test
    void aCartonOfWhichACustomerHadSomethingIsNotTakenForUnopened() {
        SerialRange run = stock.printed(stock.product(true), 3);
        Carton carton = stock.packed(run, 3).getFirst();
        NewShipment order =
                new NewShipment(shop.outlet().toString(), List.of(carton.sscc()), null);
        Shipment first = world.wiring().inventory().shipments().send(world.caller(), order);
        world.wiring()
                .inventory()
                .receipts()
                .receive(world.caller(), first.id(), Receipt.ofEverything());
        SerialRange had = new SerialRange(run.run(), 2, 2);
        write(had, ItemStep.ACTIVATE);
        write(had, ItemStep.TAKE_BACK);
        StockReturn sent = send(stock.callerOf(shop), words(run));
        assertRefused(
                () -> count(sent, List.of(carton.sscc()), List.of(word(run, 2))),
                "Of carton %s customers brought these back: %s"
                        .formatted(carton.sscc(), at(run, 2)));
        count(sent, List.of(words(run)), List.of(word(run, 2)));
    }

    @Test
    void whatWasRestockedOfCustomersBeforeIsNeitherSentNorPacked() {
        SerialRange run = stock.printed(stock.product(true), 2);
        mark(run, true);
        assertRefused(() -> stock.shipped(shop, run), "2 brought back by a customer");
        assertRefused(() -> stock.packed(run, 2), "2 brought back by a customer");
        mark(run, false);
    }

    @Test
    void whatWasSentAgainOfCustomersBeforeIsNotSoldAgain() {
        SerialRange run = stock.printed(stock.product(false), 1);
        stock.received(shop, run);
        write(run, ItemStep.TAKE_BACK);
        StockReturn sent = send(stock.callerOf(shop), words(run));
        mark(run, false);
        count(sent, List.of(words(run)), List.of());
        Shipment again = stock.shipped(shop, run);
        mark(run, true);
        world.wiring()
                .inventory()
                .receipts()
                .receive(world.caller(), again.id(), Receipt.ofEverything());
        SerialNumber serial = run.first();
        assertThat(stock.item(serial).state()).isEqualTo(ItemState.RECEIVED);

        HoldRequest wish = new HoldRequest(serial.toString(), serial.toString(), "look");
        world.wiring().inventory().holds().hold(world.caller(), wish);
        assertThat(world.wiring().inventory().holdReleases().release(world.caller(), wish).changed())
                .isEqualTo(1);
        assertThat(stock.item(serial).state()).isEqualTo(ItemState.RECEIVED);

        LossReport report = new LossReport(serial.toString(), serial.toString(), "stock-take");
        world.wiring().inventory().losses().report(world.caller(), LossKind.LOST, report);
        world.wiring().inventory().losses().report(world.caller(), LossKind.FOUND, report);
        assertThat(stock.item(serial).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(
                        world.wiring()
                                .transactions()
                                .<Boolean>write(
                                        world.caller(),
                                        tx ->
                                                stock.activate(tx, shop, serial)))
                .isFalse();
    }

    @Test
    void aCartonThatComesBackUnopenedIsSentAgainAsItIs() {
        SerialRange run = stock.printed(stock.product(true), 4);
        Carton carton = stock.packed(run, 4).getFirst();
        NewShipment order =
                new NewShipment(shop.outlet().toString(), List.of(carton.sscc()), null);
        Shipment first = world.wiring().inventory().shipments().send(world.caller(), order);
        StockReturn sent =
                returns()
                        .send(
                                stock.callerOf(shop),
                                new NewReturn(
                                        shop.outlet().toString(),
                                        null,
                                        List.of("(00)" + carton.sscc()),
                                        "refused"));
        assertThat(world.wiring().inventory().shipments().find(world.caller(), first.id()).state())
                .as("nothing of it is on its way")
                .isEqualTo(ShipmentState.RECEIVED);
        count(sent, List.of(carton.sscc()), List.of());
        assertThat(
                        world.wiring()
                                .inventory()
                                .cartons()
                                .find(world.caller(), carton.id())
                                .state())
                .isEqualTo(CartonState.PACKED);
        Shipment again = world.wiring().inventory().shipments().send(world.caller(), order);
        assertThat(again.items()).isEqualTo(4);
        assertThat(world.wiring().inventory().shipments().packed(world.caller(), first.id()))
                .as("what the first one carried is still told")
                .singleElement()
                .satisfies(packed -> assertThat(packed.items()).isEqualTo(4));
    }

    @Test
    void whatIsOnItsWayBackIsNotVoidedUntilItIsCounted() {
        SerialRange run = stock.printed(stock.product(true), 3);
        stock.received(shop, new SerialRange(run.run(), 1, 2));
        StockReturn sent = send(stock.callerOf(shop), word(run, 1));
        VoidRequest all = new VoidRequest(word(run, 1), word(run, 3), "recall");
        VoidRequest returning = new VoidRequest(word(run, 1), word(run, 1), "recall");
        assertRefused(
                () -> world.wiring().inventory().voiding().request(world.caller(), returning),
                "one is on the way back from a shop");
        assertThat(world.wiring().inventory().voiding().request(world.caller(), all))
                .isInstanceOfSatisfying(
                        VoidOutcome.Voided.class,
                        done -> {
                            assertThat(done.voided()).isEqualTo(2);
                            assertThat(done.skipped()).isEqualTo(1);
                        });
        assertThat(count(sent, List.of(word(run, 1)), List.of()).state())
                .isEqualTo(ReturnState.COUNTED);
        assertThat(world.wiring().inventory().voiding().request(world.caller(), all))
                .isInstanceOf(VoidOutcome.Voided.class);
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.VOIDED, 3));
    }

    @Test
    void onlyWhatTheOutletHasUnsoldIsSentBack() {
        StockFixture.Shop rival = stock.shop("Rival");
        SerialRange run = stock.printed(stock.product(true), 4);
        stock.received(shop, new SerialRange(run.run(), 1, 3));
        SerialRange sold = new SerialRange(run.run(), 2, 2);
        write(sold, ItemStep.ACTIVATE);
        assertRefused(() -> send(stock.callerOf(shop), words(run)), "1 activated");
        assertRefused(() -> send(world.caller(), word(run, 4)), "isn't in the stock");
        assertRefused(() -> send(stock.callerOf(rival), word(run, 1)), "no such outlet");
        assertRefused(() -> send(world.caller()), "Name the serials");
        assertRefused(
                () ->
                        returns()
                                .send(
                                        stock.callerOf(shop),
                                        new NewReturn(
                                                shop.outlet().toString(),
                                                null,
                                                List.of("020000000000000000"),
                                                "x")),
                "There is no carton");
        send(stock.callerOf(shop), word(run, 1));
        assertRefused(() -> send(stock.callerOf(shop), word(run, 1)), "isn't in the stock");
        assertThat(stock.item(at(run, 3)).state()).isEqualTo(ItemState.RECEIVED);
    }

    @Test
    void onlyWhatIsOpenOfAReturnIsCountedAndOnlyOnce() {
        SerialRange run = stock.printed(stock.product(true), 4);
        stock.received(shop, run);
        StockReturn sent = send(world.caller(), words(new SerialRange(run.run(), 1, 2)));
        assertRefused(() -> count(sent, List.of(words(run)), List.of()), "not an open part");
        assertRefused(
                () -> count(sent, List.of(word(run, 1)), List.of(word(run, 1))),
                "either good or destroyed");
        assertRefused(() -> count(sent, List.of(), List.of()), "Name what you counted");
        count(sent, List.of(word(run, 1)), List.of());
        assertRefused(() -> count(sent, List.of(word(run, 1)), List.of()), "not an open part");
        assertThatThrownBy(
                        () ->
                                returns()
                                        .count(
                                                world.decoy(),
                                                sent.id(),
                                                new ReturnCount(List.of(word(run, 2)), null)))
                .isInstanceOf(Refused.class);
        assertThat(
                        returns()
                                .list(
                                        stock.callerOf(shop),
                                        Optional.of(shop.outlet()),
                                        Optional.of(ReturnState.SHORT),
                                        Listing.first())
                                .items())
                .extracting(StockReturn::id)
                .contains(sent.id());
    }

    @Test
    void whatNeverArrivesOfAReturnIsLostAndHeldUntilItIsFoundInItsShop() {
        SerialRange run = stock.printed(stock.product(true), 6);
        stock.received(shop, run);
        SerialRange had = new SerialRange(run.run(), 5, 5);
        write(had, ItemStep.ACTIVATE);
        write(had, ItemStep.TAKE_BACK);
        SerialRange rest = new SerialRange(run.run(), 6, 6);
        StockReturn sent = send(stock.callerOf(shop), words(new SerialRange(run.run(), 1, 5)));
        count(sent, List.of(word(run, 1)), List.of(word(run, 2)));

        StockReturn lost = lose(world.caller(), sent);
        assertThat(lost.state()).isEqualTo(ReturnState.LOST);
        assertThat(lost.lost()).isEqualTo(3);
        assertThat(lost.open()).isEmpty();
        assertThat(returns().find(world.caller(), sent.id())).isEqualTo(lost);
        assertThat(stock.counts(run))
                .isEqualTo(
                        Map.of(
                                ItemState.PRINTED,
                                1,
                                ItemState.VOIDED,
                                1,
                                ItemState.LOST,
                                3,
                                ItemState.RECEIVED,
                                1));
        assertThat(stock.item(at(run, 3)).hold()).isEqualTo("lost");
        assertThat(stock.item(at(run, 3)).outlet()).isEqualTo(shop.outlet());
        assertThat(
                        world.wiring()
                                .inventory()
                                .losses()
                                .list(
                                        world.caller(),
                                        Optional.of(LossKind.LOST),
                                        Optional.empty(),
                                        Listing.first())
                                .items())
                .filteredOn(loss -> loss.range().run() == run.run())
                .extracting(Loss::items)
                .containsExactly(3);
        assertRefused(() -> count(sent, List.of(word(run, 3)), List.of()), "not an open part");
        assertRefused(() -> lose(world.caller(), sent), "counted or lost");

        world.wiring()
                .inventory()
                .losses()
                .report(
                        stock.callerOf(shop),
                        LossKind.FOUND,
                        new LossReport(word(run, 3), word(run, 6), "in the van"));
        assertThat(stock.item(at(run, 3)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(stock.item(at(run, 3)).hold()).isNull();
        assertThat(sells(at(run, 3))).isTrue();
        assertThat(sells(at(run, 5))).as("a customer had it").isFalse();
        assertThat(stock.item(rest.first()).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(returns().find(world.caller(), sent.id())).isEqualTo(lost);
        assertThat(stock.history(at(run, 4)))
                .containsExactly(
                        "counted_in", "shipped", "received", "sent_back", "lost", "found");
        StockReturn again = send(stock.callerOf(shop), words(new SerialRange(run.run(), 4, 6)));
        assertThat(count(again, List.of(word(run, 4), word(run, 6)), List.of(word(run, 5))).state())
                .isEqualTo(ReturnState.COUNTED);
    }

    @Test
    void whatIsLostOnItsWayBackWithoutEverHavingBeenInItsShopArrivesThereByBeingFound() {
        SerialRange run = stock.printed(stock.product(true), 2);
        Shipment shipment = stock.shipped(shop, run);
        HoldRequest recall = new HoldRequest(word(run, 1), word(run, 1), "recall");
        world.wiring().inventory().holds().hold(world.caller(), recall);
        StockReturn sent = send(world.caller(), words(run));
        lose(world.caller(), sent);
        assertThat(stock.item(at(run, 1)).hold()).isEqualTo("recall");
        world.wiring().inventory().holdReleases().release(world.caller(), recall);
        assertThat(stock.item(at(run, 1)).hold()).as("it is still gone").isEqualTo("lost");
        world.wiring()
                .inventory()
                .losses()
                .report(
                        world.caller(),
                        LossKind.FOUND,
                        new LossReport(word(run, 1), word(run, 2), "came after all"));
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.RECEIVED, 2));
        assertThat(
                        world.wiring()
                                .inventory()
                                .shipments()
                                .find(world.caller(), shipment.id())
                                .received())
                .isEqualTo(2);
    }

    @Test
    void whatNeedsNoTillIsNotSoldByBeingFoundOnceItWasSentBack() {
        SerialRange run = stock.printed(stock.product(false), 3);
        stock.shipped(shop, run);
        HoldRequest recall = new HoldRequest(word(run, 2), word(run, 2), "recall");
        world.wiring().inventory().holds().hold(world.caller(), recall);
        StockReturn refused =
                send(world.caller(), words(new SerialRange(run.run(), 1, 2)));
        lose(world.caller(), refused);
        find(run);
        world.wiring().inventory().holdReleases().release(world.caller(), recall);
        assertThat(stock.counts(run))
                .isEqualTo(Map.of(ItemState.RECEIVED, 2, ItemState.SHIPPED, 1));
        assertThat(stock.item(at(run, 1)).hold()).isNull();
        assertThat(stock.item(at(run, 2)).hold()).isNull();

        // A loss in the shop doesn't make it wanted, either, nor does what else comes with its shipment.
        world.wiring()
                .inventory()
                .losses()
                .report(
                        world.caller(),
                        LossKind.LOST,
                        new LossReport(word(run, 1), word(run, 3), "not on the shelf"));
        find(run);
        assertThat(stock.counts(run))
                .isEqualTo(Map.of(ItemState.RECEIVED, 2, ItemState.ACTIVATED, 1));

        StockReturn again =
                send(world.caller(), words(new SerialRange(run.run(), 1, 2)));
        count(again, List.of(word(run, 1), word(run, 2)), List.of());
        SerialRange restocked = new SerialRange(run.run(), 1, 2);
        stock.received(shop, restocked);
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.ACTIVATED, 3));
    }

    private void find(SerialRange range) {
        world.wiring()
                .inventory()
                .losses()
                .report(
                        world.caller(),
                        LossKind.FOUND,
                        new LossReport(
                                range.first().toString(), range.last().toString(), "in the van"));
    }

    @Test
    void onlyTheProviderReportsAReturnAsLostAndSaysWhy() {
        SerialRange run = stock.printed(stock.product(true), 1);
        stock.received(shop, run);
        StockReturn sent = send(stock.callerOf(shop), word(run, 1));
        assertRefused(() -> lose(world.decoy(), sent), "return");
        assertRefused(
                () ->
                        world.wiring()
                                .inventory()
                                .returnLosses()
                                .lose(world.caller(), sent.id(), " "),
                "reason");
        assertThat(stock.item(run.first()).state()).isEqualTo(ItemState.RETURNED);
    }

    private StockReturn lose(Caller caller, StockReturn sent) {
        return world.wiring()
                .inventory()
                .returnLosses()
                .lose(caller, sent.id(), "the carrier can't find it");
    }

    private boolean sells(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .<Boolean>write(world.caller(), tx -> stock.activate(tx, shop, serial));
    }

    private Returns returns() {
        return world.wiring().inventory().returns();
    }

    private StockReturn send(Caller caller, String... serials) {
        List<@Nullable String> named = Arrays.asList(serials);
        return returns()
                .send(caller, new NewReturn(shop.outlet().toString(), named, null, "season over"));
    }

    private StockReturn count(
            StockReturn sent, List<@Nullable String> restocked, List<@Nullable String> destroyed) {
        return returns().count(world.caller(), sent.id(), new ReturnCount(restocked, destroyed));
    }

    private void write(SerialRange range, ItemStep step) {
        Items items = world.wiring().inventory().items();
        for (SerialNumber serial : range) {
            assertThat(
                            world.wiring()
                                    .transactions()
                                    .<Boolean>write(
                                            world.caller(),
                                            tx ->
                                                    step == ItemStep.ACTIVATE
                                                            ? stock.activate(tx, shop, serial)
                                                            : items.takeBack(
                                                                    tx, serial, Map.of())))
                    .isTrue();
        }
    }

    private void mark(SerialRange run, boolean takenBack) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE serial_item SET taken_back = ? WHERE run_id = ?",
                                                takenBack,
                                                StockFixture.runId(run.run())));
    }

    private static void assertRefused(Runnable work, String words) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.detail() + refused.fields()).contains(words));
    }

    private static String words(SerialRange range) {
        return range.first() + "-" + range.last();
    }

    private static String word(SerialRange run, int sequence) {
        return at(run, sequence).toString();
    }

    private static SerialNumber at(SerialRange run, int sequence) {
        return SerialNumber.of(run.run(), sequence);
    }
}
