package io.counterfoil.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The storage node's requests one by one, against {@code rclone serve restic} and against what this
 * machine could do at most, all three in turns. The table that it prints has the medians; its
 * outcome is the upload of packs against what durable writing takes.
 */
final class NodeBenchmark implements Benchmark {
    private static final int ROUNDS = 5;

    /**
     * For each row and server: Java's compilers take as long with small requests, and what they do
     * meanwhile isn't what a node does that has run for a while.
     */
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    private static final int MOST_CONNECTIONS = 50;
    private static final int[] CONNECTIONS = {5, MOST_CONNECTIONS};
    private static final String LONGEST_LIST = "LIST of 100,000";
    private static final String HEAP = "256m";
    private static final double MEGA = 1e6;

    private final List<Row> rows = new ArrayList<>();

    /** What is asked of a server; the result is in the unit of its row. */
    private interface Work {
        double measure(StorageServer server, int connections) throws Exception;
    }

    /** What this machine could do at most, in the unit of its row. */
    private interface Limit {
        double measure(int connections) throws Exception;
    }

    /** One of those that are measured in a round. */
    private interface Turn {
        void take() throws Exception;
    }

    /**
     * What is measured in one line of the table.
     *
     * @param limit what this machine could do at most
     * @param named the same where the names of what is stored last too
     */
    private record Subject(
            String title, String unit, Work work, @Nullable Limit limit, @Nullable Limit named) {

        /** One that stores nothing. */
        Subject(String title, String unit, Work work, @Nullable Limit limit) {
            this(title, unit, work, limit, null);
        }
    }

    /** One line of the table. */
    private static final class Row {
        private final Subject subject;
        private final int connections;
        private final double[] ours = new double[ROUNDS];
        private final double[] theirs = new double[ROUNDS];
        private final double[] most = new double[ROUNDS];
        private final double[] named = new double[ROUNDS];

        Row(Subject subject, int connections) {
            this.subject = subject;
            this.connections = connections;
        }

        void warmUp(StorageServer node, StorageServer rclone) throws Exception {
            warmUp(node);
            if (!isTooMuch()) {
                warmUp(rclone);
            }
        }

        private void warmUp(StorageServer server) throws Exception {
            long start = System.nanoTime();
            do {
                subject.work.measure(server, connections);
            } while (System.nanoTime() - start < WARM_UP.toNanos());
        }

        /** Each round begins with another one: none always finds what the same one left. */
        void measure(int round, StorageServer node, StorageServer rclone) throws Exception {
            List<Turn> turns =
                    new ArrayList<>(
                            List.of(
                                    () -> most[round] = measure(subject.limit),
                                    () -> named[round] = measure(subject.named),
                                    () -> ours[round] = subject.work.measure(node, connections),
                                    () -> theirs[round] = measureUnlessTooMuch(rclone)));
            Collections.rotate(turns, round);
            for (Turn turn : turns) {
                turn.take();
            }
        }

        private double measureUnlessTooMuch(StorageServer rclone) throws Exception {
            return isTooMuch() ? 0 : subject.work.measure(rclone, connections);
        }

        private double measure(@Nullable Limit limit) throws Exception {
            return limit == null ? 0 : limit.measure(connections);
        }

        /** Rclone takes half a minute and 1.5 GiB of memory for this one. */
        private boolean isTooMuch() {
            return subject.title.equals(LONGEST_LIST) && connections == MOST_CONNECTIONS;
        }

        String line() {
            double our = Outcome.median(ours);
            return String.format(
                    Locale.ROOT,
                    "| %s, %s | %d | %s | %s | %s | %s |",
                    subject.title,
                    subject.unit,
                    connections,
                    number(our),
                    isTooMuch() ? "" : compared(our, Outcome.median(theirs)),
                    subject.limit == null ? "" : compared(our, Outcome.median(most)),
                    subject.named == null ? "" : compared(our, Outcome.median(named)));
        }

        private static String compared(double our, double other) {
            return String.format(Locale.ROOT, "%s (%.2f)", number(other), our / other);
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
        }
    }

