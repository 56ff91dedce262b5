package io.counterfoil.bench;

import io.counterfoil.catalog.Product;
import io.counterfoil.printing.NewPrintRun;
import io.counterfoil.printing.PrintRun;
import io.counterfoil.printing.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Minting of a million items, codes and seals included, against COPY by psql of the same rows into
 * a table with the same columns, constraints and indexes, but without row policies, which refuse
 * COPY. Both tables grow alike, turn by turn.
 */
final class MintBenchmark implements Benchmark {
    private static final int ITEMS = 1_000_000;
    private static final int WARM_UP = 100_000;
    private static final int ROUNDS = 3;
    private static final double NANOS = 1e9;
    private static final String PEER =
            """
            CREATE TABLE peer (LIKE serial_item INCLUDING ALL);
            ALTER TABLE peer
                ADD FOREIGN KEY (provider_id, run_id) REFERENCES print_run,
                ADD FOREIGN KEY (provider_id, product_id) REFERENCES product,
                ADD FOREIGN KEY (provider_id, shipment_id) REFERENCES shipment,
                ADD FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id);
            """;

    @Override
    public String name() {
        return "mint";
    }

    @Override
    public Outcome run() throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        try (BenchWorld world = new BenchWorld()) {
            Product product = world.giftCard();
            Psql psql = new Psql(world.owner());
            psql.run(PEER);
            measure(world, psql, product, WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                double[] rates = measure(world, psql, product, ITEMS);
                ours[round] = rates[0];
                theirs[round] = rates[1];
                System.err.printf(
                        "round %d: %.0f minted, %.0f copied by psql a second%n",
                        round + 1, rates[0], rates[1]);
            }
        }
        return new Outcome(
                name(), Outcome.median(ours), "items/s", "psql COPY", Outcome.median(theirs));
    }

    private static double[] measure(BenchWorld world, Psql psql, Product product, int items)
            throws IOException, InterruptedException {
        NewPrintRun order =
                new NewPrintRun(
                        product.id().toString(), items, "gift-card", "avery-c32011-10", null);
        PrintRun run = world.wiring().printing().orders().order(world.caller(), order);
        long start = System.nanoTime();
        world.wiring().printing().minting().mint(run.id());
        double minted = items / ((System.nanoTime() - start) / NANOS);
        RunState state =
                world.wiring().printing().runs().find(world.caller(), run.id()).run().state();
        if (state != RunState.CHECKING) {
            throw new IllegalStateException("the run is " + state);
        }

        Path rows = world.folder().resolve("rows.tsv");
        psql.run(
                "\\copy (SELECT * FROM serial_item WHERE run_id = '%s' ORDER BY serial) TO '%s'"
                        .formatted(run.id(), rows));
        start = System.nanoTime();
        psql.run("\\copy peer FROM '%s'".formatted(rows));
        double copied = items / ((System.nanoTime() - start) / NANOS);
        Files.delete(rows);
        return new double[] {minted, copied};
    }
}
