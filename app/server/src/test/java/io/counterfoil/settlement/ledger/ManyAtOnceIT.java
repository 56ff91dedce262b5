package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Rush;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Thirty-two who sell, undo, take back and redeem the same item at once while its retailer is being
 * settled: the item ends in one state, and the books say the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyAtOnceIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private StockFixture.Shop branch;
    private Items items;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner");
        branch = stock.branch(shop, "Harbour");
        items = world.wiring().inventory().items();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void theSameItemInAllOrdersAtOnceLeavesALegalStateAndOneAccrual() throws Exception {
        rounds(5);
    }

    @Test
    @Tag("long")
    void soItDoesAHundredTimes() throws Exception {
        rounds(100);
    }

    private void rounds(int rounds) throws Exception {
        SerialRange range = stock.printed(stock.product(true), rounds);
        stock.received(shop, range);
        try (Rush clients = new Rush(rounds)) {
            for (SerialNumber serial : range.stream().toList()) {
                world.clock().forward(Duration.ofDays(1));
                clients.each(client -> ask(serial, client % 8));
                check(serial);
            }
        }
        Books books = new Books(world, shop);
        assertThat(books.differences())
                .allMatch(line -> line.endsWith("it was redeemed for no term."));
    }

    private boolean ask(SerialNumber serial, int what) {
        if (what == 7) {
            world.wiring().transactions().write(world.caller(), this::settle);
        }
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                switch (what) {
                                    case 0, 1 -> stock.activate(tx, shop, serial);
                                    case 2, 3 -> stock.activate(tx, branch, serial);
                                    case 4, 5 -> items.reverse(tx, serial, Map.of());
                                    case 6 -> items.redeem(tx, serial, Map.of());
                                    default -> items.takeBack(tx, serial, Map.of());
                                });
    }

    /** As a statement of all until now would, whose lines are what is payable by then. */
    private boolean settle(Tx tx) {
        new Settled().close(tx, shop.retailer(), tx.now());
        return true;
    }

    private void check(SerialNumber serial) {
        ItemState state = stock.item(serial).state();
        assertThat(state)
                .isIn(
                        ItemState.RECEIVED,
                        ItemState.ACTIVATED,
                        ItemState.RETURNED,
                        ItemState.REDEEMED);
        String standing =
                new Books(world, shop)
                        .query(
                                """
                                SELECT coalesce(sum(amount_minor), 0)::text FROM accrual
                                WHERE retailer_id = ? AND undone_at IS NULL AND serial = %s
                                """
                                        .formatted(serial))
                        .getFirst();
        boolean sold = state == ItemState.ACTIVATED || state == ItemState.REDEEMED;
        assertThat(standing).as("%s is %s", serial, state).isEqualTo(sold ? "4165" : "0");
    }
}
