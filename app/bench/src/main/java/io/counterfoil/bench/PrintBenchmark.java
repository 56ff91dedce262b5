package io.counterfoil.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Cards printed a second from a CSV file to a PDF file by the command line, the start of its Java
 * included, against another program that prints the same cards. Both take turns.
 */
final class PrintBenchmark implements Benchmark {
    private static final int ROUNDS = 3;
    private static final String HEAP = "256m";

    private final String name;
    private final int cards;
    private final Peer peer;

    /**
     * Somebody who prints cards.
     *
     * @param title its name for people
     * @param file what tells it how a card looks, in our resources
     * @param command prints {@code cards.csv} into {@code theirs.pdf}, both in the folder it runs in
     * @param needs the Debian packages that bring it
     */
    private record Peer(String title, String file, List<String> command, String needs) {}

    private PrintBenchmark(String name, int cards, Peer peer) {
        this.name = name;
        this.cards = cards;
        this.peer = peer;
    }

    /** Against a program that a Python programmer would write. */
    static PrintBenchmark reportLab() {
        return new PrintBenchmark(
                "print",
                10_000,
                new Peer(
                        "ReportLab",
                        "print_cards.py",
                        // Debian's Python, whatever else is installed.
                        List.of("/usr/bin/python3", "print_cards.py", "cards.csv", "theirs.pdf"),
                        "python3-reportlab and fonts-dejavu"));
    }

    /** Against the label program that Linux users have. */
    static PrintBenchmark gLabels() {
        return new PrintBenchmark(
                "print-glabels",
                1_000,
                new Peer(
                        "gLabels batch",
                        "bench-card.glabels",
                        List.of("glabels-3-batch", "--output=theirs.pdf", "bench-card.glabels"),
                        "glabels"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome run() throws IOException, InterruptedException {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        try (BenchFolder folder = new BenchFolder()) {
            Path templates = SampleCards.writeLayout(folder.path().resolve("templates"));
            SampleCards.write(peer.file, folder.path());
            Files.copy(
                    templates.resolve("layouts/bench-card.svg"),
                    folder.path().resolve("bench-card.svg"));
            Path list = folder.path().resolve("list.csv");
            SampleCards.writeList(list, cards, false);
            SampleCards.writeList(folder.path().resolve("cards.csv"), cards, true);
            Path out = folder.path().resolve("ours.pdf");
            List<String> print =
                    Program.counterfoil(
                            HEAP, SampleCards.print(templates, SampleCards.TEN_UP, list, out));
            for (int round = 0; round < ROUNDS; round++) {
                ours[round] = rate("Counterfoil", folder.path(), out, print, "nothing");
                theirs[round] =
                        rate(
                                peer.title,
                                folder.path(),
                                folder.path().resolve("theirs.pdf"),
                                peer.command,
                                peer.needs);
            }
        }
        return new Outcome(
                name, Outcome.median(ours), "cards/s", peer.title, Outcome.median(theirs));
    }

    private double rate(String who, Path folder, Path out, List<String> command, String needs)
            throws IOException, InterruptedException {
        Program.Taken taken = Program.run(folder, command, needs);
        double rate = cards / taken.seconds();
        System.err.printf(
                "%s: %,d cards in %.2f s, %,.0f a second, %.0f bytes each, peak %.0f MiB%n",
                who,
                cards,
                taken.seconds(),
                rate,
                (double) Files.size(out) / cards,
                taken.peakMib());
        return rate;
    }
}