    @Override
    public String name() {
        return "node";
    }

    @Override
    public Outcome run() throws Exception {
        StorageWork work = new StorageWork();
        try (BenchFolder folder = new BenchFolder();
                Loopback packs = new Loopback(StorageWork.PACK);
                Loopback parts = new Loopback(StorageWork.RANGE);
                Loopback small = new Loopback(StorageWork.SMALL);
                Loopback nothing = new Loopback(0);
                StorageServer node =
                        StorageServer.node(folder.folder("node"), HEAP, StorageWork::plant);
                StorageServer rclone =
                        StorageServer.rclone(folder.folder("rclone"), StorageWork::plant)) {
            DurableWrites disk = new DurableWrites(folder.folder("disk"));
            double pack = StorageWork.PACK / MEGA;
            List<Subject> subjects =
                    List.of(
                            new Subject(
                                    "POST 16 MiB",
                                    "MB/s",
                                    (s, c) -> pack * work.post(s, c, work.packs()),
                                    c -> pack * disk.perSecond(c, work.packs()),
                                    c -> pack * disk.namedPerSecond(c, work.packs())),
                            new Subject(
                                    "GET 16 MiB",
                                    "MB/s",
                                    (s, c) -> pack * work.getPacks(s, c, 100),
                                    c -> pack * work.loop(packs, c, 100)),
                            new Subject(
                                    "GET 64 KiB of 16 MiB",
                                    "a second",
                                    (s, c) -> work.ranges(s, c, 5_000),
                                    c -> work.loop(parts, c, 5_000)),
                            new Subject(
                                    "POST 4 KiB",
                                    "a second",
                                    (s, c) -> work.post(s, c, work.small()),
                                    c -> disk.perSecond(c, work.small()),
                                    c -> disk.namedPerSecond(c, work.small())),
                            new Subject(
                                    "GET 4 KiB",
                                    "a second",
                                    (s, c) -> work.getSmall(s, c, 10_000),
                                    c -> work.loop(small, c, 10_000)),
                            new Subject(
                                    "HEAD",
                                    "a second",
                                    (s, c) -> work.head(s, c, 20_000),
                                    c -> work.loop(nothing, c, 20_000)),
                            new Subject(
                                    "LIST of 4,000",
                                    "a second",
                                    (s, c) -> work.listFew(s, c, 100),
                                    null),
                            new Subject(
                                    LONGEST_LIST,
                                    "a second",
                                    (s, c) -> work.listMany(s, c, c),
                                    null));
            for (int connections : CONNECTIONS) {
                for (Subject subject : subjects) {
                    rows.add(new Row(subject, connections));
                }
            }
            rows.add(new Row(subjects.getLast(), 1));
            rows.add(
                    new Row(
                            new Subject(
                                    "server's CPU for POST",
                                    "s/GiB",
                                    work::cpuOfPost,
                                    c -> work.hashing()),
                            5));
            rows.add(
                    new Row(
                            new Subject(
                                    "server's CPU for GET",
                                    "s/GiB",
                                    (s, c) -> work.cpuOfGet(s, c, 100),
                                    null),
                            5));
            work.prepare(node);
            work.prepare(rclone);
            measure(node, rclone);
        }
        Row posts = rows.getFirst();
        return new Outcome(
                name(),
                Outcome.median(posts.ours),
                "MB/s",
                "sha + write + fsync",
                Outcome.median(posts.most));
    }

    private void measure(StorageServer node, StorageServer rclone) throws Exception {
        for (Row row : rows) {
            row.warmUp(node, rclone);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Row row : rows) {
                row.measure(round, node, rclone);
            }
            System.err.printf("round %d of %d%n", round + 1, ROUNDS);
        }
        System.err.println(
                """

                | request | connections | Counterfoil | rclone serve restic (ratio) | limit (ratio) | with a name that lasts |
                |---|---|---|---|---|---|""");
        rows.forEach(row -> System.err.println(row.line()));
    }
}
