package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real restic, with a home and a cache of its own. */
final class Restic {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path home;
    private final String repository;
    private final Map<String, String> environment;

    Restic(Path home, URI dataUrl, String user) {
        this(
                home,
                "rest:http://%s:%s@%s/"
                        .formatted(user, AccountSpecs.password(user), dataUrl.getAuthority()),
                Map.of());
    }

    /** One that goes straight to a store. */
    Restic(Path home, String repository, Map<String, String> environment) {
        this.home = home;
        this.repository = repository;
        this.environment = environment;
    }

    /** What it calls its repository. */
    String repository() {
        return repository;
    }

    /** Runs to the end, which must be a good one, and returns what restic printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        Running running = start(arguments);
        assertThat(running.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("%s ends: %s", List.of(arguments), running.output())
                .isTrue();
        assertThat(running.process.exitValue())
                .as("%s succeeds: %s", List.of(arguments), running.output())
                .isZero();
        return running.output();
    }

    Running start(String... arguments) throws IOException {
        Files.createDirectories(home);
        List<String> command = new ArrayList<>(List.of("restic", "-r", repository));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(home, "restic", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("RESTIC_CACHE_DIR", home.resolve("cache").toString());
        builder.environment().put("RESTIC_PASSWORD", "of the repository");
        builder.environment().putAll(environment);
        return new Running(builder.start(), output);
    }

    /** A restic at work. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final Path output;

        private Running(Process process, Path output) {
            this.process = process;
            this.output = output;
        }

        boolean isRunning() {
            return process.isAlive();
        }

        /** Waits for its end and returns the exit status. */
        int end() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("restic ends")
                    .isTrue();
            return process.exitValue();
        }

        String output() throws IOException {
            return Files.readString(output);
        }

        /** Kills it, as somebody does who loses patience. */
        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
