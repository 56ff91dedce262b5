package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.InventoryWiring;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything that is done with ranges, done with many items: now and then as many as a shipment may have. */
class LargeMovesIT {
    private static final int ITEMS = 2_000;
    private static final int MOST_ITEMS = 100_000;

    private final TestWorld world = new TestWorld();
    private final StockFixture stock = new StockFixture(world, world.caller());
    private final StockFixture.Shop shop = stock.shop("Corner");

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void eachMoveOfThousandsOfItemsIsOneEvent() {
        movesAreOneEvent(ITEMS);
    }

    @Test
    @Tag("long")
    void eachMoveOfAHundredThousandItemsIsOneEvent() {
        movesAreOneEvent(MOST_ITEMS);
    }

    @Test
    void thousandsOfItemsThatNeedNoTillAreSoldByTheirReceiptAndMadeWorthlessAtOnce() {
        soldAndVoidedAtOnce(ITEMS);
    }

    @Test
    @Tag("long")
    void soAreAHundredThousand() {
        soldAndVoidedAtOnce(MOST_ITEMS);
    }

    private void soldAndVoidedAtOnce(int items) {
        SerialRange range = stock.printed(stock.product(false, "consignment"), items);
        UUID shipment = stock.shipped(shop, range).id();
        long before = number("SELECT max(position) FROM event");
        inventory().receipts().receive(world.caller(), shipment, Receipt.ofEverything());
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.ACTIVATED, items));
        assertThat(world.database().rows("SELECT type FROM event WHERE position > %d ORDER BY position".formatted(before)))
                .containsExactly("received", "activated");
        assertThat(transactions()).isEqualTo(1);
        assertThat(transactionsSince(before)).isEqualTo(1);
        assertThat(number("SELECT count(DISTINCT serial) FROM accrual WHERE kind = 'sale' AND undone_at IS NULL"))
                .isEqualTo(items);
        assertThat(number("SELECT count(*) FROM accrual")).isEqualTo(items);

        VoidRequest recalled =
                new VoidRequest(range.first().toString(), range.last().toString(), "a recall");
        movesAll(() -> inventory().voiding().request(world.caller(), recalled));
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.VOIDED, items));
        assertThat(transactions()).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM accrual WHERE kind = 'sale' AND undone_at IS NULL"))
                .as("nobody redeems it, so nobody owes for it")
                .isZero();
        assertThat(number("SELECT count(*) FROM accrual")).as("withdrawn").isEqualTo(items);
        everythingAgrees();
        assertThat(
                        world.wiring()
                                .settlement()
                                .ledger()
                                .reconciliation()
                                .differences(world.caller()))
                .isEmpty();
    }

    /** How many transactions wrote what stands of the items now. */
    private long transactions() {
        return number("SELECT count(DISTINCT xmin::text) FROM serial_item");
    }

    /** How many transactions wrote the events behind a position: each row is as it was written. */
    private long transactionsSince(long position) {
        return number(
                "SELECT count(DISTINCT xmin::text) FROM event WHERE position > %d".formatted(position));
    }

    private void movesAreOneEvent(int items) {
        int half = items / 2;
        SerialRange range = stock.printed(stock.product(true, "consignment"), items);
        stock.received(shop, range);
        String first = range.first().toString();
        String last = range.last().toString();

        movesAll(() -> inventory().holds().hold(world.caller(), wish(first, last)));
        assertThat(held()).isEqualTo(items);
        movesAll(() -> inventory().holdReleases().release(world.caller(), wish(first, last)));
        assertThat(held()).isZero();

        LossReport report = new LossReport(first, last, "a break-in");
        movesAll(() -> inventory().losses().report(world.caller(), LossKind.STOLEN, report));
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.STOLEN, items));
        movesAll(() -> inventory().losses().report(world.caller(), LossKind.FOUND, report));
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.RECEIVED, items));

        long before = events();
        StockReturn back = stock.sentBack(shop, range);
        SerialRange restocked = new SerialRange(range.run(), 1, half);
        SerialRange destroyed = new SerialRange(range.run(), half + 1, items);
        inventory()
                .returns()
                .count(
                        world.caller(),
                        back.id(),
                        new ReturnCount(List.of(words(restocked)), List.of(words(destroyed))));
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.PRINTED, half, ItemState.VOIDED, half));
        assertThat(stock.item(restocked.last()).state()).isEqualTo(ItemState.PRINTED);
        assertThat(stock.item(destroyed.first()).state()).isEqualTo(ItemState.VOIDED);
        assertThat(events() - before).as("sent, restocked, destroyed").isLessThanOrEqualTo(3);

        VoidRequest damaged =
                new VoidRequest(
                        restocked.first().toString(), restocked.last().toString(), "a burst pipe");
        movesAll(() -> inventory().voiding().spoil(world.caller(), damaged));
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.SPOILED, half, ItemState.VOIDED, half));
        everythingAgrees();
    }

    private void everythingAgrees() {
        assertThat(
                        world.wiring()
                                .transactions()
                                .read(
                                        new Caller(Scope.system(), Actor.job("test")),
                                        new InventoryCheck()::faults))
                .isEmpty();
    }

    private void movesAll(Runnable move) {
        long before = events();
        move.run();
        assertThat(events() - before).isEqualTo(1);
    }

    private static HoldRequest wish(String first, String last) {
        return new HoldRequest(first, last, "recall");
    }

    private static String words(SerialRange range) {
        return range.first() + "-" + range.last();
    }

    private long events() {
        return number("SELECT count(*) FROM event");
    }

    private long held() {
        return number("SELECT count(*) FROM serial_item WHERE hold_id IS NOT NULL");
    }

    private long number(String sql) {
        return Long.parseLong(world.database().rows(sql).getFirst());
    }

    private InventoryWiring inventory() {
        return world.wiring().inventory();
    }
}
