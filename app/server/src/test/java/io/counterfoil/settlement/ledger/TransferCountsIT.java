package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Posting;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Balances of accounts, counted and read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferCountsIT {
    private static final int CLIENTS = 8;
    private static final int EACH = 40;

    private TestWorld world;
    private StockFixture stock;
    private TransferCounts counts;
    private StockFixture.Shop shop;

    @BeforeAll
    void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        counts = world.wiring().settlement().ledger().transfers();
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @BeforeEach
    void anotherShop() {
        shop = stock.shop("Shop " + UUID.randomUUID());
    }

    @Test
    void aTransferThatCommitsAfterLaterOnesWereCountedIsNotLost() throws Exception {
        StockFixture.Shop other = stock.shop("Other " + UUID.randomUUID());
        move(shop, 1);
        counts.look();
        assertThat(counted(shop)).containsExactly("1");
        try (ExecutorService somebody = Executors.newFixedThreadPool(1)) {
            world.wiring()
                    .transactions()
                    .write(
                            world.caller(),
                            tx -> {
                                transfer(tx, shop, 20);
                                Future<?> meanwhile =
                                        somebody.submit(
                                                () -> {
                                                    move(shop, 300);
                                                    move(other, 50);
                                                    counts.look();
                                                });
                                return done(meanwhile);
                            });
        }
        assertThat(counted(shop)).as("not while one is under way").containsExactly("1");
        assertThat(counted(other)).containsExactly("50");
        assertBank(shop, 321);
        counts.look();
        assertThat(counted(shop)).containsExactly("321");
        assertBank(shop, 321);
        counts.look();
        assertBank(shop, 321);
        assertBank(other, 50);
        assertThat(miscounted()).isZero();
    }

    @Test
    void aRetailerForWhomSomethingIsAlwaysBeingTransferredIsCountedUpToWhatIsComplete()
            throws Exception {
        move(shop, 1);
        try (ExecutorService second = Executors.newFixedThreadPool(1)) {
            CountDownLatch began = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Future<?> later =
                    world.wiring()
                            .transactions()
                            .write(
                                    world.caller(),
                                    tx -> {
                                        transfer(tx, shop, 20);
                                        done(
                                                second.submit(
                                                        () -> {
                                                            move(shop, 300);
                                                            counts.look();
                                                        }));
                                        Future<?> next =
                                                second.submit(() -> transferUntil(began, end));
                                        await(began);
                                        return next;
                                    });
            assertThat(counted(shop)).as("what could still come is waited for").isEmpty();
            try {
                counts.look();
                assertThat(counted(shop)).containsExactly("321");
                assertBank(shop, 321);
            } finally {
                end.countDown();
            }
            done(later);
        }
        assertBank(shop, 4321);
        counts.look();
        assertThat(counted(shop)).containsExactly("4321");
        assertThat(miscounted()).isZero();
    }

    private void transferUntil(CountDownLatch began, CountDownLatch end) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            transfer(tx, shop, 4000);
                            began.countDown();
                            return await(end);
                        });
    }

    private static boolean await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoeverLooksWhileManyTransferAndOthersCountSeesEachTransferOnce() throws Exception {
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1)) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(
                        threads.submit(
                                () -> {
                                    for (int i = 0; i < EACH; i++) {
                                        move(shop, 1);
                                    }
                                }));
            }
            // Two servers.
            clients.add(threads.submit(counts::look));
            long before = 0;
            while (!clients.stream().allMatch(Future::isDone)) {
                counts.look();
                long now = bank(shop);
                assertThat(now).isBetween(before, (long) CLIENTS * EACH);
                before = now;
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        counts.look();
        assertThat(counted(shop)).containsExactly(String.valueOf(CLIENTS * EACH));
        assertBank(shop, CLIENTS * EACH);
        assertThat(miscounted()).isZero();
    }

    @Test
    void nobodyWhoTransfersWaitsForACount() throws Exception {
        move(shop, 1);
        try (ExecutorService somebody = Executors.newFixedThreadPool(1)) {
            world.wiring()
                    .transactions()
                    .write(
                            world.caller(),
                            tx -> {
                                long last = last(tx);
                                new CountedTransferRepository(tx)
                                        .count(Map.of(shop.retailer(), last));
                                return done(somebody.submit(() -> move(shop, 5)));
                            });
        }
        assertThat(counted(shop)).containsExactly("1");
        assertBank(shop, 6);
    }

    private long last(Tx tx) {
        return new LastRowRepository(tx)
                .of("ledger_transfer", List.of(shop.retailer()))
                .getOrDefault(shop.retailer(), 0L);
    }

    private static boolean done(Future<?> work) {
        try {
            work.get();
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void move(StockFixture.Shop owner, int minor) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            transfer(tx, owner, minor);
                            return true;
                        });
    }

    private static void transfer(Tx tx, StockFixture.Shop owner, int minor) {
        new TransferRepository(tx)
                .insertCash(
                        "payment",
                        new Posting(LedgerAccount.BANK, LedgerAccount.RETAILER, minor),
                        owner.retailer(),
                        Currency.getInstance("EUR"));
    }

    private void assertBank(StockFixture.Shop owner, long minor) {
        assertThat(balances(owner))
                .isEqualTo(Map.of(LedgerAccount.BANK, minor, LedgerAccount.RETAILER, -minor));
        Map<LedgerAccount, Long> all = balances(Optional.empty());
        assertThat(all.values().stream().mapToLong(each -> each).sum()).isZero();
        assertThat(all.get(LedgerAccount.BANK)).isGreaterThanOrEqualTo(minor);
    }

    private long bank(StockFixture.Shop owner) {
        return balances(owner).getOrDefault(LedgerAccount.BANK, 0L);
    }

    private Map<LedgerAccount, Long> balances(StockFixture.Shop owner) {
        return balances(Optional.of(owner.retailer()));
    }

    private Map<LedgerAccount, Long> balances(Optional<UUID> retailer) {
        return world
                .wiring()
                .transactions()
                .read(world.caller(), tx -> new CountedTransferRepository(tx).balances(retailer))
                .stream()
                .collect(
                        Collectors.toMap(
                                LedgerBooks.Balance::account, each -> each.balance().minor()));
    }

    private List<String> counted(StockFixture.Shop owner) {
        return world.database()
                .rows(
                        "SELECT amount_minor FROM counted_balance WHERE account = 'bank' AND retailer_id = '%s'"
                                .formatted(owner.retailer()));
    }

    private int miscounted() {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> new CountedTransferRepository(tx).miscounted());
    }
}
