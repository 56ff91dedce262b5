package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs of other makers, run on files in one folder. */
public class ForeignPrograms {
    private final Path folder;

    /** What a program printed, what it warned of beside that, and how it ended. */
    public record Ended(int status, String output, String warnings) {}

    /**
     * Runs programs.
     *
     * @param folder gets what they say
     */
    public ForeignPrograms(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs a program that must succeed and returns what it printed.
     *
     * @param command its words and files
     */
    public final String output(Object... command) throws IOException, InterruptedException {
        return expectSuccess(
                Map.of(), Stream.of(command).map(Object::toString).toArray(String[]::new));
    }

    /** The same with variables in its environment. */
    public final String expectSuccess(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Ended ended = run(environment, command);
        assertThat(ended.status())
                .as("%s%n%s%n%s", List.of(command), ended.output(), ended.warnings())
                .isZero();
        return ended.output();
    }

    /** Runs a program that may fail. */
    public final Ended run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        return start(environment, command).end();
    }

    /** Runs a program that would go on trying until it has complained of this, and stops it. */
    public final void stopWhenItWarns(String of, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Started program = start(environment, command);
        await(command[0] + " to warn of " + of)
                .atMost(Duration.ofSeconds(60))
                .failFast("it ended before", () -> !program.process().isAlive())
                .until(() -> Files.readString(program.warnings()).contains(of));
        program.process().destroy();
        program.end();
    }

    private Started start(Map<String, String> environment, String... command) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path warnings = Files.createTempFile(folder, "warnings", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(warnings.toFile())
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Started(builder.start(), output, warnings);
    }

    private record Started(Process process, Path output, Path warnings) {
        Ended end() throws IOException, InterruptedException {
            int status = process.waitFor();
            return new Ended(status, Files.readString(output), Files.readString(warnings));
        }
    }
}
