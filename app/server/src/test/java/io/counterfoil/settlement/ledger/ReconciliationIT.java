package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemStep;
import io.counterfoil.inventory.Move;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That it is told where the books don't agree with the events; histories show that they do. */
class ReconciliationIT {
    @Test
    void whatDoesNotFollowFromEventsIsFound() throws Exception {
        TestWorld other = new TestWorld();
        try (other) {
            StockFixture theirs = new StockFixture(other, other.caller());
            StockFixture.Shop shop = theirs.shop("Corner");
            Books books = new Books(other, shop);
            SerialRange range = theirs.printed(theirs.product(true), 3);
            theirs.received(shop, range);
            other.wiring()
                    .transactions()
                    .write(
                            other.caller(),
                            tx ->
                                    range.stream()
                                            .filter(
                                                    serial ->
                                                            other.wiring()
                                                                    .inventory()
                                                                    .items()
                                                                    .activate(
                                                                            tx,
                                                                            serial,
                                                                            shop.retailer(),
                                                                            Map.of()))
                                            .count());
            assertThat(books.differences()).isEmpty();
            Item item = theirs.item(range.first());
            // Breakage of an item that did not expire.
            other.wiring()
                    .transactions()
                    .write(
                            other.caller(),
                            tx -> {
                                long event =
                                        new EventLog()
                                                .append(
                                                        tx,
                                                        Subject.item(item.serial().value()),
                                                        "thought",
                                                        Map.of());
                                other.wiring()
                                        .settlement()
                                        .ledger()
                                        .sales()
                                        .enter(
                                                tx,
                                                new Move(
                                                        ItemStep.EXPIRE,
                                                        List.of(item.serial().value()),
                                                        item.product(),
                                                        item.retailer(),
                                                        item.outlet(),
                                                        event));
                                return event;
                            });
            assertThat(books.balances())
                    .containsEntry("breakage", -4900L)
                    .containsEntry("deferred_revenue", -9800L);
            execute(other, "UPDATE accrual SET commission_minor = 0 WHERE serial = " + range.last());
            String second = SerialNumber.of(range.run(), 2).toString();
            execute(other, "DELETE FROM accrual WHERE serial = " + second);
            assertThat(books.differences())
                    .containsExactly(
                            "Item %s: its transfers leave 0 in deferred_revenue, not -4900."
                                    .formatted(range.first()),
                            "Item %s: its transfers leave -4900 in breakage, not 0."
                                    .formatted(range.first()),
                            "Item %s: its sale of event %d did not accrue."
                                    .formatted(second, event(other, second)),
                            "Item %1$s: event %2$d accrued as a sale over 4900, not as a sale over 4165, or elsewhere."
                                    .formatted(range.last(), event(other, range.last().toString())));
        }
    }

    @Test
    void whatAShopBoughtBeforeThereWereBooksIsNotChargedWhenItSellsIt() throws Exception {
        TestWorld other = new TestWorld();
        try (other) {
            StockFixture theirs = new StockFixture(other, other.caller());
            StockFixture.Shop shop = theirs.shop("Corner");
            SerialRange bought = theirs.printed(theirs.product(true, "wholesale"), 1);
            SerialRange lent = theirs.printed(theirs.product(true), 1);
            theirs.received(shop, bought);
            theirs.received(shop, lent);
            // As an upgrade leaves it.
            execute(other, "DELETE FROM ledger_transfer");
            execute(other, "DELETE FROM accrual");
            execute(other, "UPDATE installation SET books_since = (SELECT max(position) FROM event)");
            SerialRange later = theirs.printed(theirs.product(true, "wholesale"), 1);
            theirs.received(shop, later);
            for (SerialRange range : List.of(bought, lent, later)) {
                boolean sold =
                        other.wiring()
                                .transactions()
                                .write(
                                        other.caller(),
                                        tx ->
                                                other.wiring()
                                                        .inventory()
                                                        .items()
                                                        .activate(
                                                                tx,
                                                                range.first(),
                                                                shop.retailer(),
                                                                Map.of()));
                assertThat(sold).isTrue();
            }
            Books books = new Books(other, shop);
            assertThat(books.accruals()).containsExactly("shipment 4165", "sale 4165");
            assertThat(books.query("SELECT serial::text FROM accrual WHERE retailer_id = ? AND kind = 'sale'"))
                    .containsExactly(lent.first().toString());
            assertThat(books.differences()).isEmpty();
        }
    }

    private static long event(TestWorld world, String serial) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT position FROM event WHERE type ="
                                                        + " 'activated' AND subject_id = ?")
                                        .bind(0, serial)
                                        .mapTo(Long.class)
                                        .one());
    }

    static void execute(TestWorld world, String sql) throws Exception {
        var superuser = world.database().superuser();
        try (Connection connection =
                        DriverManager.getConnection(
                                world.database().jdbcUrl(),
                                superuser.user(),
                                superuser.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
