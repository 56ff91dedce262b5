package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.ItemStep;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.Move;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.VoidRequest;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** That the books agree with the events whatever happens, and that it is told where they don't. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconciliationIT {
    private TestWorld world;
    private StockFixture stock;
    private Items items;
    private int shops;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        items = world.wiring().inventory().items();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aRandomHistoryLeavesBooksThatAgreeWithIt() {
        history(20261127, 250);
    }

    @Test
    @Tag("long")
    void manyRandomHistoriesDo() {
        for (int seed = 1; seed <= 60; seed++) {
            history(seed, 250);
        }
    }

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

    /** Items of three shops that buy, sell for the provider or give away, and what may happen. */
    private void history(long seed, int steps) {
        Random random = new Random(seed);
        List<StockFixture.Shop> all = new ArrayList<>();
        List<SerialNumber> serials = new ArrayList<>();
        for (String model : List.of("consignment", "wholesale", "giveaway")) {
            StockFixture.Shop shop = stock.shop("Shop " + ++shops);
            all.add(shop);
            SerialRange range = stock.printed(stock.product(true, model), 6);
            stock.received(shop, range);
            range.stream().forEach(serials::add);
        }
        for (int step = 0; step < steps; step++) {
            world.clock().forward(Duration.ofHours(random.nextInt(30)));
            SerialNumber serial = serials.get(random.nextInt(serials.size()));
            Item item = stock.item(serial);
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> activate(serial, item);
                case 5, 6 -> write(tx -> items.reverse(tx, serial, Map.of()));
                case 7 -> write(tx -> items.takeBack(tx, serial, Map.of()));
                case 8, 9 -> settle(all.get(random.nextInt(all.size())), random);
                case 10 -> {
                    if (random.nextInt(4) == 0) {
                        write(tx -> items.redeem(tx, serial, Map.of()));
                    }
                }
                default -> {
                    if (random.nextInt(4) == 0 && !item.state().isFinal()) {
                        voidItem(serial);
                    }
                }
            }
        }
        Books books = new Books(world, all.getFirst());
        // Items are redeemed here for no account, so that no term earns what they brought.
        assertThat(books.differences())
                .as("seed %d", seed)
                .allMatch(line -> line.endsWith("it was redeemed for no term."));
        for (StockFixture.Shop shop : all) {
            Books theirs = new Books(world, shop);
            assertThat(theirs.balances().values().stream().mapToLong(Long::longValue).sum())
                    .isZero();
            assertThat(standing(shop))
                    .as("accruals that stand of one item, seed %d", seed)
                    .allMatch(count -> count.equals("1"));
            assertThat(owed(shop)).isEqualTo(theirs.balances().getOrDefault("retailer", 0L));
        }
    }

    private void activate(SerialNumber serial, Item item) {
        if (item.state() == ItemState.RECEIVED) {
            write(
                    tx ->
                            items.activate(
                                    tx,
                                    serial,
                                    Objects.requireNonNull(item.retailer()),
                                    Map.of()));
        }
    }

    private void voidItem(SerialNumber serial) {
        world.wiring()
                .inventory()
                .voiding()
                .request(
                        world.caller(),
                        new VoidRequest(serial.toString(), serial.toString(), "Recalled"));
    }

    private void settle(StockFixture.Shop shop, Random random) {
        write(
                tx -> {
                    Instant end = tx.now().minus(Duration.ofDays(random.nextInt(3)));
                    new Settled().close(tx, shop.retailer(), end);
                    return true;
                });
    }

    private List<String> standing(StockFixture.Shop shop) {
        return new Books(world, shop)
                .query(
                        """
                        SELECT count(*)::text FROM accrual a
                        WHERE retailer_id = ? AND kind IN ('sale', 'shipment') AND undone_at IS NULL
                          AND NOT EXISTS (SELECT FROM accrual back WHERE back.undoes = a.id)
                        GROUP BY serial
                        """);
    }

    private long owed(StockFixture.Shop shop) {
        return Long.parseLong(
                new Books(world, shop)
                        .query(
                                """
                                SELECT coalesce(sum(amount_minor), 0)::text FROM accrual
                                WHERE retailer_id = ? AND undone_at IS NULL
                                """)
                        .getFirst());
    }

    private <T> T write(Function<Tx, T> work) {
        return world.wiring().transactions().write(world.caller(), work);
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

    private static void execute(TestWorld world, String sql) throws Exception {
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
