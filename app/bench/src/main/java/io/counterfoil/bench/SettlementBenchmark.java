package io.counterfoil.bench;

import io.counterfoil.settlement.statements.SettlementRun;
import io.counterfoil.settlement.statements.SettlementRuns;
import java.io.IOException;

/**
 * A settlement run over 1,000,000 accruals of 1,000 retailers, against one INSERT … SELECT that
 * writes the same lines into a table with the same columns, indexes and foreign keys. How long a
 * run over 10,000 takes is said on the way. A shorter try: JAVA_TOOL_OPTIONS=-Dbench.accruals=100000.
 */
final class SettlementBenchmark implements Benchmark {
    private static final int ACCRUALS = Integer.getInteger("bench.accruals", 1_000_000);
    private static final int FEW = 10_000;
    private static final int PER_RETAILER = 1_000;
    private static final int WARM_UP = 1;
    private static final int ROUNDS = 3;
    private static final long LOOK_MILLIS = 20;
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "settlement";
    }

    @Override
    public Outcome run() throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] few = new double[ROUNDS];
        try (BenchWorld world = new BenchWorld();
                BenchWorld small = new BenchWorld()) {
            SoldItems.add(world, ACCRUALS, PER_RETAILER);
            SoldItems.add(small, FEW, PER_RETAILER);
            addPeer(world);
            world.wiring().jobs().start();
            small.wiring().jobs().start();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double settled = settle(world, ACCRUALS);
                double inserted = insert(world);
                double fewer = settle(small, FEW);
                System.err.printf(
                        "round %d%s: %.0f lines a second, %.0f by one INSERT%n",
                        round + 1, round < WARM_UP ? " (warm-up)" : "", settled, inserted);
                if (round >= WARM_UP) {
                    ours[round - WARM_UP] = settled;
                    theirs[round - WARM_UP] = inserted;
                    few[round - WARM_UP] = fewer;
                }
            }
            world.wiring().jobs().stop();
            small.wiring().jobs().stop();
        }
        System.err.printf(
                "a run over %,d accruals: %.2f s; over %,d: %.2f s%n",
                ACCRUALS, ACCRUALS / Outcome.median(ours), FEW, FEW / Outcome.median(few));
        return new Outcome(
                name(),
                Outcome.median(ours),
                "lines/s on statements",
                "one INSERT … SELECT of the same lines",
                Outcome.median(theirs));
    }

    /** A run from asking for it to its end, lines a second. */
    private static double settle(BenchWorld world, int accruals)
            throws IOException, InterruptedException {
        Psql psql = new Psql(world.owner());
        psql.run("TRUNCATE statement_line, statement, retailer_settlement CASCADE");
        psql.run("VACUUM (ANALYZE) accrual");
        SettlementRuns runs = world.wiring().settlement().runs();
        long start = System.nanoTime();
        SettlementRun run = runs.begin(world.caller(), null);
        while (run.doneAt() == null) {
            Thread.sleep(LOOK_MILLIS);
            run = runs.find(world.caller(), run.id());
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        psql.run(
                """
                DO $$ BEGIN
                    ASSERT (SELECT count(*) FROM statement_line) = %d, 'all is settled';
                    ASSERT (SELECT sum(closing_minor) FROM statement) = %d, 'and comes to what was sold';
                END $$
                """
                        .formatted(accruals, accruals * SoldItems.OWED_MINOR));
        return accruals / seconds;
    }

    /** The same lines by one statement, a second. */
    private static double insert(BenchWorld world) throws IOException, InterruptedException {
        Psql psql = new Psql(world.owner());
        psql.run("TRUNCATE peer_line");
        long start = System.nanoTime();
        psql.run(
                """
                INSERT INTO peer_line (provider_id, retailer_id, statement_id, number, accrual_id)
                SELECT accrual.provider_id, accrual.retailer_id, statement.id,
                       row_number() OVER (PARTITION BY accrual.retailer_id ORDER BY payable_at, accrual.id), accrual.id
                FROM accrual JOIN statement USING (provider_id, retailer_id)
                WHERE undone_at IS NULL
                """);
        return ACCRUALS / ((System.nanoTime() - start) / NANOS);
    }

    private static void addPeer(BenchWorld world) throws IOException, InterruptedException {
        new Psql(world.owner())
                .run(
                        """
                        CREATE TABLE peer_line (LIKE statement_line INCLUDING ALL);
                        ALTER TABLE peer_line
                            ADD FOREIGN KEY (provider_id, retailer_id, statement_id) REFERENCES statement (provider_id, retailer_id, id),
                            ADD FOREIGN KEY (provider_id, accrual_id) REFERENCES accrual (provider_id, id);
                        """);
    }
}
