package io.counterfoil.bench;

import io.counterfoil.catalog.Product;
import io.counterfoil.settlement.statements.SettlementRun;
import io.counterfoil.settlement.statements.SettlementRuns;
import java.io.IOException;
import java.util.UUID;

/**
 * A settlement run over 1,000,000 accruals of 1,000 retailers, against one INSERT … SELECT that
 * writes the same lines into a table with the same columns, indexes and foreign keys. A shorter
 * try: JAVA_TOOL_OPTIONS=-Dbench.accruals=100000.
 */
final class SettlementBenchmark implements Benchmark {
    private static final int ACCRUALS = Integer.getInteger("bench.accruals", 1_000_000);
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
        try (BenchWorld world = new BenchWorld()) {
            fill(world);
            world.wiring().jobs().start();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double settled = settle(world);
                double inserted = insert(world);
                System.err.printf(
                        "round %d%s: %.0f lines a second, %.0f by one INSERT%n",
                        round + 1, round < WARM_UP ? " (warm-up)" : "", settled, inserted);
                if (round >= WARM_UP) {
                    ours[round - WARM_UP] = settled;
                    theirs[round - WARM_UP] = inserted;
                }
            }
            world.wiring().jobs().stop();
        }
        return new Outcome(
                name(),
                Outcome.median(ours),
                "lines/s on statements",
                "one INSERT … SELECT of the same lines",
                Outcome.median(theirs));
    }

    /** A run from asking for it to its end, lines a second. */
    private static double settle(BenchWorld world) throws IOException, InterruptedException {
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
                        .formatted(ACCRUALS, ACCRUALS * 4165L));
        return ACCRUALS / seconds;
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

    private static void fill(BenchWorld world) throws Exception {
        Product product = world.giftCard();
        Psql psql = new Psql(world.owner());
        psql.run(
                """
                INSERT INTO print_run (provider_id, id, number, product_id, quantity, state, minted, ordered_at)
                VALUES ('%1$s', '%2$s', 100000, '%3$s', %4$d, 'closed', %4$d, now());
                INSERT INTO event (provider_id, subject_type, subject_id, seq, type, body, hash)
                VALUES ('%1$s', 'bench', 'bench', 1, 'bench', '{}', sha256('{}'));
                INSERT INTO retailer (provider_id, id, name, created_at)
                SELECT '%1$s', gen_random_uuid(), 'Retailer ' || number, now() FROM generate_series(1, %4$d / %5$d) AS number;
                INSERT INTO outlet (provider_id, retailer_id, id, name, created_at) SELECT '%1$s', id, id, 'Outlet', now() FROM retailer;
                INSERT INTO serial_item (serial, provider_id, run_id, product_id, state, code_digest)
                SELECT 10000000000000 + number * 10, '%1$s', '%2$s', '%3$s', 'activated', sha256(number::text::bytea)
                FROM generate_series(1, %4$d) AS number;
                WITH places AS (SELECT id, row_number() OVER (ORDER BY name) - 1 AS place FROM retailer)
                INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor, commission_minor,
                                     tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at, payable_at)
                SELECT '%1$s', id, id, '%3$s', 10000000000000 + number * 10, (SELECT max(position) FROM event), 'sale', 4900, 735,
                       0, 0, false, 'EUR', now() - interval '40 days', now() - interval '20 days' + number * interval '1 second'
                FROM generate_series(1, %4$d) AS number JOIN places ON places.place = number %% (%4$d / %5$d);
                CREATE TABLE peer_line (LIKE statement_line INCLUDING ALL);
                ALTER TABLE peer_line
                    ADD FOREIGN KEY (provider_id, retailer_id, statement_id) REFERENCES statement (provider_id, retailer_id, id),
                    ADD FOREIGN KEY (provider_id, accrual_id) REFERENCES accrual (provider_id, id);
                """
                        .formatted(
                                world.caller().provider(),
                                new UUID(0, 1),
                                product.id(),
                                ACCRUALS,
                                PER_RETAILER));
        psql.run("VACUUM (ANALYZE) retailer, outlet, serial_item, accrual");
    }
}
