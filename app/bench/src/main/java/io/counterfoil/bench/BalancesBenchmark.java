package io.counterfoil.bench;

import io.counterfoil.settlement.ledger.LedgerBooks;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * How the accounts stand after 1,000,000 sales of 1,000 retailers, against the same after 10,000;
 * and, said on the way, what one retailer owes that made half of the sales and took back a tenth of
 * them before any statement. A shorter try: JAVA_TOOL_OPTIONS=-Dbench.sales=100000.
 */
final class BalancesBenchmark implements Benchmark {
    private static final int MANY = Integer.getInteger("bench.sales", 1_000_000);
    private static final int FEW = 10_000;
    private static final int PER_RETAILER = 1_000;
    private static final int WARM_UP = 50;
    private static final int ROUNDS = 201;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final double MOST = 0.95;

    @Override
    public String name() {
        return "balances";
    }

    private interface Look {
        void look();
    }

    @Override
    public Outcome run() throws Exception {
        double[] ours;
        double[] theirs;
        try (BenchWorld many = new BenchWorld();
                BenchWorld few = new BenchWorld()) {
            UUID large = fill(many, MANY);
            fill(few, FEW);
            ours = measure(accounts(many));
            theirs = measure(accounts(few));
            double[] owed =
                    measure(
                            () ->
                                    many.wiring()
                                            .settlement()
                                            .statements()
                                            .open(many.caller(), large));
            System.err.printf(
                    "%,d sales: half of the looks at the accounts within %.1f ms, 95 of 100 within %.1f ms; at what one retailer owes for %,d of them %.1f ms, %.1f ms%n",
                    MANY, millis(ours, 0.5), millis(ours, MOST), MANY / 2, millis(owed, 0.5), millis(owed, MOST));
        }
        return new Outcome(
                name(),
                1 / ours[ROUNDS / 2],
                "looks/s at the accounts with %,d sales".formatted(MANY),
                "the same with %,d sales".formatted(FEW),
                1 / theirs[ROUNDS / 2]);
    }

    private static Look accounts(BenchWorld world) {
        LedgerBooks books =
                new LedgerBooks(
                        world.wiring().transactions(), world.wiring().access().providers());
        return () -> books.balances(world.caller(), Optional.empty());
    }

    /** What each look took in seconds, the fastest first. */
    private static double[] measure(Look look) {
        double[] seconds = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            look.look();
            if (round >= 0) {
                seconds[round] = (System.nanoTime() - start) / NANOS;
            }
        }
        Arrays.sort(seconds);
        return seconds;
    }

    private static double millis(double[] seconds, double share) {
        return seconds[(int) Math.ceil(share * seconds.length) - 1] * MILLIS;
    }

    /** The retailer that made half of the sales. */
    private static UUID fill(BenchWorld world, int sales) throws Exception {
        SoldItems.add(world, sales, PER_RETAILER);
        UUID large = new UUID(0, 2);
        new Psql(world.owner())
                .run(
                        """
                        INSERT INTO retailer (provider_id, id, name, created_at) VALUES ('%1$s', '%2$s', 'Large', now());
                        INSERT INTO outlet (provider_id, retailer_id, id, name, created_at) VALUES ('%1$s', '%2$s', '%2$s', 'Outlet', now());
                        UPDATE accrual SET retailer_id = '%2$s', outlet_id = '%2$s' WHERE serial / 10 %% 2 = 0;
                        INSERT INTO ledger_transfer (provider_id, at, kind, debit, credit, amount_minor, currency, retailer_id, product_id,
                                                     serial, event)
                        SELECT provider_id, accrued_at, 'sale', side.account, 'deferred_revenue', side.minor, currency, retailer_id,
                               product_id, serial, event
                        FROM accrual, LATERAL (VALUES ('retailer', 4165), ('commission', 735)) AS side (account, minor);
                        UPDATE accrual SET undone_at = now() WHERE serial / 10 %% 10 = 0;
                        """
                                .formatted(world.caller().provider(), large));
        new Psql(world.owner()).run("VACUUM (ANALYZE) accrual, ledger_transfer");
        world.wiring().settlement().counts().look();
        world.wiring().settlement().ledger().transfers().look();
        new Psql(world.owner())
                .run("VACUUM (ANALYZE) counted_money, counted_balance, counted_transfers, accrual");
        return large;
    }
}
