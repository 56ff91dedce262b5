package io.counterfoil.bench;

import io.counterfoil.access.PasswordHasher;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Password hashes a second under a rush of 16 clients, against what the cores can do: one client
 * alone, times the cores. The hasher lets no more run at once, so a rush must not cost throughput.
 */
final class ArgonBenchmark implements Benchmark {
    private static final int CLIENTS = 16;
    private static final int HASHES = 160;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 3;
    private static final double NANOS = 1e9;

    private final PasswordHasher hasher = new PasswordHasher(new SecureRandom());

    @Override
    public String name() {
        return "argon2";
    }

    @Override
    public Outcome run() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        rate(1, WARM_UP);
        double[] rush = new double[ROUNDS];
        double[] limit = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rush[round] = rate(CLIENTS, HASHES);
            limit[round] = rate(1, HASHES / 2) * cores;
            System.err.printf(
                    "round %d: %.1f hashes a second, %d cores could do %.1f%n",
                    round + 1, rush[round], cores, limit[round]);
        }
        return new Outcome(
                name(),
                Outcome.median(rush),
                "hashes/s",
                "one client alone, times " + cores + " cores",
                Outcome.median(limit));
    }

    private double rate(int clients, int hashes) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < hashes; i++) {
                running.add(threads.submit(() -> hasher.hash("correct horse battery")));
            }
            for (Future<?> hash : running) {
                hash.get();
            }
        }
        return hashes / ((System.nanoTime() - start) / NANOS);
    }
}
