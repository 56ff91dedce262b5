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
        for (Benchmark bench : chosen) {
            System.out.println(bench.run().toJson());
        }
    }
}
