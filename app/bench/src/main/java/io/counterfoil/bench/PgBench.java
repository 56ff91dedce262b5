package io.counterfoil.bench;

import io.dropwizard.db.DataSourceFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load generator, of the newest version on this machine. */
final class PgBench {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");
    private static final Pattern FAILED =
            Pattern.compile("(?m)^number of failed transactions: ([0-9]+)");

    private final DataSourceFactory role;
    private final Path script;

    /** Runs {@code script} as the given role. */
    PgBench(DataSourceFactory role, Path script) {
        this.role = role;
        this.script = script;
    }

    /**
     * Lets each client run the script so many times and returns how often it ran a second.
     *
     * @param first what the script finds in its variable {@code i}
     */
    double run(int clients, int times, int first) throws IOException, InterruptedException {
        String url = role.getUrl().substring("jdbc:".length());
        ProcessBuilder command =
                new ProcessBuilder(
                                program(),
                                "--no-vacuum",
                                "--protocol=prepared",
                                "--client=" + clients,
                                "--jobs=2",
                                "--transactions=" + times,
                                "--define=i=" + first,
                                "--file=" + script,
                                "--username=" + role.getUser(),
                                url)
                        .redirectErrorStream(true);
        command.environment().put("PGPASSWORD", role.getPassword());
        Process process = command.start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(report);
        Matcher failed = FAILED.matcher(report);
        if (process.waitFor() != 0
                || !rate.find()
                || (failed.find() && !failed.group(1).equals("0"))) {
            throw new IOException("pgbench failed:\n" + report);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static String program() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return "pgbench";
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            List<Path> programs =
                    versions.map(version -> version.resolve("bin/pgbench"))
                            .filter(Files::isExecutable)
                            .sorted()
                            .toList();
            return programs.isEmpty() ? "pgbench" : programs.getLast().toString();
        }
    }
}
