package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LossesIT {
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
        Caller caller = new Caller(Scope.system(), Actor.job("test"));
        Set<String> proven = Set.of("items and shipments", "accruals and accounts");
        assertThat(world.wiring().checks())
                .filteredOn(check -> proven.contains(check.subject()))
                .hasSameSizeAs(proven)
                .allSatisfy(
                        check ->
                                assertThat(world.wiring().transactions().read(caller, check::faults))
                                        .isEmpty());
        world.close();
    }

    @Test
    void whatIsStolenIsHeldAtOnceAndIsInStockAgainWhenItIsFound() {
        SerialRange run = stock.printed(stock.product(true), 5);
        stock.received(shop, run);
        assertThat(activate(at(run, 1))).isTrue();

        Loss loss = report(stock.callerOf(shop), LossKind.STOLEN, run);

        assertThat(loss.items()).as("one was sold before").isEqualTo(4);
        assertThat(loss.skipped()).isEqualTo(1);
        assertThat(stock.item(at(run, 2)).state()).isEqualTo(ItemState.STOLEN);
        assertThat(stock.item(at(run, 2)).hold()).isEqualTo("stolen");
        assertThat(activate(at(run, 2))).isFalse();
        assertThat(
                        releases()
                                .release(
                                        world.caller(),
                                        new HoldRequest(
                                                at(run, 2).toString(), at(run, 2).toString(), "?"))
                                .changed())
                .as("what is gone is released by being found only")
                .isZero();

        assertThat(report(stock.callerOf(shop), LossKind.FOUND, run).items()).isEqualTo(4);
        assertThat(stock.counts(run))
                .isEqualTo(Map.of(ItemState.RECEIVED, 4, ItemState.ACTIVATED, 1));
        assertThat(stock.item(at(run, 2)).hold()).isNull();
        assertThat(activate(at(run, 2))).isTrue();
        assertThat(stock.history(at(run, 2)))
                .containsExactly(
                        "counted_in", "shipped", "received", "stolen", "found", "activated");
    }

    @Test
    void aSaleThatIsUndoneAtTheVeryMomentOfATheftLeavesItsItemInTheShop() {
        SerialRange run = stock.printed(stock.product(true), 3);
        stock.received(shop, run);
        String sold = at(run, 2).toString();
        world.wiring()
                .retail()
                .activations()
                .activate(
                        stock.callerOf(shop),
                        new NewActivation("undone", null, sold, null, null),
                        shop.till().id());
        world.during(
                () -> assertThat(report(world.caller(), LossKind.STOLEN, run).items()).isEqualTo(2),
                "INSERT INTO loss",
                () ->
                        world.wiring()
                                .retail()
                                .reversals()
                                .reverse(
                                        stock.callerOf(shop),
                                        "undone",
                                        shop.till().id().toString(),
                                        null));
        assertThat(stock.item(at(run, 2)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(stock.history(at(run, 1))).endsWith("received", "stolen");
    }

    @Test
    void whatIsLostOnItsWayIsNoLongerWaitedForAndArrivesByBeingFound() {
        SerialRange run = stock.printed(stock.product(true), 4);
        Shipment shipment = stock.shipped(shop, run);
        SerialRange half = new SerialRange(run.run(), 1, 2);
        report(world.caller(), LossKind.LOST, half);
        assertThat(stock.item(at(run, 1)).hold()).isEqualTo("missing");
        Shipment received = receive(shipment);
        assertThat(received.state()).isEqualTo(ShipmentState.RECEIVED);
        assertThat(received.received()).isEqualTo(2);
        assertThat(received.shortItems()).isZero();

        report(world.caller(), LossKind.FOUND, half);
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.RECEIVED, 4));
        assertThat(find(shipment).received()).isEqualTo(4);

        // It has arrived: what is lost and found in the shop doesn't come with the shipment again.
        report(world.caller(), LossKind.LOST, half);
        assertThat(stock.item(at(run, 1)).hold()).isEqualTo("lost");
        report(world.caller(), LossKind.FOUND, half);
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.RECEIVED, 4));
        assertThat(find(shipment).received()).isEqualTo(4);
    }

    @Test
    void whatIsLostWhileItIsOnHoldStaysHeldAfterItsReleaseUntilItIsFound() {
        SerialRange run = stock.printed(stock.product(true), 4);
        stock.received(shop, run);
        UUID recall = hold(run);
        report(stock.callerOf(shop), LossKind.LOST, new SerialRange(run.run(), 1, 1));
        report(world.caller(), LossKind.STOLEN, new SerialRange(run.run(), 2, 3));
        assertThat(stock.item(at(run, 1)).hold()).isEqualTo("recall");

        HoldRequest one = new HoldRequest(at(run, 1).toString(), at(run, 1).toString(), "checked");
        assertThat(releases().release(world.caller(), one).changed()).isZero();
        assertThat(stock.item(at(run, 1)).hold()).isEqualTo("lost");
        HoldOutcome rest = releases().release(world.caller(), recall, "checked");
        assertThat(rest).isEqualTo(new HoldOutcome(recall, 1, 2));
        assertThat(stock.item(at(run, 2)).hold()).isEqualTo("stolen");
        assertThat(stock.history(at(run, 2))).endsWith("received", "held", "stolen", "released");

        report(stock.callerOf(shop), LossKind.FOUND, run);
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.RECEIVED, 4));
        assertThat(run.stream().map(stock::item).map(Item::hold)).containsOnlyNulls();
        assertThat(run.stream()).allMatch(this::activate);
    }

    @Test
    void whatIsLostOnItsWayWhileItIsOnHoldArrivesByBeingFoundToo() {
        SerialRange run = stock.printed(stock.product(true), 3);
        Shipment shipment = stock.shipped(shop, run);
        UUID recall = hold(new SerialRange(run.run(), 1, 2));
        report(world.caller(), LossKind.LOST, new SerialRange(run.run(), 1, 2));
        assertThat(receive(shipment).received()).isEqualTo(1);

        report(world.caller(), LossKind.FOUND, new SerialRange(run.run(), 1, 1));
        assertThat(stock.item(at(run, 1)).hold()).isEqualTo("recall");
        assertThat(find(shipment).received()).isEqualTo(2);
        releases().release(world.caller(), recall, "checked");
        report(world.caller(), LossKind.FOUND, new SerialRange(run.run(), 2, 2));
        assertThat(find(shipment).received()).isEqualTo(3);
        assertThat(run.stream()).allMatch(this::activate);
    }

    @Test
    void aShortageThatIsReportedLostIsNoShortageAnyMore() {
        SerialRange run = stock.printed(stock.product(true), 3);
        Shipment shipment = stock.shipped(shop, run);
        world.wiring()
                .inventory()
                .receipts()
                .receive(
                        world.caller(),
                        shipment.id(),
                        new Receipt(null, List.of(at(run, 1).toString()), null));
        assertThat(find(shipment).shortItems()).isEqualTo(2);
        report(stock.callerOf(shop), LossKind.LOST, new SerialRange(run.run(), 2, 2));
        assertThat(find(shipment).shortItems()).isEqualTo(1);
        assertThat(find(shipment).state()).isEqualTo(ShipmentState.SHORT);
        report(stock.callerOf(shop), LossKind.LOST, new SerialRange(run.run(), 3, 3));
        assertThat(find(shipment).state()).isEqualTo(ShipmentState.RECEIVED);
    }

    @Test
    void whatTheCountInMissedIsFoundIntoStock() {
        SerialRange run = stock.minted(stock.product(true), 3);
        stock.countIn(run, Set.of(), Set.of(at(run, 2)));
        assertThat(report(world.caller(), LossKind.FOUND, run).items()).isEqualTo(1);
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.PRINTED, 3));
        assertThat(stock.shipped(shop, run).items()).isEqualTo(3);
    }

    @Test
    void whatNeedsNoTillIsSoldWhenItIsFoundInItsShop() {
        SerialRange run = stock.printed(stock.product(false), 2);
        stock.shipped(shop, run);
        report(world.caller(), LossKind.LOST, run);
        report(world.caller(), LossKind.FOUND, run);
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.ACTIVATED, 2));
        assertThat(stock.history(run.first())).endsWith("lost", "found", "activated");
    }

    @Test
    void aShopDoesNotFindWhatTheProviderMissesInBetween() {
        SerialRange run = stock.minted(stock.product(true), 3);
        stock.countIn(run, Set.of(), Set.of(at(run, 2)));
        stock.received(shop, run);
        report(stock.callerOf(shop), LossKind.LOST, run);
        assertThat(report(stock.callerOf(shop), LossKind.FOUND, run).items()).isEqualTo(2);
        assertThat(stock.item(at(run, 2)).state()).isEqualTo(ItemState.MISSING);
    }

    @Test
    void aShopReportsOnlyWhatItHasEvenIfOthersHaveWhatIsBetween() {
        StockFixture.Shop rival = stock.shop("Rival");
        SerialRange run = stock.printed(stock.product(true), 4);
        stock.received(shop, new SerialRange(run.run(), 1, 1));
        stock.received(rival, new SerialRange(run.run(), 2, 3));
        stock.received(shop, new SerialRange(run.run(), 4, 4));
        assertThat(report(stock.callerOf(shop), LossKind.LOST, run).items()).isEqualTo(2);
        assertThat(stock.item(at(run, 2)).state()).isEqualTo(ItemState.RECEIVED);
        assertRefused(() -> report(stock.callerOf(rival), LossKind.LOST, run), "aren't all yours");
        assertThat(
                        world.wiring()
                                .inventory()
                                .losses()
                                .list(stock.callerOf(rival), Optional.empty(), Optional.empty(), Listing.first())
                                .items())
                .isEmpty();
    }

    @Test
    void aShopSeesItsOwnPartOfWhatTheProviderReports() {
        StockFixture.Shop one = stock.shop("One");
        StockFixture.Shop other = stock.shop("Other");
        SerialRange run = stock.printed(stock.product(true), 6);
        stock.received(one, new SerialRange(run.run(), 1, 2));
        stock.received(other, new SerialRange(run.run(), 3, 4));
        stock.shipped(one, new SerialRange(run.run(), 5, 5));
        Loss single = report(world.caller(), LossKind.STOLEN, new SerialRange(run.run(), 2, 2));
        Loss range = report(world.caller(), LossKind.LOST, run);
        assertThat(range.items()).isEqualTo(4);
        SerialRange whole = new SerialRange(run.run(), 1, 5);
        assertThat(seen(stock.callerOf(one), Optional.empty()))
                .containsExactlyInAnyOrder(
                        new Loss(
                                range.id(),
                                LossKind.LOST,
                                null,
                                whole,
                                2,
                                range.reason(),
                                range.reportedAt()),
                        single);
        assertThat(seen(stock.callerOf(other), Optional.empty()))
                .singleElement()
                .satisfies(
                        part -> {
                            assertThat(part.range()).isEqualTo(new SerialRange(run.run(), 3, 4));
                            assertThat(part.items()).isEqualTo(2);
                        });
        assertThat(seen(stock.callerOf(one), Optional.of(one.retailer())))
                .as("it reported none itself")
                .isEmpty();
        report(world.caller(), LossKind.FOUND, new SerialRange(run.run(), 3, 3));
        assertThat(seen(stock.callerOf(other), Optional.empty()))
                .extracting(Loss::kind)
                .containsExactlyInAnyOrder(LossKind.FOUND, LossKind.LOST);
        assertThat(seen(world.caller(), Optional.empty()))
                .filteredOn(loss -> loss.range().run() == run.run())
                .as("staff see each report once, as it was")
                .hasSize(3)
                .contains(range, single);
    }

    private List<Loss> seen(Caller caller, Optional<UUID> by) {
        return world.wiring()
                .inventory()
                .losses()
                .list(caller, Optional.empty(), by, Listing.first())
                .items();
    }

    @Test
    void badRangesAreRefusedAndNothingMoves() {
        SerialRange run = stock.printed(stock.product(true), 3);
        assertRefused(() -> report(world.caller(), LossKind.LOST, run), "nothing to report");
        assertRefused(() -> report(world.caller(), LossKind.FOUND, run), "None of these items is");
        assertRefused(
                () -> report(world.caller(), LossKind.LOST, new SerialRange(run.run(), 1, 5)),
                "2 of the serials");
        assertRefused(() -> report(world.decoy(), LossKind.LOST, run), "3 of the serials");
        LossReport backwards =
                new LossReport(run.last().toString(), run.first().toString(), "gone");
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .inventory()
                                        .losses()
                                        .report(world.caller(), LossKind.LOST, backwards))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields().getFirst().message())
                                        .contains("upwards"));
        assertThat(stock.counts(run)).isEqualTo(Map.of(ItemState.PRINTED, 3));
    }

    private UUID hold(SerialRange range) {
        HoldRequest recall =
                new HoldRequest(range.first().toString(), range.last().toString(), "recall");
        return Objects.requireNonNull(
                world.wiring().inventory().holds().hold(world.caller(), recall).id());
    }

    private HoldReleases releases() {
        return world.wiring().inventory().holdReleases();
    }

    private Loss report(Caller caller, LossKind kind, SerialRange range) {
        LossReport report =
                new LossReport(range.first().toString(), range.last().toString(), "break-in");
        return world.wiring().inventory().losses().report(caller, kind, report);
    }

    private Shipment receive(Shipment shipment) {
        return world.wiring()
                .inventory()
                .receipts()
                .receive(world.caller(), shipment.id(), Receipt.ofEverything());
    }

    private Shipment find(Shipment shipment) {
        return world.wiring().inventory().shipments().find(world.caller(), shipment.id());
    }

    private boolean activate(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                stock.activate(tx, shop, serial));
    }

    private static void assertRefused(Runnable work, String words) {
        assertThatThrownBy(work::run).isInstanceOf(Refused.class).hasMessageContaining(words);
    }

    private static SerialNumber at(SerialRange run, int sequence) {
        return SerialNumber.of(run.run(), sequence);
    }
}
