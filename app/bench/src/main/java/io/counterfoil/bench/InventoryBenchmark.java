package io.counterfoil.bench;

import io.counterfoil.inventory.stock.Stock;
import io.counterfoil.inventory.stock.StockFilter;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stock of ten outlets, as a page of it shows that, with 1,000,000 items in 1,000 outlets
 * against the same with 10,000 items in ten. A page that looks only at the outlets which it shows
 * takes as long on both. A quarter of the items is on its way, a quarter in the shops, a quarter
 * sold and a quarter redeemed. The times of a default page and of the whole list are said on the
 * way. A shorter try: JAVA_TOOL_OPTIONS=-Dbench.items=100000.
 */
final class InventoryBenchmark implements Benchmark {
    private static final int MANY = Integer.getInteger("bench.items", 1_000_000);
    private static final int FEW = 10_000;
    private static final int PER_OUTLET = 1_000;
    private static final int SHOWN = 10;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 51;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    @Override
    public String name() {
        return "inventory";
    }

    @Override
    public Outcome run() throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        try (BenchWorld many = new BenchWorld();
                BenchWorld few = new BenchWorld()) {
            fill(many, MANY);
            fill(few, FEW);
            UUID after = null;
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                long start = System.nanoTime();
                Slice<?> page = page(many, SHOWN, after);
                double large = since(start);
                start = System.nanoTime();
                page(few, SHOWN, null);
                double small = since(start);
                if (round >= WARM_UP) {
                    ours[round - WARM_UP] = 1 / large;
                    theirs[round - WARM_UP] = 1 / small;
                }
                after = page.next();
            }
            long start = System.nanoTime();
            page(many, Listing.first().limit(), null);
            double first = since(start);
            start = System.nanoTime();
            int outlets = Slice.all(part -> page(many, part.limit(), part.after())).size();
            System.err.printf(
                    "%,d items: %.1f ms for the %d outlets of a page, %.2f s for all %,d%n",
                    MANY, first * MILLIS, Listing.first().limit(), since(start), outlets);
            double large = MILLIS / Outcome.median(ours);
            double small = MILLIS / Outcome.median(theirs);
            System.err.printf(
                    "%d outlets: %.1f ms with %,d items, %.1f ms with %,d: %.2f times as long%n",
                    SHOWN, large, MANY, small, FEW, large / small);
        }
        return new Outcome(
                name(),
                Outcome.median(ours),
                "pages of %d outlets/s with %,d items".formatted(SHOWN, MANY),
                "the same page with %,d items".formatted(FEW),
                Outcome.median(theirs));
    }

    private static Slice<Stock> page(BenchWorld world, int outlets, @Nullable UUID after) {
        return world.wiring()
                .inventory()
                .stocks()
                .list(world.caller(), StockFilter.NONE, new Listing(outlets, after));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / NANOS;
    }

    private static void fill(BenchWorld world, int items) throws Exception {
        new FilledDatabase(world, world.giftCard()).items(items, PER_OUTLET);
    }
}
