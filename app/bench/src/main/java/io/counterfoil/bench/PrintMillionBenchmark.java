package io.counterfoil.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pages a second of a million cards for a bureau, one a page, from a CSV file to a PDF file in a
 * heap of 64 MiB, against what a first trial of the technique took on two cores. A tenth of it
 * before shows that memory doesn't grow with the run.
 */
final class PrintMillionBenchmark implements Benchmark {
    private static final int PAGES = 1_000_000;
    private static final String HEAP = "64m";

    /** Measured with the prototype before the engine was built. */
    private static final double TRIAL_SECONDS = 49.6;

    @Override
    public String name() {
        return "print-million";
    }

    @Override
    public Outcome run() throws IOException, InterruptedException {
        double rate;
        try (BenchFolder folder = new BenchFolder()) {
            Path templates = SampleCards.writeLayout(folder.path().resolve("templates"));
            print(folder.path(), templates, PAGES / 10);
            rate = print(folder.path(), templates, PAGES);
        }
        return new Outcome(
                name(), rate, "pages/s", "the trial's 49.6 s", PAGES / TRIAL_SECONDS);
    }

    private static double print(Path folder, Path templates, int pages)
            throws IOException, InterruptedException {
        Path list = folder.resolve("list.csv");
        Path out = folder.resolve("cards.pdf");
        SampleCards.writeList(list, pages, false);
        Program.Taken taken =
                Program.run(
                        folder,
                        Program.counterfoil(
                                HEAP,
                                SampleCards.print(templates, SampleCards.ONE_UP, list, out)),
                        "nothing");
        double rate = pages / taken.seconds();
        System.err.printf(
                "%,d pages in %.1f s, %,.0f a second, %.0f bytes each, peak %.0f MiB (heap %s)%n",
                pages,
                taken.seconds(),
                rate,
                (double) Files.size(out) / pages,
                taken.peakMib(),
                HEAP);
        return rate;
    }
}
