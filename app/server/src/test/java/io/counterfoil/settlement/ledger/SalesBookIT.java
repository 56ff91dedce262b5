package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.HeldBack;
import io.counterfoil.TestWorld;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.LossKind;
import io.counterfoil.inventory.LossReport;
import io.counterfoil.inventory.NewReturn;
import io.counterfoil.inventory.ReturnCount;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.StockReturn;
import io.counterfoil.inventory.VoidRequest;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.statements.Tills;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What sales of items at 49.00 come to at 15 %. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SalesBookIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private UUID product;
    private SerialNumber serial;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        product = stock.product(true);
    }

    @BeforeEach
    void anItemInAShopOfItsOwn() {
        shop = stock.shop(UUID.randomUUID().toString());
        SerialRange range = stock.printed(product, 1);
        stock.received(shop, range);
        serial = range.first();
    }

    @AfterEach
    void theBooksAgreeWithTheEvents() {
        assertThat(new Books(world, shop).differences()).isEmpty();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aSaleAccruesThePriceLessTheCommission() {
        sell("1");
        assertThat(accruals()).containsExactly("sale 4165");
        assertThat(balances())
                .isEqualTo(Map.of("retailer", 4165L, "commission", 735L, "deferred_revenue", -4900L));
    }

    @Test
    void aSaleIsPayableOnceTheLastDayOfTheHoldIsOverOnWhichItMayComeBack() {
        sell("1");
        assertThat(payable()).containsExactly(midnightAfter(15));
    }

    @Test
    void aSaleIsHeldAsLongAsItMayComeBackByWhatCountsWhenItIsMade() {
        agreeOnNoHold();
        customersHave(14);
        sell("1");
        customersHave(30);
        SerialRange more = stock.printed(product, 1);
        stock.received(shop, more);
        serial = more.first();
        sell("2");
        customersHave(14);
        assertThat(payable()).containsExactly(midnightAfter(15), midnightAfter(31));
    }

    @Test
    void aSaleIsNotPayableWhileItsTillMayUndoItHoweverShortTheRestIs() {
        agreeOnNoHold();
        customersHave(0);
        sell("1");
        customersHave(14);
        assertThat(held()).containsExactly("sale 1 day");
    }

    @Test
    void aSaleIsHeldAsAgreedOnIfItMayNotComeBackThatLong() {
        customersHave(3);
        sell("1");
        customersHave(14);
        assertThat(held()).containsExactly("sale 14 days");
    }

    @Test
    void whatAShopBuysIsHeldAsAgreedOnSinceItStaysBought() {
        agreeOnNoHold();
        customersHave(14);
        stock.shipped(shop, stock.printed(stock.product(true, "wholesale"), 1));
        assertThat(held()).containsExactly("shipment 00:00:00");
    }

    private void agreeOnNoHold() {
        new Tills(world, stock).agree(shop, 0, 0);
        world.clock().forward(Duration.ofSeconds(1));
    }

    private List<Instant> payable() {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT payable_at FROM accrual WHERE retailer_id = ? ORDER BY id")
                                        .bind(0, shop.retailer())
                                        .mapTo(Instant.class)
                                        .list());
    }

    /** When so many days of the provider's calendar are over, of which today is the first. */
    private Instant midnightAfter(int days) {
        ZoneId zone =
                world.wiring()
                        .transactions()
                        .read(world.caller(), world.wiring().access().providers()::of)
                        .zone();
        return LocalDate.ofInstant(world.clock().instant(), zone)
                .plusDays(days)
                .atStartOfDay(zone)
                .toInstant();
    }

    private List<String> held() {
        return query(
                "SELECT kind || ' ' || (payable_at - accrued_at) FROM accrual WHERE retailer_id = ? ORDER BY id");
    }

    private void customersHave(int days) {
        new Tills(world, stock).customersHave(days);
    }

    @Test
    void aReversalBeforeTheStatementWithdrawsTheSale() {
        sell("1");
        reverse("1");
        assertThat(accruals()).containsExactly("sale 4165 undone");
        assertThat(balances()).isEmpty();
    }

    @Test
    void aReversalAfterTheStatementIsClawedBackOnTheNext() {
        sell("1");
        world.clock().forward(Duration.ofHours(1));
        // As if the sale had been without a hold.
        settleFarAhead();
        reverse("1");
        assertThat(accruals()).containsExactly("sale 4165", "claw_back -4165");
        assertThat(balances()).isEmpty();
    }

    @Test
    void anItemThatIsSoldAgainAccruesAgain() {
        sell("1");
        reverse("1");
        sell("2");
        assertThat(accruals()).containsExactly("sale 4165 undone", "sale 4165");
        assertThat(balances().values().stream().mapToLong(Long::longValue).sum()).isZero();
        assertThat(balances()).containsEntry("retailer", 4165L);
    }

    @Test
    void howMuchIsReadToSellAnItemIsTheSameHoweverMuchAccruedSinceTheStatementWasPlanned() {
        SerialRange many = stock.printed(product, 20);
        stock.received(shop, many);
        for (int sold = 1; sold < 20; sold++) {
            assertThat(rowsRead(SerialNumber.of(many.run(), sold))).isLessThan(20);
        }
        world.database()
                .execute(
                        """
                        INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor,
                                             commission_minor, tax_minor, commission_tax_minor, tax_at_issue, currency,
                                             accrued_at, payable_at)
                        SELECT sold.provider_id, sold.retailer_id, outlet_id, product_id, serial, position, 'bounty', 0,
                               0, 0, 0, false, currency, accrued_at, payable_at
                        FROM accrual sold CROSS JOIN (SELECT position FROM event ORDER BY position DESC LIMIT 20) AS event
                        """);
        assertThat(rowsRead(many.last())).isLessThan(20);
        world.database().execute("DELETE FROM accrual WHERE kind = 'bounty'");
    }

    /** How many accruals are read to sell an item. */
    private long rowsRead(SerialNumber item) {
        return world.wiring()
                .transactions()
                .write(
                        stock.callerOf(shop),
                        tx -> {
                            long before = rowsRead(tx);
                            assertThat(stock.activate(tx, shop, item)).isTrue();
                            return rowsRead(tx) - before;
                        });
    }

    private static long rowsRead(Tx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                        WHERE relname = 'accrual'
                        """)
                .mapTo(Long.class)
                .one();
    }

    @Test
    void whatAccruesAfterAStatementIsPayableLater() {
        settleFarAhead();
        sell("1");
        assertThat(
                        query(
                                """
                                SELECT (payable_at > settled_until)::text FROM accrual
                                JOIN retailer_settlement USING (retailer_id) WHERE retailer_id = ?
                                """))
                .containsExactly("true");
    }

    @Test
    void whatAShopBoughtIsCreditedWhenItIsMadeWorthlessUnsold() {
        SerialRange bought = stock.printed(stock.product(true, "wholesale"), 4);
        stock.shipped(shop, bought);
        voidItem(bought.first());
        assertThat(accruals()).containsExactly("shipment 4165 undone", "shipment 4165", "shipment 4165", "shipment 4165");
        world.clock().forward(Duration.ofHours(1));
        settleFarAhead();
        voidItem(bought.last());
        assertThat(accruals()).endsWith("credit -4165");
        SerialNumber stolen = SerialNumber.of(bought.run(), 2);
        world.wiring()
                .inventory()
                .losses()
                .report(
                        stock.callerOf(shop),
                        LossKind.STOLEN,
                        new LossReport(stolen.toString(), stolen.toString(), "Burglary"));
        voidItem(stolen);
        assertThat(accruals()).hasSize(5).endsWith("credit -4165");
        assertThat(balances())
                .isEqualTo(
                        Map.of(
                                "retailer", 8330L,
                                "commission", 1470L,
                                "deferred_revenue", -4900L,
                                "breakage", -4900L));
    }

    @Test
    void whatIsLostOnItsWayBackStaysBoughtUntilItIsFoundAndCounted() {
        SerialRange bought = stock.printed(stock.product(true, "wholesale"), 2);
        stock.shipped(shop, bought);
        String both = bought.first() + "-" + bought.last();
        StockReturn sent = sendBack(both);
        world.wiring()
                .inventory()
                .returnLosses()
                .lose(world.caller(), sent.id(), "The carrier lost it");
        assertThat(accruals()).containsExactly("shipment 4165", "shipment 4165");
        assertThat(new Books(world, shop).differences()).isEmpty();
        world.wiring()
                .inventory()
                .losses()
                .report(
                        world.caller(),
                        LossKind.FOUND,
                        new LossReport(
                                bought.first().toString(), bought.last().toString(), "It did not"));
        assertThat(accruals()).containsExactly("shipment 4165", "shipment 4165");
        world.wiring()
                .inventory()
                .returns()
                .count(
                        world.caller(),
                        sendBack(both).id(),
                        new ReturnCount(List.of(both), List.of()));
        assertThat(accruals()).containsExactly("shipment 4165 undone", "shipment 4165 undone");
        assertThat(balances()).isEmpty();
    }

    @Test
    void whatWasRefusedAtTheDoorIsNotSoldByBeingFoundOnItsWayBack() {
        SerialRange refused = stock.printed(stock.product(false), 2);
        stock.shipped(shop, refused);
        StockReturn sent = sendBack(refused.first() + "-" + refused.last());
        world.wiring()
                .inventory()
                .returnLosses()
                .lose(world.caller(), sent.id(), "The carrier lost it");
        world.wiring()
                .inventory()
                .losses()
                .report(
                        world.caller(),
                        LossKind.FOUND,
                        new LossReport(
                                refused.first().toString(), refused.last().toString(), "It did not"));
        assertThat(accruals()).isEmpty();
        assertThat(balances()).isEmpty();
        assertThat(new Books(world, shop).differences()).isEmpty();
    }

    private StockReturn sendBack(String serials) {
        return world.wiring()
                .inventory()
                .returns()
                .send(
                        stock.callerOf(shop),
                        new NewReturn(
                                shop.outlet().toString(), List.of(serials), null, "Too many"));
    }

    @Test
    void whatTheTillReversesWhileItIsVoidedIsVoidedToo() throws Exception {
        sell("1");
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                HeldBack statement =
                        new HeldBack(
                                world,
                                // As a statement of the retailer has who undoes a sale wait.
                                "SELECT pg_advisory_xact_lock(2, %d)"
                                        .formatted(shop.retailer().hashCode()))) {
            Future<?> reversal = threads.submit(() -> reverse("1"));
            statement.awaitWaiting(1);
            Future<?> voiding = threads.submit(() -> voidItem(serial));
            statement.awaitWaiting(2);
            statement.commit();
            reversal.get();
            voiding.get();
        }
        assertThat(stock.item(serial).state()).isEqualTo(ItemState.VOIDED);
        assertThat(accruals()).containsExactly("sale 4165 undone");
    }

    private void voidItem(SerialNumber item) {
        world.wiring()
                .inventory()
                .voiding()
                .request(
                        world.caller(),
                        new VoidRequest(item.toString(), item.toString(), "Recalled"));
    }

    private void sell(String request) {
        world.wiring()
                .retail()
                .activations()
                .activate(
                        stock.callerOf(shop),
                        new NewActivation(
                                request, shop.till().id().toString(), serial.toString(), null, null),
                        null);
    }

    private void reverse(String request) {
        world.wiring()
                .retail()
                .reversals()
                .reverse(stock.callerOf(shop), request, shop.till().id().toString(), null);
    }

    private void settleFarAhead() {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "INSERT INTO retailer_settlement VALUES (?, ?, now() + interval '10 years')",
                                                tx.provider(),
                                                shop.retailer()));
    }

    private List<String> accruals() {
        return new Books(world, shop).accruals();
    }

    private Map<String, Long> balances() {
        return new Books(world, shop).balances();
    }

    private List<String> query(String sql) {
        return new Books(world, shop).query(sql);
    }
}
