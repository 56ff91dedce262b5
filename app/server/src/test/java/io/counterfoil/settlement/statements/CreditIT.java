package io.counterfoil.settlement.statements;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.counterfoil.HeldBack;
import io.counterfoil.InventoryWiring;
import io.counterfoil.TestWorld;
import io.counterfoil.activation.CaseFilter;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.activation.OfflineDay;
import io.counterfoil.activation.OfflineDays;
import io.counterfoil.activation.OfflineLine;
import io.counterfoil.activation.Outcome;
import io.counterfoil.activation.TillCase;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Credit;
import io.counterfoil.inventory.HoldReleases;
import io.counterfoil.inventory.HoldRequest;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.LossKind;
import io.counterfoil.inventory.LossReport;
import io.counterfoil.inventory.Losses;
import io.counterfoil.inventory.Receipt;
import io.counterfoil.inventory.Receipts;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.VoidRequest;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.retailers.Retailer;
import io.counterfoil.retailers.Terminal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A shop that owes 41.65 for each item and may owe 100.00. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreditIT {
    private TestWorld world;
    private StockFixture stock;
    private Tills tills;
    private StockFixture.Shop shop;
    private LocalDate day = LocalDate.MIN;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        tills = new Tills(world, stock);
    }

    @BeforeEach
    void aShopOfItsOwn() {
        shop = stock.shop(UUID.randomUUID().toString());
        tills.lend(shop, 10_000);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aTillSellsUpToTheLimitAndOnOnceSomethingIsUndoneOrPaid() {
        SerialRange range = received("consignment", 6);
        assertThat(sell(range, 1)).isInstanceOf(Outcome.Activated.class);
        assertThat(sell(range, 2)).isInstanceOf(Outcome.Activated.class);
        assertThat(sell(range, 3))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.reason()).contains("100.00 EUR", "manager"));
        assertThat(at(range, 3)).isEqualTo(ItemState.RECEIVED);
        assertThat(state().owed().amount()).isEqualTo("83.30");
        assertThat(state().left().amount()).isEqualTo("16.70");

        tills.reverse(shop, serial(range, 2), "");
        assertThat(state().owed().amount()).isEqualTo("41.65");
        assertThat(sell(range, 4)).isInstanceOf(Outcome.Activated.class);
        world.clock().forward(Duration.ofDays(2));
        tills.settle();
        assertThat(tills.statements(shop)).hasSize(1);
        assertThat(state().owed().amount()).as("settled, not paid").isEqualTo("83.30");
        assertThat(sell(range, 5)).isInstanceOf(Outcome.Declined.class);
        pay("41.65");
        assertThat(tills.sell(shop, serial(range, 5), "again"))
                .isInstanceOf(Outcome.Activated.class);
        assertThat(state().owed().amount()).isEqualTo("83.30");
    }

    @Test
    void whatAShopWouldBuyBeyondItsLimitIsNotSent() {
        SerialRange first = stock.printed(stock.product(true, "wholesale"), 2);
        stock.received(shop, first);
        SerialRange more = stock.printed(stock.product(true, "wholesale"), 1);
        assertThatThrownBy(() -> stock.shipped(shop, more))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT);
                            assertThat(refused.detail())
                                    .contains("100.00 EUR", "16.70 EUR are left", "41.65 EUR");
                        });
        assertThat(at(more, 1)).isEqualTo(ItemState.PRINTED);

        pay("10.00");
        tills.lend(shop, 8_000);
        assertThat(sell(first, 1)).as("it bought that before").isInstanceOf(Outcome.Activated.class);
        SerialRange consigned = received("consignment", 1);
        assertThat(sell(consigned, 1)).isInstanceOf(Outcome.Declined.class);
        received("giveaway", 1);
    }

    @Test
    void whatIsSoldAsItArrivesIsReceivedUpToTheLimit() {
        SerialRange range = stock.printed(stock.product(false), 3);
        UUID shipment = stock.shipped(shop, range).id();
        Receipts receipts = world.wiring().inventory().receipts();
        assertThatThrownBy(
                        () ->
                                receipts.receive(
                                        stock.callerOf(shop), shipment, Receipt.ofEverything()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.detail())
                                        .contains("may owe 100.00 EUR", "comes to 124.95 EUR"));
        assertThat(at(range, 1)).isEqualTo(ItemState.SHIPPED);
        Receipt two =
                new Receipt(null, List.of(serial(range, 1) + "-" + serial(range, 2)), null);
        receipts.receive(stock.callerOf(shop), shipment, two);
        assertThat(at(range, 2)).isEqualTo(ItemState.ACTIVATED);
        assertOwed(2);
        pay("50.00");
        receipts.receive(stock.callerOf(shop), shipment, Receipt.ofEverything());
        assertThat(at(range, 3)).isEqualTo(ItemState.ACTIVATED);
    }

    @Test
    void noOtherWayIntoTheShopLeadsPastTheLimit() {
        SerialRange range = stock.minted(stock.product(false), 4);
        stock.countIn(range, Set.of(range.first()), Set.of());
        UUID shipment = stock.shipped(shop, range).id();
        InventoryWiring inventory = world.wiring().inventory();
        Caller caller = stock.callerOf(shop);
        assertTooMuch(
                () -> inventory.receipts().receive(caller, shipment, Receipt.ofEverything()));

        LossReport report =
                new LossReport(serial(range, 2).toString(), range.last().toString(), "not here");
        inventory.losses().report(caller, LossKind.LOST, report);
        assertTooMuch(() -> inventory.losses().report(caller, LossKind.FOUND, report));
        assertTooMuch(
                () -> inventory.losses().report(world.caller(), LossKind.FOUND, report));
        assertThat(at(range, 2)).isEqualTo(ItemState.LOST);
    }

    @Test
    void aReleaseInSeveralShopsKeepsTheLimitOfEach() throws Exception {
        SerialRange range = sentToTwoShops();
        HoldRequest all = some(range, 6);
        InventoryWiring inventory = world.wiring().inventory();
        inventory.holds().hold(world.caller(), all);
        receiveAll(range);
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.RECEIVED, 6));
        UUID hold =
                inventory
                        .holds()
                        .list(world.caller(), Optional.of(true), Listing.first())
                        .items()
                        .getFirst()
                        .id();

        HoldReleases releases = inventory.holdReleases();
        assertTooMuch(() -> releases.release(world.caller(), all));
        assertTooMuch(() -> releases.release(world.caller(), hold, "fine"));
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.RECEIVED, 6));
        try (ExecutorService threads = Executors.newFixedThreadPool(1);
                HeldBack till = new HeldBack(world, creditLock())) {
            Future<?> release =
                    threads.submit(() -> releases.release(world.caller(), some(range, 5)));
            till.awaitWaiting(1);
            // What arrives in a shop whose credit is asked waits for its holds.
            world.database()
                    .rows("SELECT id FROM item_hold WHERE id = '%s' FOR UPDATE NOWAIT".formatted(hold));
            till.commit();
            release.get();
        }
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.ACTIVATED, 5, ItemState.RECEIVED, 1));
        assertOwed(2);
    }

    @Test
    void whatTheProviderFindsInSeveralShopsKeepsTheLimitOfEach() {
        SerialRange range = sentToTwoShops();
        Losses losses = world.wiring().inventory().losses();
        losses.report(world.caller(), LossKind.LOST, report(some(range, 6)));
        assertTooMuch(
                () -> losses.report(world.caller(), LossKind.FOUND, report(some(range, 6))));
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.LOST, 6));
        losses.report(world.caller(), LossKind.FOUND, report(some(range, 5)));
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.ACTIVATED, 5, ItemState.LOST, 1));
        assertOwed(2);
    }

    @Test
    void whatWasLostOnHoldAndIsFoundFreeOfItKeepsTheLimit() {
        SerialRange range = sentToTwoShops();
        HoldRequest all = some(range, 6);
        InventoryWiring inventory = world.wiring().inventory();
        inventory.holds().hold(world.caller(), all);
        receiveAll(range);
        inventory.losses().report(world.caller(), LossKind.LOST, report(all));
        inventory.holdReleases().release(world.caller(), all);
        assertTooMuch(
                () -> inventory.losses().report(world.caller(), LossKind.FOUND, report(all)));
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.LOST, 6));
    }

    /** Three items that need no till for a shop without a limit, then as many for this one. */
    private SerialRange sentToTwoShops() {
        StockFixture.Shop free = stock.shop("Free " + shop.retailer());
        SerialRange range = stock.printed(stock.product(false), 6);
        stock.shipped(free, new SerialRange(range.run(), 1, 3));
        stock.shipped(shop, new SerialRange(range.run(), 4, 6));
        return range;
    }

    private void receiveAll(SerialRange range) {
        world.database()
                .rows(
                        "SELECT DISTINCT shipment_id FROM serial_item WHERE run_id = '%s'"
                                .formatted(StockFixture.runId(range.run())))
                .forEach(
                        shipment ->
                                world.wiring()
                                        .inventory()
                                        .receipts()
                                        .receive(
                                                world.caller(),
                                                UUID.fromString(shipment),
                                                Receipt.ofEverything()));
    }

    private static HoldRequest some(SerialRange range, int items) {
        return new HoldRequest(
                range.first().toString(), serial(range, items).toString(), "checked");
    }

    private static LossReport report(HoldRequest some) {
        return new LossReport(some.from(), some.to(), some.reason());
    }

    private String creditLock() {
        return "SELECT pg_advisory_xact_lock(6, %d)".formatted(shop.retailer().hashCode());
    }

    private static void assertTooMuch(ThrowingCallable doing) {
        assertThatThrownBy(doing)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.detail()).contains("may owe 100.00 EUR"));
    }

    @Test
    void manyTillsTogetherKeepTheLimit() throws Exception {
        SerialRange range = received("consignment", 16);
        List<Callable<Outcome>> sales = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            Terminal till = i % 2 == 0 ? shop.till() : shop.otherTill();
            String serial = serial(range, i).toString();
            sales.add(
                    () ->
                            world.wiring()
                                    .retail()
                                    .activations()
                                    .activate(
                                            stock.callerOf(shop),
                                            new NewActivation(serial, null, serial, null, null),
                                            till.id()));
        }
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Outcome> sale : threads.invokeAll(sales)) {
                outcomes.add(sale.get());
            }
        }
        assertThat(outcomes).filteredOn(Outcome.Activated.class::isInstance).hasSize(2);
        assertThat(state().owed().amount()).isEqualTo("83.30");
    }

    @Test
    void whatWasPaidOfflineBeyondTheLimitIsACaseUntilTheShopPays() {
        SerialRange range = received("consignment", 3);
        String table =
                """
                request_id,serial,sold_at
                1,%s,%s
                2,%s,%2$s
                3,%s,%2$s
                """
                        .formatted(
                                serial(range, 1),
                                world.clock().instant(),
                                serial(range, 2),
                                serial(range, 3));
        assertThat(enter(table))
                .extracting(OfflineLine::state)
                .containsExactly("activated", "activated", "declined");
        assertThat(openCases()).extracting(TillCase::kind).containsExactly("paid_not_activated");
        pay("41.65");
        assertThat(enter(table))
                .extracting(OfflineLine::state)
                .containsExactly("activated", "activated", "activated");
        assertThat(openCases()).isEmpty();
    }

    @Test
    void onlyWhoMaySeesWhatIsOwedAndNothingIsWithoutALimit() {
        Credit credit = world.wiring().settlement().owing();
        StockFixture.Shop free = stock.shop("Free " + shop.retailer());
        assertThat(credit.state(world.caller(), free.retailer())).isEmpty();
        assertThat(credit.state(world.decoy(), shop.retailer())).isEmpty();
        assertThat(credit.state(stock.callerOf(free), shop.retailer())).isEmpty();
        assertThat(credit.state(stock.callerOf(shop), shop.retailer())).contains(state());
    }

    @Test
    void ofManyAccrualsTheSumIsTheSameWhetherTheyAreReadOrCounted() {
        tills.lend(shop, 1_000_000_000);
        SerialRange range = received("consignment", 1_210);
        accrue(range, 1_200);
        assertOwed(1_200);
        sell(range, 1_201);
        assertOwed(1_201);
        count();
        assertThat(counted()).containsExactly("1201");
        assertOwed(1_201);
        sell(range, 1_202);
        assertOwed(1_202);
        // Withdrawn: one that was counted, and one that came later.
        withdraw(serial(range, 7));
        withdraw(serial(range, 1_202));
        assertOwed(1_200);
        countNow();
        assertThat(counted()).as("without what was withdrawn").containsExactly("1200");
        assertOwed(1_200);
        world.clock().set(Instant.parse("2026-02-20T12:00:00Z"));
        tills.settle();
        assertOwed(1_200);
        sell(range, 1_203);
        pay("41.65");
        assertOwed(1_200);
    }

    @Test
    void aBalanceIsTheSameWhetherItsAccrualsAreReadOrCounted() {
        SerialRange range = received("consignment", 70);
        day = LocalDate.ofInstant(world.clock().instant(), UTC).plusDays(1);
        // One each seven minutes, and now is in an hour of which some are payable.
        payable(range, 1, 60);
        world.clock().set(at("12:20"));
        assertOpen(29, 31, at("15:53"));
        countNow();
        assertThat(counted()).containsExactly("60");
        assertOpen(29, 31, at("15:53"));
        payable(range, 61, 70);
        assertOpen(29, 41, at("17:03"));

        // In an hour that is over, in that of now, the last that is counted, and the last of all.
        List.of(3, 28, 60, 70).forEach(n -> withdraw(serial(range, n)));
        assertOpen(27, 39, at("16:56"));
        countNow();
        assertThat(counted()).as("without what was withdrawn").containsExactly("66");
        assertOpen(27, 39, at("16:56"));
        world.clock().set(at("16:00"));
        assertOpen(58, 8, at("16:56"));

        // Statements end at midnight, which is no full hour everywhere.
        world.database()
                .execute(
                        """
                        INSERT INTO retailer_settlement (provider_id, retailer_id, settled_until, stated_until)
                        SELECT provider_id, id, '%1$s', '%1$s' FROM retailer WHERE id = '%2$s'
                        """
                                .formatted(at("12:30"), shop.retailer()));
        assertOpen(29, 8, at("16:56"));
        countNow();
        assertThat(counted()).as("the hours that are over are forgotten").containsExactly("41");
        assertOpen(29, 8, at("16:56"));
        world.clock().set(at("17:00"));
        List.of(61, 62, 63, 64, 65, 66, 67, 68, 69).forEach(n -> withdraw(serial(range, n)));
        assertThat(openMoney()).containsExactly(new OpenMoney(euros(0), Optional.empty(), euros(28)));
    }

    @Test
    void whoHasManyAccrualsThatNobodyCountedIsFound() {
        day = LocalDate.ofInstant(world.clock().instant(), UTC).plusDays(1);
        SerialRange range = received("consignment", 101);
        payable(range, 1, 100);
        world.wiring().settlement().counts().look();
        assertThat(uncounted()).as("so many are read each time").isEqualTo(100);
        payable(range, 101, 101);
        world.wiring().settlement().counts().look();
        assertThat(uncounted()).isZero();
        assertOwed(101);
        world.database()
                .execute(
                        "UPDATE accrual SET undone_at = now() WHERE retailer_id = '%s'"
                                .formatted(shop.retailer()));
        assertOwed(0);
        world.wiring().settlement().counts().look();
        assertThat(counted()).containsExactly("0");
        assertOwed(0);
    }

    @Test
    void whatWasWithdrawnOfAnHourThatIsStatedIsNotTakenFromTheRestOfIt() {
        day = LocalDate.ofInstant(world.clock().instant(), UTC).plusDays(1);
        SerialRange range = received("consignment", 20);
        payable(range, 1, 3);
        countNow();
        withdraw(serial(range, 2));
        world.database()
                .execute(
                        """
                        INSERT INTO retailer_settlement (provider_id, retailer_id, settled_until, stated_until)
                        SELECT provider_id, id, '%1$s', '%1$s' FROM retailer WHERE id = '%2$s'
                        """
                                .formatted(at("09:20"), shop.retailer()));
        // Each time, the server stops before it looks at what was withdrawn.
        payable(range, 20, 20);
        countOnly();
        payable(range, 9, 9);
        countOnly();
        countNow();
        assertThat(counted()).containsExactly("2");
        assertOwed(2);
    }

    private void countOnly() {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            long last =
                                    Long.parseLong(
                                            world.database()
                                                    .rows(
                                                            "SELECT max(id) FROM accrual WHERE retailer_id = '%s'"
                                                                    .formatted(shop.retailer()))
                                                    .getFirst());
                            return new CountedRepository(tx).count(shop.retailer(), last, 10);
                        });
    }

    @Test
    void aShopWhoseTillsNeverPauseIsCountedToo() throws Exception {
        day = LocalDate.ofInstant(world.clock().instant(), UTC).plusDays(1);
        SerialRange range = received("consignment", 1_001);
        payable(range, 1, 1_001);
        String lock =
                "SELECT pg_advisory_xact_lock_shared(2, %d)".formatted(shop.retailer().hashCode());
        try (HeldBack one = new HeldBack(world, lock)) {
            world.wiring().settlement().counts().look();
            assertThat(uncounted()).as("it may still accrue something earlier").isEqualTo(1_001);
            try (HeldBack next = new HeldBack(world, lock)) {
                one.commit();
                world.wiring().settlement().counts().look();
                assertThat(uncounted()).isZero();
                next.commit();
            }
        }
        assertOwed(1_001);
    }

    private int uncounted() {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                new OwedRepository(tx)
                                        .of(shop.retailer(), Currency.getInstance("EUR"))
                                        .uncounted());
    }

    /** As if some items of a range had been sold whose money is due one each seven minutes. */
    private void payable(SerialRange range, int first, int last) {
        world.database()
                .execute(
                        """
                        INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor,
                                             commission_minor, tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at,
                                             payable_at)
                        SELECT provider_id, retailer_id, outlet_id, product_id, serial, (SELECT max(position) FROM event), 'sale',
                               4900, 735, 0, 0, false, 'EUR', '2026-01-31',
                               '%s'::timestamptz + (serial / 10 %% 10000000 - 1) * interval '7 minutes'
                        FROM serial_item WHERE run_id = '%s' AND serial BETWEEN %s AND %s ORDER BY serial
                        """
                                .formatted(
                                        at("09:00"),
                                        StockFixture.runId(range.run()),
                                        serial(range, first),
                                        serial(range, last)));
    }

    private Instant at(String time) {
        return day.atTime(LocalTime.parse(time)).toInstant(UTC);
    }

    private void countNow() {
        world.wiring()
                .settlement()
                .counts()
                .count(world.provider().id() + ":" + shop.retailer());
        int wrong =
                world.wiring()
                        .transactions()
                        .read(world.caller(), tx -> new StatementBooksRepository(tx).miscounted());
        assertThat(wrong).isZero();
    }

    private void assertOpen(int payable, int held, Instant until) {
        assertThat(openMoney())
                .containsExactly(
                        new OpenMoney(
                                euros(held), Optional.of(until), euros(payable)));
        Retailer retailer =
                world.wiring().retailers().retailers().retailer(world.caller(), shop.retailer());
        List<RetailerBalance> balances =
                world.wiring()
                        .transactions()
                        .read(
                                world.caller(),
                                tx ->
                                        new BalanceRepository(tx)
                                                .of(List.of(retailer), Currency.getInstance("EUR")));
        assertThat(balances)
                .extracting(RetailerBalance::payable, RetailerBalance::held)
                .containsExactly(tuple(euros(payable), euros(held)));
        assertOwed(payable + held);
    }

    private List<OpenMoney> openMoney() {
        return world.wiring()
                .settlement()
                .statements()
                .open(stock.callerOf(shop), shop.retailer());
    }

    private static Money euros(int items) {
        return new Money(items * 4_165L, Currency.getInstance("EUR"));
    }

    @Test
    void whatIsSoldWhileItIsVoidedIsDeclinedHoweverManyAccrualsAreToBeCounted() throws Exception {
        tills.lend(shop, 1_000_000_000);
        SerialRange bought = received("wholesale", 1);
        accrue(received("consignment", 1_001), 1_001);
        VoidRequest recall =
                new VoidRequest(bought.first().toString(), bought.last().toString(), "recall");
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                HeldBack events = new HeldBack(world, "LOCK TABLE event IN SHARE MODE")) {
            Future<?> voiding =
                    threads.submit(
                            () ->
                                    world.wiring()
                                            .inventory()
                                            .voiding()
                                            .request(world.caller(), recall));
            events.awaitWaiting(1);
            Future<Outcome> sale = threads.submit(() -> sell(bought, 1));
            events.awaitWaiting(2);
            events.commit();
            voiding.get();
            assertThat(sale.get()).isInstanceOf(Outcome.Declined.class);
        }
        assertThat(at(bought, 1)).isEqualTo(ItemState.VOIDED);
        assertOwed(1_001);
        count();
        assertOwed(1_001);
    }

    @Test
    void aShipmentThatWaitsForItsRunKeepsNoTillWaiting() throws Exception {
        SerialRange inShop = received("consignment", 1);
        SerialRange bought = stock.printed(stock.product(true, "wholesale"), 1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                HeldBack run =
                        new HeldBack(
                                world, "SELECT pg_advisory_xact_lock(1, %d)".formatted(bought.run()))) {
            Future<?> shipment = threads.submit(() -> stock.shipped(shop, bought));
            run.awaitWaiting(1);
            assertThat(threads.submit(() -> sell(inShop, 1)).get(1, TimeUnit.MINUTES))
                    .isInstanceOf(Outcome.Activated.class);
            run.commit();
            shipment.get();
        }
        assertThat(state().owed().amount()).isEqualTo("83.30");
    }

    @Test
    void aShipmentOfWhichNothingIsBoughtWaitsForNoTill() throws Exception {
        SerialRange range = stock.printed(stock.product(true, "consignment"), 1);
        try (ExecutorService threads = Executors.newFixedThreadPool(1);
                HeldBack till =
                        new HeldBack(world, creditLock())) {
            threads.submit(() -> stock.shipped(shop, range)).get(1, TimeUnit.MINUTES);
            till.commit();
        }
        assertThat(at(range, 1)).isEqualTo(ItemState.SHIPPED);
    }

    /** As if the first items of a range had been sold, on many days. */
    private void accrue(SerialRange range, int items) {
        world.database()
                .execute(
                        """
                        INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor,
                                             commission_minor, tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at,
                                             payable_at)
                        SELECT provider_id, retailer_id, outlet_id, product_id, serial, (SELECT max(position) FROM event), 'sale',
                               4900, 735, 0, 0, false, 'EUR', '2026-01-31', '2026-02-01'::timestamptz + serial %% 50 * interval '1 day'
                        FROM serial_item WHERE run_id = '%s' AND serial <= %s
                        """
                                .formatted(
                                        StockFixture.runId(range.run()), serial(range, items)));
    }

    /** Does what a sale asked for. */
    private void count() {
        String job = world.provider().id() + ":" + shop.retailer();
        assertThat(
                        world.database()
                                .rows(
                                        "SELECT task_instance FROM scheduled_tasks WHERE task_name = '%s'"
                                                .formatted(AccrualCounts.JOB)))
                .contains(job);
        world.wiring().settlement().counts().count(job);
    }

    private void withdraw(SerialNumber serial) {
        world.database()
                .execute("UPDATE accrual SET undone_at = now() WHERE serial = " + serial.value());
    }

    private List<String> counted() {
        return world.database()
                .rows(
                        "SELECT (sum(amount_minor) / 4165)::bigint FROM counted_money WHERE retailer_id = '%s'"
                                .formatted(shop.retailer()));
    }

    private void assertOwed(int items) {
        assertThat(state().owed().minor()).isEqualTo(items * 4_165L);
    }

    private List<OfflineLine> enter(String table) {
        OfflineDays days = world.wiring().retail().offlineDays();
        OfflineDay day =
                days.enter(
                        stock.callerOf(shop),
                        table.getBytes(StandardCharsets.UTF_8),
                        shop.till().id());
        return days.lines(stock.callerOf(shop), day.id(), false, Listing.first()).items();
    }

    private List<TillCase> openCases() {
        return world.wiring()
                .retail()
                .cases()
                .list(stock.callerOf(shop), CaseFilter.read("open", null, null), Listing.first())
                .items();
    }

    private SerialRange received(String model, int items) {
        SerialRange range = stock.printed(stock.product(true, model), items);
        stock.received(shop, range);
        return range;
    }

    private Outcome sell(SerialRange range, int item) {
        return tills.sell(shop, serial(range, item), "");
    }

    private void pay(String amount) {
        world.wiring()
                .settlement()
                .payments()
                .receive(
                        world.caller(),
                        new NewPayment(
                                shop.retailer().toString(),
                                new Amount(amount, "EUR"),
                                UUID.randomUUID().toString(),
                                "2026-01-31"));
    }

    private Credit.State state() {
        return world.wiring()
                .settlement()
                .owing()
                .state(world.caller(), shop.retailer())
                .orElseThrow();
    }

    private ItemState at(SerialRange range, int item) {
        return stock.item(serial(range, item)).state();
    }

    private static SerialNumber serial(SerialRange range, int item) {
        return SerialNumber.of(range.run(), item);
    }
}
