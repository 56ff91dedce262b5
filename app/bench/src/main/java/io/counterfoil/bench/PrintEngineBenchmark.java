package io.counterfoil.bench;

import io.counterfoil.printing.layout.Volume;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Cards that the engine draws a second in this process, ten on a page, against the limit below
 * which it would be too slow for us. Their size is reported on the way.
 */
final class PrintEngineBenchmark implements Benchmark {
    private static final int CARDS = 100_000;
    private static final int WARM_UP = 50_000;
    private static final int ROUNDS = 5;
    private static final double LIMIT = 15_000;
    private static final double MOST_BYTES = 600;
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "print-engine";
    }

    @Override
    public Outcome run() throws IOException {
        double[] rates = new double[ROUNDS];
        try (BenchFolder folder = new BenchFolder()) {
            Path templates = SampleCards.writeLayout(folder.path());
            Volume own = SampleCards.volume(templates, SampleCards.LAYOUT, SampleCards.TEN_UP);
            Volume shipped = SampleCards.volume(templates, "gift-card", SampleCards.TEN_UP);
            draw(own, WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                rates[round] = draw(own, CARDS);
            }
            System.err.print("as shipped, with one QR code for all: ");
            draw(shipped, CARDS);
        }
        return new Outcome(name(), Outcome.median(rates), "cards/s", "our own limit", LIMIT);
    }

    private static double draw(Volume volume, int cards) throws IOException {
        CountingSink sink = new CountingSink();
        double busy = coreSeconds();
        long start = System.nanoTime();
        volume.write(sink, SampleCards.items(cards));
        double rate = cards / ((System.nanoTime() - start) / NANOS);
        System.err.printf(
                "%,d cards: %,.0f a second, %.0f µs of a core and %.0f bytes each (limit %.0f)%n",
                cards,
                rate,
                (coreSeconds() - busy) * 1e6 / cards,
                (double) sink.bytes() / cards,
                MOST_BYTES);
        return rate;
    }

    /** What this process has used up to now, whoever else is on the machine. */
    private static double coreSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(used -> used.toNanos() / NANOS)
                .orElse(Double.NaN);
    }
}
