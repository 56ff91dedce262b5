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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything that is done with ranges, done with as many items at once as a shipment may have. */
@Tag("long")
class LargeMovesIT {
    private static final int ITEMS = 100_000;
    private static final int HALF = ITEMS / 2;

    private final TestWorld world = new TestWorld();
    private final StockFixture stock = new StockFixture(world, world.caller());
    private final StockFixture.Shop shop = stock.shop("Corner");

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void eachMoveOfAHundredThousandItemsIsOneEvent() {
        SerialRange range = stock.printed(stock.product(true, "consignment"), ITEMS);
        stock.received(shop, range);
        String first = range.first().toString();
        String last = range.last().toString();

        movesAll(() -> inventory().holds().hold(world.caller(), wish(first, last)));
        assertThat(held()).isEqualTo(ITEMS);
        movesAll(() -> inventory().holdReleases().release(world.caller(), wish(first, last)));
        assertThat(held()).isZero();

        LossReport report = new LossReport(first, last, "a break-in");
        movesAll(() -> inventory().losses().report(world.caller(), LossKind.STOLEN, report));
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.STOLEN, ITEMS));
        movesAll(() -> inventory().losses().report(world.caller(), LossKind.FOUND, report));
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.RECEIVED, ITEMS));

        long before = events();
        StockReturn back = stock.sentBack(shop, range);
        SerialRange restocked = new SerialRange(range.run(), 1, HALF);
        SerialRange destroyed = new SerialRange(range.run(), HALF + 1, ITEMS);
        inventory()
                .returns()
                .count(
                        world.caller(),
                        back.id(),
                        new ReturnCount(List.of(words(restocked)), List.of(words(destroyed))));
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.PRINTED, HALF, ItemState.VOIDED, HALF));
        assertThat(stock.item(restocked.last()).state()).isEqualTo(ItemState.PRINTED);
        assertThat(stock.item(destroyed.first()).state()).isEqualTo(ItemState.VOIDED);
        assertThat(events() - before).as("sent, restocked, destroyed").isLessThanOrEqualTo(3);

        VoidRequest damaged =
                new VoidRequest(
                        restocked.first().toString(), restocked.last().toString(), "a burst pipe");
        movesAll(() -> inventory().voiding().spoil(world.caller(), damaged));
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.SPOILED, HALF, ItemState.VOIDED, HALF));

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
