package io.counterfoil.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs one benchmark, or {@code all}. Each ends with one line of JSON on the standard output; what
 * is said on the way goes to the standard error.
 */
public final class Bench {
    private static final List<Benchmark> ALL =
            List.of(
                    new MintBenchmark(),
                    new RedeemBenchmark(),
                    new ArgonBenchmark(),
                    new MailBenchmark(),
                    new PrintEngineBenchmark(),
                    PrintBenchmark.reportLab(),
                    PrintBenchmark.gLabels(),
                    new PrintMillionBenchmark(),
                    new SweepBenchmark(),
                    new InventoryBenchmark(),
                    new ActivateBenchmark(),
                    new SettlementBenchmark(),
                    new BalancesBenchmark(),
                    new PagesBenchmark(),
                    new NodeBenchmark(),
                    new NodeResticBenchmark());

    private Bench() {}

    /** Takes the benchmark's name. */
    public static void main(String[] arguments) throws Exception {
        String wanted = arguments.length == 1 ? arguments[0] : "";
        List<Benchmark> chosen =
                ALL.stream()
                        .filter(bench -> wanted.equals("all") || bench.name().equals(wanted))
                        .toList();
        if (chosen.isEmpty()) {
            System.err.println(
                    "Name one of these benchmarks, or all: "
                            + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
            System.exit(2);
        }
        boolean failed = false;
        for (Benchmark bench : chosen) {
            failed |= !isDone(bench);
        }
        System.exit(failed ? 1 : 0);
    }

    /** Runs one; the others go on where its peer, say, isn't installed. */
    private static boolean isDone(Benchmark bench) {
        try {
            System.out.println(bench.run().toJson());
            return true;
        } catch (Exception e) {
            System.err.println(bench.name() + " failed:");
            e.printStackTrace();
            return false;
        }
    }
}
