package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.activation.BasketLine;
import io.counterfoil.activation.CaseFilter;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.activation.NewBasket;
import io.counterfoil.activation.OfflineDay;
import io.counterfoil.activation.OfflineDays;
import io.counterfoil.activation.OfflineLine;
import io.counterfoil.activation.Outcome;
import io.counterfoil.activation.TillCase;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Tx;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Holds of cartons and outlets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaceHoldsIT {
    private static final int TILLS = 32;

    private TestWorld world;
    private StockFixture stock;
    private UUID product;
    private Holds holds;
    private HoldReleases releases;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        product = stock.product(true);
        holds = world.wiring().inventory().holds();
        releases = world.wiring().inventory().holdReleases();
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
    void aCartonIsHeldWithoutWhatIsSoldOfItAndReleasedAsAWhole() {
        StockFixture.Shop shop = stock.shop("Corner");
        Carton carton = arrived(shop, 4);
        sell(shop, at(carton, 2), "1");
        Hold hold = holds.hold(world.caller(), ofCarton(carton, null));
        assertThat(hold.items()).isEqualTo(3);
        assertThat(hold.outlet()).isEqualTo(shop.outlet());
        assertThat(stock.item(at(carton, 2)).hold()).isNull();
        assertThat(sell(shop, at(carton, 3), "2")).isInstanceOf(Outcome.Declined.class);
        assertThat(redeem(at(carton, 2))).as("what its customer bought is theirs").isTrue();

        Hold again = holds.hold(world.caller(), ofCarton(carton, null));
        assertThat(again.id()).as("it is the same hold").isEqualTo(hold.id());
        assertThat(again.items()).isEqualTo(3);
        assertThat(stock.history(at(carton, 3))).endsWith("received", "held");

        assertThat(releases.release(world.caller(), hold.id(), "all is well").changed())
                .isEqualTo(3);
        assertThat(releases.release(world.caller(), hold.id(), "again").changed()).isZero();
        assertThat(holds.find(world.caller(), hold.id()).open()).isFalse();
        assertThat(sell(shop, at(carton, 3), "3")).isInstanceOf(Outcome.Activated.class);
        assertThat(told(at(carton, 2)))
                .as("the hold passed by what was sold")
                .endsWith("received", "activated", "redeemed");
    }

    @Test
    void ifSoWishedWhatIsSoldIsHeldToo() {
        StockFixture.Shop shop = stock.shop("Recall");
        Carton carton = arrived(shop, 2);
        sell(shop, at(carton, 1), "1");
        holds.hold(world.caller(), ofCarton(carton, null));
        assertThat(stock.item(at(carton, 1)).hold()).isNull();
        Hold all = holds.hold(world.caller(), ofCarton(carton, true));
        assertThat(all.items()).isEqualTo(2);
        assertThat(all.soldToo()).isTrue();
        assertThat(redeem(at(carton, 1))).isFalse();
        releases.release(world.caller(), all.id(), "checked");
        assertThat(redeem(at(carton, 1))).isTrue();
    }

    @Test
    void aHoldOfSerialsTakesOverWhatTheirCartonIsReleasedOf() {
        StockFixture.Shop shop = stock.shop("Two reasons");
        Carton carton = arrived(shop, 2);
        Hold box = holds.hold(world.caller(), ofCarton(carton, null));
        world.clock().forward(Duration.ofSeconds(1));
        String one = at(carton, 1).toString();
        HoldRequest wish = new HoldRequest(one, one, "torn panel");
        assertThat(holds.hold(world.caller(), wish)).returns(0, HoldOutcome::changed);
        assertThat(releases.release(world.caller(), box.id(), "it is whole"))
                .isEqualTo(new HoldOutcome(box.id(), 1, 1));
        assertThat(stock.item(at(carton, 1)).hold()).isEqualTo("torn panel");
        assertThat(sell(shop, at(carton, 2), "1")).isInstanceOf(Outcome.Activated.class);
        assertThat(releases.release(world.caller(), wish).changed()).isEqualTo(1);
        assertThat(sell(shop, at(carton, 1), "2")).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void aCartonInStockIsNotSentUntilItsHoldIsReleasedItemByItemOrWhole() {
        StockFixture.Shop shop = stock.shop("Later");
        Carton carton = stock.packed(stock.printed(product, 2), 2).getFirst();
        Hold hold = holds.hold(world.caller(), ofCarton(carton, null));
        assertThat(hold.outlet()).isNull();
        assertRefused(() -> send(shop, carton), "is on hold. Release it first");
        for (int i = 1; i <= 2; i++) {
            String one = at(carton, i).toString();
            releases.release(world.caller(), new HoldRequest(one, one, "looked at"));
        }
        assertThat(holds.find(world.caller(), hold.id()).open())
                .as("it holds nothing any more")
                .isFalse();
        assertThat(send(shop, carton).items()).isEqualTo(2);
    }

    @Test
    void aCartonOnHoldIsNotSentThoughAnotherHoldHeldItsItems() {
        StockFixture.Shop shop = stock.shop("Twice held");
        Carton carton = stock.packed(stock.printed(product, 1), 1).getFirst();
        String one = at(carton, 1).toString();
        holds.hold(world.caller(), new HoldRequest(one, one, "first"));
        world.clock().forward(Duration.ofSeconds(1));
        Hold hold = holds.hold(world.caller(), ofCarton(carton, null));
        assertThat(hold.items()).isZero();
        HoldRequest looked = new HoldRequest(one, one, "looked at");
        assertThat(releases.release(world.caller(), looked))
                .as("the carton's holds it from now on")
                .returns(0, HoldOutcome::changed)
                .returns(1, HoldOutcome::skipped);
        assertThat(stock.item(at(carton, 1)).hold()).isEqualTo("box was opened");
        assertRefused(() -> send(shop, carton), "is on hold. Release it first");
        assertRefused(
                () ->
                        world.wiring()
                                .inventory()
                                .cartons()
                                .unpack(world.caller(), carton.id()),
                "is on hold. Release it first");
        releases.release(world.caller(), hold.id(), "looked at, too");
        assertThat(send(shop, carton).items()).isEqualTo(1);
    }

    @Test
    void whatAnOutletAndItsCartonAreHeldForIsFreeAfterBothReleases() {
        for (boolean outletFirst : new boolean[] {true, false}) {
            StockFixture.Shop shop = stock.shop("Twice, outlet first: " + outletFirst);
            Carton carton = arrived(shop, 2);
            NewHold ofShop = new NewHold(null, shop.outlet().toString(), "police", null);
            NewHold ofCarton = ofCarton(carton, null);
            Hold first = holds.hold(world.caller(), outletFirst ? ofShop : ofCarton);
            Hold second = holds.hold(world.caller(), outletFirst ? ofCarton : ofShop);
            assertThat(second.items()).isZero();

            assertThat(releases.release(world.caller(), first.id(), "all is well"))
                    .isEqualTo(new HoldOutcome(first.id(), 0, 2));
            assertThat(stock.item(at(carton, 1)).hold()).isEqualTo(second.reason());
            assertThat(holds.find(world.caller(), second.id()).items()).isEqualTo(2);
            assertThat(sell(shop, at(carton, 1), "1")).isInstanceOf(Outcome.Declined.class);
            assertThat(stock.history(at(carton, 1)))
                    .endsWith("received", "held", "released", "held");

            assertThat(releases.release(world.caller(), second.id(), "here, too").changed())
                    .isEqualTo(2);
            assertThat(sell(shop, at(carton, 1), "2")).isInstanceOf(Outcome.Activated.class);
        }
    }

    @Test
    void itemsReleasedByTheirSerialsGoThroughAllTheirHolds() {
        StockFixture.Shop shop = stock.shop("Three times");
        Carton carton = arrived(shop, 2);
        SerialNumber serial = at(carton, 1);
        HoldRequest wish = new HoldRequest(serial.toString(), serial.toString(), "look");
        holds.hold(world.caller(), wish);
        world.clock().forward(Duration.ofSeconds(1));
        Hold box = holds.hold(world.caller(), ofCarton(carton, null));
        world.clock().forward(Duration.ofSeconds(1));
        holds.hold(world.caller(), new NewHold(null, shop.outlet().toString(), "police", null));
        for (String reason : List.of("box was opened", "police")) {
            assertThat(releases.release(world.caller(), wish).changed()).isZero();
            assertThat(stock.item(serial).hold()).isEqualTo(reason);
        }
        assertThat(holds.find(world.caller(), box.id()).open()).isTrue();
        assertThat(releases.release(world.caller(), wish).changed()).isEqualTo(1);
        assertThat(sell(shop, serial, "1")).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void whatIsSoldIsHandedOnlyToAHoldOfThatToo() {
        StockFixture.Shop shop = stock.shop("Sold too");
        Carton carton = arrived(shop, 2);
        sell(shop, at(carton, 1), "1");
        Hold all = holds.hold(world.caller(), ofCarton(carton, true));
        holds.hold(world.caller(), new NewHold(null, shop.outlet().toString(), "police", null));
        assertThat(releases.release(world.caller(), all.id(), "the box is whole"))
                .isEqualTo(new HoldOutcome(all.id(), 1, 1));
        assertThat(redeem(at(carton, 1))).as("its customer's").isTrue();
        assertThat(stock.item(at(carton, 2)).hold()).isEqualTo("police");
    }

    @Test
    void whatNeedsNoTillIsSoldByTheReleaseOfItsLastHold() {
        StockFixture.Shop shop = stock.shop("No till");
        Carton carton = stock.packed(stock.printed(stock.product(false), 1), 1).getFirst();
        UUID shipment = send(shop, carton).id();
        Hold box = holds.hold(world.caller(), ofCarton(carton, null));
        Hold all =
                holds.hold(
                        world.caller(),
                        new NewHold(null, shop.outlet().toString(), "police", null));
        receive(shipment, at(carton, 1));
        releases.release(world.caller(), box.id(), "the box is whole");
        assertThat(stock.item(at(carton, 1)).state()).isEqualTo(ItemState.RECEIVED);
        releases.release(world.caller(), all.id(), "they left");
        assertThat(stock.item(at(carton, 1)).state()).isEqualTo(ItemState.ACTIVATED);
    }

    @Test
    void aHoldThatTakesHoldOfAnUndoneSaleMeanwhileDoesNotEnd() throws Exception {
        StockFixture.Shop shop = stock.shop("Undone");
        Carton carton = arrived(shop, 2);
        sell(shop, at(carton, 2), "1");
        Hold hold = holds.hold(world.caller(), ofCarton(carton, null));
        String held = at(carton, 1).toString();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<HoldOutcome> release =
                    world.wiring()
                            .transactions()
                            .write(
                                    world.caller(),
                                    tx -> {
                                        world.wiring()
                                                .inventory()
                                                .items()
                                                .reverse(tx, at(carton, 2), Map.of());
                                        Future<HoldOutcome> begun =
                                                other.submit(
                                                        () ->
                                                                releases.release(
                                                                        world.caller(),
                                                                        new HoldRequest(
                                                                                held, held,
                                                                                "looked at")));
                                        await("the release to wait for the hold")
                                                .until(() -> isSomebodyWaiting(tx));
                                        return begun;
                                    });
            assertThat(release.get().changed()).isEqualTo(1);
        }
        assertThat(stock.item(at(carton, 2)).hold()).isEqualTo("box was opened");
        assertThat(holds.find(world.caller(), hold.id()).open()).isTrue();
    }

    @Test
    void anOutletOnHoldSellsNothingAndGetsNothingUntilItIsReleased() {
        StockFixture.Shop shop = stock.shop("Closed by the police");
        Carton first = arrived(shop, 2);
        Carton second = arrived(shop, 2);
        Carton onItsWay = stock.packed(stock.printed(product, 2), 2).getFirst();
        UUID shipment = send(shop, onItsWay).id();
        receive(shipment, at(onItsWay, 1));
        sell(shop, at(first, 1), "1");
        NewHold wish = new NewHold(null, shop.outlet().toString(), "police", null);
        Hold hold = holds.hold(world.caller(), wish);
        assertThat(hold.items()).isEqualTo(4);
        assertThat(sell(shop, at(second, 1), "2")).isInstanceOf(Outcome.Declined.class);
        SerialRange more = stock.printed(product, 1);
        assertRefused(() -> stock.shipped(shop, more), "This outlet is on hold: police");

        receive(shipment, at(onItsWay, 2));
        world.wiring()
                .retail()
                .reversals()
                .reverse(stock.callerOf(shop), "1", shop.till().id().toString(), null);
        assertThat(List.of(at(onItsWay, 2), at(first, 1)))
                .as("what comes into its stock is held, too")
                .allSatisfy(serial -> assertThat(stock.item(serial).hold()).isEqualTo("police"));
        assertThat(holds.find(world.caller(), hold.id()).items()).isEqualTo(6);

        assertThat(releases.release(world.caller(), hold.id(), "they left").changed())
                .isEqualTo(6);
        assertThat(stock.shipped(shop, more).items()).isEqualTo(1);
        assertThat(sell(shop, at(onItsWay, 2), "3")).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void anOutletOnHoldSellsNothingOfAnotherOneEither() {
        StockFixture.Shop shop = stock.shop("Two outlets");
        StockFixture.Shop branch = stock.branch(shop, "Harbour");
        Carton carton = arrived(shop, 2);
        Hold hold =
                holds.hold(
                        world.caller(),
                        new NewHold(null, branch.outlet().toString(), "police", null));
        assertThat(sell(branch, at(carton, 1), "1"))
                .satisfies(PlaceHoldsIT::assertPlaceIsOnHold);
        assertThat(sell(shop, at(carton, 2), "2")).isInstanceOf(Outcome.Activated.class);
        releases.release(world.caller(), hold.id(), "over");
        assertThat(sell(branch, at(carton, 1), "3")).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void eachLineOfABasketOrADayIsAnsweredAloneWhereItsOutletIsOnHold() {
        StockFixture.Shop shop = stock.shop("Line by line");
        StockFixture.Shop branch = stock.branch(shop, "Harbour");
        Carton theirs = arrived(shop, 2);
        Carton own = arrived(branch, 2);
        Hold hold =
                holds.hold(
                        world.caller(),
                        new NewHold(null, branch.outlet().toString(), "police", null));
        String free = at(own, 1).toString();
        releases.release(world.caller(), new HoldRequest(free, at(own, 2).toString(), "looked at"));

        NewBasket basket =
                new NewBasket(
                        "receipt",
                        branch.till().id().toString(),
                        List.of(
                                new NewBasket.Line("b1", at(theirs, 1).toString(), null, null),
                                new NewBasket.Line("b2", free, null, null)));
        assertThat(world.wiring().retail().baskets().sell(stock.callerOf(branch), basket, null))
                .extracting(line -> ((BasketLine.Answered) line).outcome())
                .satisfiesExactly(
                        PlaceHoldsIT::assertPlaceIsOnHold,
                        outcome -> assertThat(outcome).isInstanceOf(Outcome.Activated.class));

        String day =
                """
                request_id,serial,sold_at
                d1,%s,%s
                d2,%s,%s
                """
                        .formatted(
                                at(theirs, 2),
                                world.clock().instant(),
                                at(own, 2),
                                world.clock().instant());
        assertThat(enter(branch, day)).containsExactly("declined", "activated");
        assertThat(openCases(branch)).containsExactly("paid_not_activated");
        releases.release(world.caller(), hold.id(), "over");
        assertThat(enter(branch, day)).containsOnly("activated");
        assertThat(openCases(branch)).isEmpty();
    }

    @Test
    void aHoldOfAnOutletWaitsForASaleThereOfWhatAnotherOneHas() throws Exception {
        StockFixture.Shop shop = stock.shop("Two at once");
        StockFixture.Shop branch = stock.branch(shop, "Harbour");
        Carton carton = arrived(shop, 1);
        NewHold wish = new NewHold(null, branch.outlet().toString(), "police", true);
        holdDuring(() -> sell(branch, at(carton, 1), "1"), wish);
        assertThat(stock.item(at(carton, 1)).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(stock.item(at(carton, 1)).hold()).isEqualTo("police");
    }

    @Test
    void aHoldOfACartonWaitsForWhatComesBackOfItInAnotherOutlet() throws Exception {
        StockFixture.Shop shop = stock.shop("Back elsewhere");
        StockFixture.Shop branch = stock.branch(shop, "Harbour");
        Carton carton = arrived(shop, 2);
        sell(branch, at(carton, 1), "1");
        holdDuring(
                () ->
                        world.wiring()
                                .retail()
                                .reversals()
                                .reverse(
                                        stock.callerOf(branch),
                                        "1",
                                        branch.till().id().toString(),
                                        null),
                ofCarton(carton, null));
        assertThat(stock.item(at(carton, 1)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(stock.item(at(carton, 1)).hold()).isEqualTo("box was opened");
    }

    /** Holds something at the very moment at which another piece of work changes an item. */
    private void holdDuring(Runnable work, NewHold wish) throws Exception {
        try (ExecutorService staff = Executors.newSingleThreadExecutor()) {
            AtomicReference<Future<?>> hold = new AtomicReference<>();
            world.during(
                    work,
                    "UPDATE serial_item",
                    () -> {
                        hold.set(staff.submit(() -> holds.hold(world.caller(), wish)));
                        while (!hold.get().isDone() && !isSomebodyWaitingForAPlace()) {
                            Thread.onSpinWait();
                        }
                    });
            hold.get().get();
        }
    }

    private boolean isSomebodyWaitingForAPlace() {
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
    void whatIsLostAndFoundInAnOutletOnHoldIsHeld() {
        StockFixture.Shop shop = stock.shop("Untidy");
        Carton carton = arrived(shop, 1);
        String serial = at(carton, 1).toString();
        LossReport report = new LossReport(serial, serial, "who knows");
        Losses losses = world.wiring().inventory().losses();
        losses.report(stock.callerOf(shop), LossKind.LOST, report);
        holds.hold(
                world.caller(), new NewHold(null, shop.outlet().toString(), "untidy", null));
        losses.report(stock.callerOf(shop), LossKind.FOUND, report);
        assertThat(stock.item(at(carton, 1)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(stock.item(at(carton, 1)).hold()).isEqualTo("untidy");
    }

    @Test
    void whatNeedsNoTillAndIsFoundInAnOutletOnHoldIsSoldWithItsRelease() {
        StockFixture.Shop shop = stock.shop("Untidy, too");
        SerialRange range = stock.printed(stock.product(false), 2);
        stock.shipped(shop, range);
        LossReport report =
                new LossReport(range.first().toString(), range.last().toString(), "who knows");
        Losses losses = world.wiring().inventory().losses();
        losses.report(world.caller(), LossKind.LOST, report);
        Hold hold =
                holds.hold(
                        world.caller(),
                        new NewHold(null, shop.outlet().toString(), "untidy", null));
        losses.report(world.caller(), LossKind.FOUND, report);
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.RECEIVED, 2));
        assertThat(stock.item(range.first()).hold()).isEqualTo("untidy");
        assertThat(stock.history(range.first())).endsWith("found", "held");

        releases.release(world.caller(), hold.id(), "tidy");
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.ACTIVATED, 2));
        assertThat(stock.item(range.first()).hold()).isNull();
    }

    @Test
    void whenACartonIsHeldWhileItIsSoldNothingOfItIsSoldAfterwards() throws Exception {
        StockFixture.Shop shop = stock.shop("Busy");
        int size = 240;
        Carton carton = arrived(shop, size);
        AtomicInteger sold = new AtomicInteger();
        CountDownLatch some = new CountDownLatch(size / 4);
        CountDownLatch isHeld = new CountDownLatch(1);
        List<Integer> soldAfterwards = new ArrayList<>();
        boolean[] held = new boolean[1];
        Hold hold;
        try (ExecutorService tills = Executors.newFixedThreadPool(TILLS)) {
            List<Future<?>> sellers =
                    IntStream.range(0, TILLS)
                            .<Future<?>>mapToObj(
                                    till ->
                                            tills.submit(
                                                    () -> {
                                                        for (int i = 1 + till; i <= size; i += TILLS) {
                                                            if (i + TILLS > size) {
                                                                // A hold that is slow has something left, too.
                                                                isHeld.await();
                                                            }
                                                            boolean before;
                                                            synchronized (held) {
                                                                before = !held[0];
                                                            }
                                                            if (activate(shop, at(carton, i))) {
                                                                sold.incrementAndGet();
                                                                some.countDown();
                                                                if (!before) {
                                                                    synchronized (soldAfterwards) {
                                                                        soldAfterwards.add(i);
                                                                    }
                                                                }
                                                            }
                                                        }
                                                        return till;
                                                    }))
                            .toList();
            try {
                some.await();
                hold = holds.hold(world.caller(), ofCarton(carton, null));
                synchronized (held) {
                    held[0] = true;
                }
            } finally {
                isHeld.countDown();
            }
            for (Future<?> seller : sellers) {
                seller.get();
            }
        }
        assertThat(soldAfterwards).as("begun after the hold was committed").isEmpty();
        assertThat(sold).as("the hold came in the middle").hasValueBetween(size / 4, size - 1);
        assertThat(hold.items()).isEqualTo(size - sold.get());
        assertThat(stock.counts(carton.range()))
                .isEqualTo(
                        Map.of(
                                ItemState.ACTIVATED,
                                sold.get(),
                                ItemState.RECEIVED,
                                hold.items()));
        for (SerialNumber serial : carton.range()) {
            Item item = stock.item(serial);
            assertThat(item.hold() == null).isEqualTo(item.state() == ItemState.ACTIVATED);
        }
        assertThat(releases.release(world.caller(), hold.id(), "over").changed())
                .isEqualTo(hold.items());
    }

    @Test
    void onlyOneClosedCartonOrOutletOfOnesOwnIsHeld() {
        Carton carton = stock.packed(stock.printed(product, 1), 1).getFirst();
        assertRefused(
                () -> holds.hold(world.caller(), new NewHold(null, null, "why", null)),
                "either a carton or an outlet");
        assertRefused(
                () -> holds.hold(world.caller(), new NewHold("12", null, "why", null)),
                "There is no carton");
        assertRefused(
                () -> holds.hold(world.caller(), new NewHold(carton.sscc(), null, "lost", null)),
                "another reason");
        assertRefused(() -> holds.hold(world.decoy(), ofCarton(carton, null)), "There is no carton");
        Hold hold = holds.hold(world.caller(), ofCarton(carton, null));
        assertThatThrownBy(() -> releases.release(world.decoy(), hold.id(), "mine"))
                .isInstanceOf(Refused.class);
        assertThat(holds.list(world.decoy(), Optional.empty(), Listing.first()).items()).isEmpty();
        releases.release(world.caller(), hold.id(), "looked at");
        world.wiring().inventory().cartons().unpack(world.caller(), carton.id());
        assertRefused(() -> holds.hold(world.caller(), ofCarton(carton, null)), "was opened");
    }

    @Test
    void programsAndPeopleHoldListAndRelease() throws Exception {
        StockFixture.Shop shop = stock.shop("Paper");
        Carton carton = arrived(shop, 2);
        try (TestServer server = new TestServer(world)) {
            String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
            JsonNode held =
                    post(
                            server,
                            key,
                            "/api/v1/holds",
                            "{\"carton\":\"%s\",\"reason\":\"torn\"}"
                                    .formatted(carton.sscc()),
                            201);
            assertThat(held.path("held").asInt()).isEqualTo(2);
            assertThat(held.path("outlet").asText()).isEqualTo(shop.outlet().toString());
            Browser browser = server.signedIn("kim@holds.example", "Kim", "operator", null);
            String page = "/console/holds";
            assertThat(browser.get(page).body())
                    .contains("Carton " + carton.sscc(), "torn", "a program with the key Test");
            assertThat(browser.submit(page, page, Map.of("reason", "why")).body())
                    .contains("Name either a carton or an outlet to hold.");
            browser.submit(page, page + "/" + held.path("id").asText() + "/release", Map.of("reason", "mended"));
            assertThat(browser.get(page).body()).doesNotContain(carton.sscc());
            assertThat(browser.get(page + "?all=true").body()).contains(carton.sscc());
            browser.submit(
                    page,
                    page,
                    Map.of(
                            "carton",
                            "",
                            "outlet",
                            shop.outlet().toString(),
                            "reason",
                            "inventory",
                            "sold_too",
                            "true"));
            assertThat(browser.get(page).body())
                    .contains("The whole shop", "Paper, Main Street", "inventory", "Kim", "also what is sold");
            JsonNode again =
                    post(
                            server,
                            key,
                            page.replace("/console", "/api/v1")
                                    + "/"
                                    + held.path("id").asText()
                                    + "/release",
                            "{\"reason\":\"twice\"}",
                            200);
            assertThat(again.path("released").asInt()).isZero();
        }
    }

    private static JsonNode post(
            TestServer server, String key, String path, String body, int status)
            throws Exception {
        HttpResponse<String> answer =
                server.send(
                        server.request(path)
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }

    /** A carton in a shop's stock. */
    private Carton arrived(StockFixture.Shop shop, int items) {
        Carton carton = stock.packed(stock.printed(product, items), items).getFirst();
        world.wiring()
                .inventory()
                .receipts()
                .receive(world.caller(), send(shop, carton).id(), Receipt.ofEverything());
        return carton;
    }

    private Shipment send(StockFixture.Shop shop, Carton carton) {
        NewShipment order =
                new NewShipment(shop.outlet().toString(), List.of(carton.sscc()), null);
        return world.wiring().inventory().shipments().send(world.caller(), order);
    }

    private void receive(UUID shipment, SerialNumber serial) {
        Receipt receipt = new Receipt(null, List.of(serial.toString()), null);
        world.wiring().inventory().receipts().receive(world.caller(), shipment, receipt);
    }

    private static boolean isSomebodyWaiting(Tx tx) {
        return tx.handle()
                .createQuery(
                        "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND"
                                + " transactionid = pg_current_xact_id()::xid)")
                .mapTo(Boolean.class)
                .one();
    }

    private Outcome sell(StockFixture.Shop shop, SerialNumber serial, String request) {
        NewActivation sale =
                new NewActivation(
                        request, shop.till().id().toString(), serial.toString(), null, null);
        return world.wiring().retail().activations().activate(world.caller(), sale, null);
    }

    private static void assertPlaceIsOnHold(Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined ->
                                assertThat(declined.reason().toString())
                                        .contains("What is in this shop is on hold"));
    }

    /** What becomes of the lines of a day without a line. */
    private List<String> enter(StockFixture.Shop shop, String table) {
        Caller caller = stock.callerOf(shop);
        OfflineDays days = world.wiring().retail().offlineDays();
        OfflineDay day =
                days.enter(caller, table.getBytes(StandardCharsets.UTF_8), shop.till().id());
        return days.lines(caller, day.id(), false, Listing.first()).items().stream()
                .map(OfflineLine::state)
                .toList();
    }

    private List<String> openCases(StockFixture.Shop shop) {
        return world
                .wiring()
                .retail()
                .cases()
                .list(
                        stock.callerOf(shop),
                        CaseFilter.read("open", null, null),
                        Listing.first())
                .items()
                .stream()
                .map(TillCase::kind)
                .toList();
    }

    /** A sale without a till, whose lock and pace would let one go after the other. */
    private boolean activate(StockFixture.Shop shop, SerialNumber serial) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                stock.activate(tx, shop, serial));
    }

    private List<String> told(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                world.wiring()
                                        .inventory()
                                        .items()
                                        .history(tx, serial)
                                        .stream()
                                        .map(moment -> moment.event().type())
                                        .toList());
    }

    private boolean redeem(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> world.wiring().inventory().items().redeem(tx, serial, Map.of()));
    }

    private static NewHold ofCarton(Carton carton, @Nullable Boolean soldToo) {
        return new NewHold(carton.sscc(), null, "box was opened", soldToo);
    }

    private static SerialNumber at(Carton carton, int place) {
        return SerialNumber.of(carton.range().run(), carton.range().from() + place - 1);
    }

    private static void assertRefused(Runnable work, String words) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.detail() + refused.fields()).contains(words));
    }
}
