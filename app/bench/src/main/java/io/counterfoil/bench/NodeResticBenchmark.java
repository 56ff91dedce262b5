package io.counterfoil.bench;

import io.counterfoil.bench.StorageLoad.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user of restic waits for: a first backup of 1 GiB in large files and of 20,000 small ones,
 * and its restore. Into a folder of this machine, through the storage node, and through {@code
 * rclone serve restic}, the three in turns. The table that it prints has the medians; its outcome is
 * a backup with its restore against the folder.
 */
final class NodeResticBenchmark implements Benchmark {
    private static final int ROUNDS = 9;
    private static final String HEAP = "256m";
    private static final int MIB = 1 << 20;
    private static final int LARGE_MIB = 1024;
    private static final int LARGEST_MIB = 16;
    private static final int SMALL_ONES = 20_000;
    private static final int SMALL = 4 << 10;
    private static final int IN_A_FOLDER = 1_000;
    private static final double GIB =
            (LARGE_MIB * (double) MIB + SMALL_ONES * (double) SMALL) / (1 << 30);
    private static final double MEGA_GIB = 1e6 / (1 << 30);

    /** One place to back up to, and what that took in each round. */
    private static final class Place {
        private final String title;
        private final Path root;
        private final @Nullable StorageServer server;
        private final double[] backup = new double[ROUNDS];
        private final double[] restore = new double[ROUNDS];
        private final double[] both = new double[ROUNDS];
        private final double[] cpuOfBackup = new double[ROUNDS];
        private final double[] cpuOfRestore = new double[ROUNDS];

        Place(Path folder) {
            this.title = "a folder of this machine";
            this.root = folder;
            this.server = null;
        }

        Place(String title, StorageServer server) {
            this.title = title;
            this.root = server.root();
            this.server = server;
        }

        String repository(String name) {
            return server == null ? root.resolve(name).toString() : server.repository(name);
        }

        double cpu() {
            return server == null ? 0 : server.cpuSeconds();
        }

        void delete(String name) throws Exception {
            List<Path> files;
            try (Stream<Path> tree = Files.walk(root.resolve(name))) {
                files = tree.filter(Files::isRegularFile).toList();
            }
            if (server == null) {
                for (Path file : files) {
                    Files.delete(file);
                }
                return;
            }
            // As a client does: the node counts what it stores.
            server.load()
                    .run(
                            1,
                            files.size(),
                            (client, made) -> Request.delete(address(name, files.get(made))));
        }

        /** Packs lie in folders by the start of their names, which no client sees. */
        private String address(String name, Path file) {
            Path inRepository = root.resolve(name).relativize(file);
            int names = inRepository.getNameCount();
            String kind = names == 1 ? "" : inRepository.getName(0) + "/";
            return "/" + name + "/" + kind + file.getFileName();
        }

        String line(Place folder) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s |",
                    title,
                    compared(backup, folder.backup),
                    compared(restore, folder.restore),
                    server == null ? "" : perGib(cpuOfBackup),
                    server == null ? "" : perGib(cpuOfRestore));
        }

        private static String compared(double[] seconds, double[] others) {
            double median = Outcome.median(seconds);
            return String.format(
                    Locale.ROOT, "%.2f (%.2f)", median, median / Outcome.median(others));
        }

        private static String perGib(double[] seconds) {
            return String.format(Locale.ROOT, "%.2f", Outcome.median(seconds) / GIB);
        }
    }

    @Override
    public String name() {
        return "node-restic";
    }

    @Override
    public Outcome run() throws Exception {
        try (BenchFolder folder = new BenchFolder();
                StorageServer node = StorageServer.node(folder.folder("node"), HEAP, root -> {});
                StorageServer rclone =
                        StorageServer.rclone(folder.folder("rclone"), root -> {})) {
            Restic restic = new Restic(folder);
            Place local = new Place(folder.folder("local"));
            List<Place> places =
                    List.of(
                            local,
                            new Place("Counterfoil", node),
                            new Place("rclone serve restic", rclone));
            for (Place place : places) {
                measure(restic, place, 0);
            }
            for (int round = 0; round < ROUNDS; round++) {
                // Each round begins with another one: none always finds what the same one left.
                List<Place> turns = new ArrayList<>(places);
                Collections.rotate(turns, round);
                for (Place place : turns) {
                    measure(restic, place, round);
                }
                System.err.printf("round %d of %d%n", round + 1, ROUNDS);
            }
            System.err.println(
                    """

                    | restic to | backup, s (ratio) | restore, s (ratio) | server's CPU for it, s/GiB | for the restore |
                    |---|---|---|---|---|""");
            places.forEach(place -> System.err.println(place.line(local)));
            return new Outcome(
                    name(),
                    2 * GIB / MEGA_GIB / Outcome.median(places.get(1).both),
                    "MB/s, backup and restore",
                    local.title,
                    2 * GIB / MEGA_GIB / Outcome.median(local.both));
        }
    }

    private static void measure(Restic restic, Place place, int round) throws Exception {
        String name = "round";
        restic.init(place.repository(name));
        double before = place.cpu();
        place.backup[round] = restic.backup(place.repository(name));
        double between = place.cpu();
        place.restore[round] = restic.restore(place.repository(name));
        place.cpuOfBackup[round] = between - before;
        place.cpuOfRestore[round] = place.cpu() - between;
        place.both[round] = place.backup[round] + place.restore[round];
        place.delete(name);
    }

    /** The client, and what it backs up. */
    private static final class Restic {
        private final Path folder;
        private final Path source;
        private final Path password;

        Restic(BenchFolder folder) throws IOException {
            this.folder = folder.folder("restic");
            this.source = folder.folder("source");
            this.password = Files.writeString(folder.path().resolve("password"), "of the bench");
            fill();
        }

        private void fill() throws IOException {
            Random random = new Random(1);
            int left = LARGE_MIB;
            for (int i = 0; left > 0; i++) {
                int size = Math.min(left, 1 + random.nextInt(LARGEST_MIB));
                write(source.resolve("large-" + i), random, size * MIB);
                left -= size;
            }
            for (int i = 0; i < SMALL_ONES; i++) {
                Path inside = source.resolve("small-" + i / IN_A_FOLDER);
                write(Files.createDirectories(inside).resolve("file-" + i), random, SMALL);
            }
        }

        private static void write(Path file, Random random, int size) throws IOException {
            byte[] content = new byte[size];
            random.nextBytes(content);
            Files.write(file, content);
        }

        void init(String repository) throws Exception {
            call(repository, "init");
        }

        /** Seconds that it took. */
        double backup(String repository) throws Exception {
            settle();
            return call(repository, "backup", source.toString());
        }

        /** Seconds that it took. */
        double restore(String repository) throws Exception {
            Path target = folder.resolve("restored");
            settle();
            double seconds = call(repository, "restore", "latest", "--target", target.toString());
            BenchFolder.delete(target);
            return seconds;
        }

        private double call(String repository, String... arguments) throws Exception {
            List<String> command = new ArrayList<>();
            command.add("restic");
            command.addAll(List.of("--repo", repository, "--quiet"));
            command.addAll(List.of("--cache-dir", folder.resolve("cache").toString()));
            command.addAll(List.of("--password-file", password.toString()));
            command.addAll(List.of(arguments));
            return Program.run(folder, command, "restic").seconds();
        }

        /** So that none pays for what another left to be written. */
        private void settle() throws Exception {
            Program.run(folder, List.of("sync"), "coreutils");
        }
    }
}
