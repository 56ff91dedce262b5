package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Member;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.stock.Stock;
import io.counterfoil.inventory.stock.StockFilter;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShipmentsIT {
    private static TestWorld world;
    private static StockFixture stock;
    private static StockFixture foreign;
    private static StockFixture.Shop shop;

    @BeforeAll
    static void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        foreign = new StockFixture(world, world.decoy());
        shop = stock.shop("Corner Shop");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void countInPutsEveryItemIntoOneBucketAndShippingLeavesSpoiledAndMissingOut() {
        SerialRange range = stock.minted(stock.product(true), 100);
        stock.countIn(range, Set.of(at(range, 3), at(range, 50)), Set.of(at(range, 77)));
        assertThat(stock.counts(range))
                .isEqualTo(
                        Map.of(ItemState.PRINTED, 97, ItemState.SPOILED, 2, ItemState.MISSING, 1));

        Shipment shipment = stock.shipped(shop, range);

        assertThat(shipment.items()).isEqualTo(97);
        assertThat(shipment.cartons()).hasSize(1);
        assertThat(shipment.cartons().getFirst().sscc()).matches("02[0-9]{16}");
        assertThat(stock.item(at(range, 3)).state()).isEqualTo(ItemState.SPOILED);
        assertThat(stock.item(at(range, 3)).outlet()).isNull();
        assertThat(stock.item(at(range, 4)).outlet()).isEqualTo(shop.outlet());
        assertThat(stock.history(at(range, 4))).containsExactly("counted_in", "shipped");
    }

    @Test
    void aCartonIsToldByWhatIsTrulyInIt() {
        SerialRange range = stock.minted(stock.product(true), 10);
        stock.countIn(range, Set.of(at(range, 1), at(range, 4)), Set.of(at(range, 5)));
        PackedCarton carton = packed(stock.shipped(shop, range));

        assertThat(carton.stretches())
                .containsExactly(
                        new PackedCarton.Stretch(new SerialRange(range.run(), 2, 3), 2),
                        new PackedCarton.Stretch(new SerialRange(range.run(), 6, 10), 5));
        assertThat(carton.first()).isEqualTo(at(range, 2));
        assertThat(carton.gaps()).containsExactly(new SerialRange(range.run(), 4, 5));
        assertThat(carton.leftOut()).isEqualTo(2);
    }

    @Test
    void ofManyGapsTheLastStretchTakesWhatIsLeft() {
        int gaps = PackedCarton.MOST + 2;
        SerialRange range = stock.minted(stock.product(true), 2 * gaps + 1);
        Set<SerialNumber> spoiled =
                IntStream.rangeClosed(1, gaps)
                        .mapToObj(gap -> at(range, 2 * gap))
                        .collect(Collectors.toSet());
        stock.countIn(range, spoiled, Set.of());
        PackedCarton carton = packed(stock.shipped(shop, range));

        assertThat(carton.items()).isEqualTo(gaps + 1);
        assertThat(carton.leftOut()).isEqualTo(gaps);
        assertThat(carton.stretches()).hasSize(PackedCarton.MOST);
        PackedCarton.Stretch rest = carton.stretches().getLast();
        assertThat(rest.isWhole()).isFalse();
        assertThat(rest.items()).isEqualTo(4);
        assertThat(rest.serials().last()).isEqualTo(range.last());
    }

    @Test
    void aReceiptMayNameRangesAndPassesOverWhatStayedBehind() {
        SerialRange range = stock.minted(stock.product(true), 6);
        stock.countIn(range, Set.of(at(range, 2)), Set.of());
        Shipment shipment = stock.shipped(shop, range);
        List<@Nullable String> named =
                List.of(at(range, 1) + "-" + at(range, 3), at(range, 5).toString());

        Shipment received = receive(shipment, new Receipt(null, named, null));

        assertThat(received.received()).isEqualTo(3);
        assertThat(received.shortItems()).isEqualTo(2);
        assertThat(stock.item(at(range, 2)).state()).isEqualTo(ItemState.SPOILED);
        for (String other :
                List.of(
                        at(range, 2).toString(),
                        at(range, 5) + "-" + SerialNumber.of(range.run(), 7))) {
            List<@Nullable String> wrong = List.of(other);
            assertThatThrownBy(() -> receive(shipment, new Receipt(null, wrong, null)))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.fields().getFirst().message())
                                            .contains(other + " is not part of this shipment"));
        }
        List<@Nullable String> endless =
                List.of(at(range, 1) + "-" + SerialNumber.of(range.run(), 9_999_999));
        assertThatThrownBy(() -> receive(shipment, new Receipt(null, endless, null)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields().getFirst().message())
                                        .contains("at most 100,000"));
    }

    @Test
    void whatDoesNotArriveIsHeldUntilALaterReceiptFindsIt() {
        SerialRange range = stock.printed(stock.product(true), 5);
        Shipment shipment = stock.shipped(shop, range);
        List<@Nullable String> scanned = List.of(at(range, 1).toString(), at(range, 2).toString());

        Shipment first = receive(shipment, new Receipt(null, scanned, null));

        assertThat(first.state()).isEqualTo(ShipmentState.SHORT);
        assertThat(first.received()).isEqualTo(2);
        assertThat(first.shortItems()).isEqualTo(3);
        assertThat(first.missing()).containsExactly(at(range, 3) + "-" + at(range, 5));
        assertThat(stock.item(at(range, 3)).hold()).isEqualTo("missing");
        assertThat(stock.item(at(range, 3)).state()).isEqualTo(ItemState.SHIPPED);

        Shipment later = receive(shipment, Receipt.ofEverything());

        assertThat(later.state()).isEqualTo(ShipmentState.RECEIVED);
        assertThat(later.received()).isEqualTo(5);
        assertThat(later.shortItems()).isZero();
        assertThat(stock.item(at(range, 3)).hold()).isNull();
        assertThat(receive(shipment, Receipt.ofEverything())).isEqualTo(later);
        assertThat(stock.history(at(range, 3)))
                .containsExactly("counted_in", "shipped", "received", "short", "received");
    }

    @Test
    void aCartonIsReceivedByItsNumber() {
        Shipment shipment = stock.shipped(shop, stock.printed(stock.product(true), 4));
        String sscc = shipment.cartons().getFirst().sscc();
        assertThat(receive(shipment, new Receipt(List.of(sscc), null, null)).received())
                .isEqualTo(4);
    }

    @Test
    void aReceiptMayNameCartonsAndSerialsTogether() {
        SerialRange range = stock.printed(stock.product(true), 6);
        List<Carton> cartons = stock.packed(range, 3);
        Shipment shipment =
                world.wiring()
                        .inventory()
                        .shipments()
                        .send(
                                world.caller(),
                                new NewShipment(
                                        shop.outlet().toString(),
                                        cartons.stream().<@Nullable String>map(Carton::sscc).toList(),
                                        null));
        Shipment received =
                receive(
                        shipment,
                        new Receipt(
                                List.of("(00)" + cartons.get(1).sscc()),
                                List.of("(01)04006381333931(21)" + at(range, 2)),
                                null));
        assertThat(received.received()).isEqualTo(4);
        assertThat(received.missing())
                .containsExactly(at(range, 1).toString(), at(range, 3).toString());
    }

    @Test
    void aRetailerGetsNoMoreThanItMayHaveUnsold() {
        StockFixture.Shop small = stock.shop("Small");
        SerialRange range = stock.printed(stock.product(true), 6);
        stock.received(small, new SerialRange(range.run(), 1, 2));
        stock.limit(small, 4);
        assertRefused(
                StockFixture.order(small, new SerialRange(range.run(), 3, 5)),
                "may have 4 unsold items and has 2");
        assertThat(stock.counts(range).get(ItemState.PRINTED)).isEqualTo(4);
        assertThat(stock.shipped(small, new SerialRange(range.run(), 3, 4)).items()).isEqualTo(2);
        assertRefused(
                StockFixture.order(small, new SerialRange(range.run(), 5, 5)), "send at most 0");
    }

    @Test
    void aProductWithoutActivationIsSoldAsSoonAsItIsReceived() {
        SerialRange range = stock.printed(stock.product(false), 3);
        stock.received(shop, range);
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.ACTIVATED, 3));
        assertThat(stock.history(at(range, 1)))
                .containsExactly("counted_in", "shipped", "received", "activated");
    }

    @Test
    void aRangeWithAnythingElseInItIsRefusedAndNothingMoves() {
        SerialRange range = stock.printed(stock.product(true), 10);
        stock.shipped(shop, new SerialRange(range.run(), 5, 5));
        assertRefused(StockFixture.order(shop, range), "1 shipped");
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.PRINTED, 9, ItemState.SHIPPED, 1));

        assertRefused(
                StockFixture.order(shop, new SerialRange(range.run(), 9, 12)), "2 of the serials");
        SerialRange uncounted = stock.minted(stock.product(true), 2);
        assertRefused(
                StockFixture.order(shop, uncounted),
                "Print run %d isn't counted in yet. Count it in".formatted(uncounted.run()));
        assertRefused(
                new NewShipment(
                        shop.outlet().toString(),
                        null,
                        new NewShipment.Range(at(range, 4).toString(), at(range, 2).toString())),
                "upwards");
        assertRefused(
                new NewShipment(
                        shop.outlet().toString(),
                        null,
                        new NewShipment.Range(
                                at(range, 1).toString(),
                                SerialNumber.of(range.run() + 1, 2).toString())),
                "within one print run");
        assertThat(stock.counts(range).get(ItemState.PRINTED)).isEqualTo(9);
    }

    @Test
    void anotherProvidersSerialsOutletsAndShipmentsDoNotExist() {
        SerialRange theirs = foreign.printed(foreign.product(true), 3);
        StockFixture.Shop theirShop = foreign.shop("Corner Shop");
        SerialRange ours = stock.printed(stock.product(true), 3);

        assertRefused(StockFixture.order(shop, theirs), "3 of the serials");
        assertRefused(StockFixture.order(theirShop, ours), "no such outlet");
        Shipment shipment = foreign.shipped(theirShop, theirs);
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .inventory()
                                        .shipments()
                                        .find(world.caller(), shipment.id()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no such shipment");
        assertThatThrownBy(() -> receive(shipment, Receipt.ofEverything()))
                .isInstanceOf(Refused.class);
        assertThat(foreign.counts(theirs)).isEqualTo(Map.of(ItemState.SHIPPED, 3));
    }

    @Test
    void aRetailerSeesAndReceivesOnlyItsOwn() {
        StockFixture.Shop rival = stock.shop("Rival");
        SerialRange range = stock.printed(stock.product(true), 2);
        Shipment shipment = stock.shipped(shop, range);
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .inventory()
                                        .receipts()
                                        .receive(
                                                stock.callerOf(rival),
                                                shipment.id(),
                                                Receipt.ofEverything()))
                .isInstanceOf(Refused.class);
        assertThat(
                        world.wiring()
                                .inventory()
                                .receipts()
                                .receive(
                                        stock.callerOf(shop), shipment.id(), Receipt.ofEverything())
                                .received())
                .isEqualTo(2);
        assertThat(stocks(stock.callerOf(rival)))
                .extracting(Stock::outlet)
                .containsExactly(rival.outlet());
        assertThat(stocks(world.caller()))
                .extracting(Stock::outlet)
                .contains(shop.outlet(), rival.outlet());
    }

    @Test
    void aReceiptOfWhatIsNotInTheShipmentChangesNothing() {
        SerialRange range = stock.printed(stock.product(true), 2);
        SerialRange other = stock.printed(stock.product(true), 2);
        Shipment shipment = stock.shipped(shop, range);
        Receipt receipt =
                new Receipt(null, List.of(at(range, 1).toString(), at(other, 1).toString()), null);
        assertThatThrownBy(() -> receive(shipment, receipt))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields().getFirst().message())
                                        .contains("is not part of this shipment", at(other, 1).toString()));
        assertThatThrownBy(() -> receive(shipment, new Receipt(List.of("1"), null, null)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> receive(shipment, new Receipt(null, null, false)))
                .isInstanceOf(Refused.class);
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.SHIPPED, 2));
    }

    @Test
    void aCartonThatIsWithAShopCannotBeSentAgain() {
        Shipment shipment = stock.shipped(shop, stock.printed(stock.product(true), 2));
        NewShipment again =
                new NewShipment(
                        shop.outlet().toString(),
                        List.of(shipment.cartons().getFirst().sscc()),
                        null);
        assertRefused(again, "isn't closed in your stock");
        assertRefused(
                new NewShipment(shop.outlet().toString(), List.of("12"), null), "no carton 12");
    }

    @Test
    void aShipmentOfWhichTheRestIsVoidedIsNotShortAnyMore() {
        SerialRange range = stock.printed(stock.product(true), 3);
        Shipment sent = stock.shipped(shop, range);
        receive(sent, new Receipt(null, List.of(at(range, 1).toString()), null));
        VoidRequest rest =
                new VoidRequest(at(range, 2).toString(), at(range, 3).toString(), "water");
        world.wiring().inventory().voiding().request(world.caller(), rest);
        Shipment after = world.wiring().inventory().shipments().find(world.caller(), sent.id());
        assertThat(after.state()).isEqualTo(ShipmentState.RECEIVED);
        assertThat(after.shortItems()).isZero();
        assertThat(after.received()).isEqualTo(1);
    }

    @Test
    void voidingSkipsWhatIsFinalAndRefusesWhatIsNotCountedIn() {
        SerialRange range = stock.minted(stock.product(true), 4);
        VoidRequest everything =
                new VoidRequest(range.first().toString(), range.last().toString(), "recall");
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .inventory()
                                        .voiding()
                                        .request(world.caller(), everything))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("counted in");
        stock.countIn(range, Set.of(at(range, 1)), Set.of());
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .inventory()
                                        .voiding()
                                        .request(world.decoy(), everything))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("4 of the serials");

        assertThat(world.wiring().inventory().voiding().request(world.caller(), everything))
                .isInstanceOfSatisfying(
                        VoidOutcome.Voided.class,
                        done -> {
                            assertThat(done.voided()).isEqualTo(3);
                            assertThat(done.skipped()).isEqualTo(1);
                        });
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.VOIDED, 3, ItemState.SPOILED, 1));
    }

    @Test
    void fromTheLimitOnASecondPersonMustAgreeToVoiding() {
        SerialRange range = stock.printed(stock.product(true), world.provider().voidLimit());
        StaffMembers staff = world.wiring().access().staff();
        Caller ann = callerOf(staff.create(world.caller(), member("ann")).member());
        Caller ben = callerOf(staff.create(world.caller(), member("ben")).member());
        VoidRequest request =
                new VoidRequest(range.first().toString(), range.last().toString(), "recall");

        VoidOutcome outcome = world.wiring().inventory().voiding().request(ann, request);

        assertThat(outcome).isInstanceOf(VoidOutcome.Waiting.class);
        assertThat(stock.counts(range)).containsOnlyKeys(ItemState.PRINTED);
        UUID approval = ((VoidOutcome.Waiting) outcome).approval();
        assertThatThrownBy(() -> world.wiring().access().approvals().approve(ann, approval))
                .isInstanceOf(Refused.class);
        world.wiring().access().approvals().approve(ben, approval);
        assertThat(stock.counts(range)).containsOnlyKeys(ItemState.VOIDED);
    }

    @Test
    void whatIsAskedForTwiceAtOnceWaitsOnce() throws Exception {
        SerialRange range = stock.printed(stock.product(true), world.provider().voidLimit());
        StaffMembers staff = world.wiring().access().staff();
        Caller eva = callerOf(staff.create(world.caller(), member("eva")).member());
        Caller fay = callerOf(staff.create(world.caller(), member("fay")).member());
        VoidRequest request =
                new VoidRequest(range.first().toString(), range.last().toString(), "asked twice");
        Voiding voiding = world.wiring().inventory().voiding();
        AtomicReference<VoidOutcome> first = new AtomicReference<>();
        AtomicReference<Future<VoidOutcome>> second = new AtomicReference<>();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            world.during(
                    () -> first.set(voiding.request(fay, request)),
                    "INSERT INTO approval",
                    () -> {
                        second.set(other.submit(() -> voiding.request(eva, request)));
                        while (!second.get().isDone() && !isSomebodyWaitingForARun()) {
                            Thread.onSpinWait();
                        }
                    });
            assertThat(second.get().get())
                    .isInstanceOf(VoidOutcome.Waiting.class)
                    .isEqualTo(first.get());
        }
    }

    private static boolean isSomebodyWaitingForARun() {
        return !world.database()
                .rows(
                        """
                        SELECT pid::text FROM pg_locks
                        WHERE NOT granted AND locktype = 'advisory'
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """)
                .isEmpty();
    }

    @Test
    void whatOnePersonEndsWithinADayCountsTogetherUnlessAnotherAgreed() {
        int limit = world.provider().voidLimit();
        int most = limit * 6 / 10;
        StaffMembers staff = world.wiring().access().staff();
        Caller gil = callerOf(staff.create(world.caller(), member("gil")).member());
        Caller hal = callerOf(staff.create(world.caller(), member("hal")).member());
        Voiding voiding = world.wiring().inventory().voiding();
        assertThat(voiding.request(gil, damaged(most))).isInstanceOf(VoidOutcome.Voided.class);
        Caller program =
                new Caller(gil.scope(), Actor.key(UUID.randomUUID(), gil.actor().person()));
        VoidOutcome second = voiding.spoil(program, damaged(most));
        assertThat(second).as("of the same person").isInstanceOf(VoidOutcome.Waiting.class);
        world.wiring()
                .access()
                .approvals()
                .approve(hal, ((VoidOutcome.Waiting) second).approval());
        assertThat(voiding.request(hal, damaged(most)))
                .as("what was agreed to counts for nobody")
                .isInstanceOf(VoidOutcome.Voided.class);
        assertThat(voiding.request(gil, damaged(limit - most - 1)))
                .as("below the limit together")
                .isInstanceOf(VoidOutcome.Voided.class);
        assertThat(voiding.request(gil, damaged(1))).isInstanceOf(VoidOutcome.Waiting.class);
        world.clock().forward(Duration.ofDays(1));
        assertThat(voiding.request(gil, damaged(most)))
                .as("the next day")
                .isInstanceOf(VoidOutcome.Voided.class);
    }

    /** So many items of a new run, to be made worthless. */
    private static VoidRequest damaged(int items) {
        SerialRange run = stock.printed(stock.product(true), items);
        return new VoidRequest(run.first().toString(), run.last().toString(), "water");
    }

    @Test
    void soItMustWhereSoManyAreSpoiled() {
        SerialRange range = stock.printed(stock.product(true), world.provider().voidLimit());
        StaffMembers staff = world.wiring().access().staff();
        Caller cem = callerOf(staff.create(world.caller(), member("cem")).member());
        Caller dee = callerOf(staff.create(world.caller(), member("dee")).member());
        VoidRequest request =
                new VoidRequest(range.first().toString(), range.last().toString(), "flood");

        VoidOutcome outcome = world.wiring().inventory().voiding().spoil(cem, request);

        assertThat(stock.counts(range)).containsOnlyKeys(ItemState.PRINTED);
        UUID approval = ((VoidOutcome.Waiting) outcome).approval();
        assertThat(world.wiring().access().approvals().approve(dee, approval).summary())
                .contains("as spoiled", "flood");
        assertThat(stock.counts(range)).containsOnlyKeys(ItemState.SPOILED);
    }

    @Test
    void whatIsNoCartonNumberIsNoCarton() {
        String outlet = shop.outlet().toString();
        assertRefused(
                new NewShipment(outlet, List.of("\u0000", "x".repeat(1 << 20)), null),
                ", and 1 more of these are none.");
    }

    @Test
    void ofManyShipmentsOfTheSameItemsAtOnceOneIsSent() throws Exception {
        SerialRange range = stock.printed(stock.product(true), 200);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            SerialRange part = new SerialRange(range.run(), 1 + i, 200 - i);
            calls.add(
                    () -> {
                        try {
                            stock.shipped(shop, part);
                            return true;
                        } catch (Refused tooLate) {
                            return false;
                        }
                    });
        }
        int sent = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            for (Future<Boolean> answer : threads.invokeAll(calls)) {
                sent += answer.get() ? 1 : 0;
            }
        }
        assertThat(sent).isEqualTo(1);
    }

    private static NewMember member(String name) {
        return new NewMember(name + "@harbour.example", name, "operator", null);
    }

    private static Caller callerOf(Member member) {
        return new Caller(
                new Scope.Provider(world.provider().id()),
                new Actor("staff:" + member.id(), member.id()));
    }

    private static List<Stock> stocks(Caller caller) {
        return world.wiring()
                .inventory()
                .stocks()
                .list(caller, StockFilter.NONE, Listing.first())
                .items();
    }

    private static PackedCarton packed(Shipment shipment) {
        return world.wiring()
                .inventory()
                .shipments()
                .packed(world.caller(), shipment.id())
                .getFirst();
    }

    private static SerialNumber at(SerialRange range, int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }

    private static Shipment receive(Shipment shipment, Receipt receipt) {
        return world.wiring()
                .inventory()
                .receipts()
                .receive(world.caller(), shipment.id(), receipt);
    }

    private static void assertRefused(NewShipment order, String why) {
        assertThatThrownBy(() -> world.wiring().inventory().shipments().send(world.caller(), order))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.detail() + refused.fields()).contains(why));
    }
}
