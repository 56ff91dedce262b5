package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs of other makers, run on files in one folder. */
final class Programs {
    private final Path folder;

    /** What a program printed and how it ended. */
    record Ended(int status, String output) {}

    Programs(Path folder) {
        this.folder = folder;
    }

    /**
     * The symbols on each page of a PDF, printed at 300 dpi, as zbarimg names them: {@code
     * CODE-128:…}.
     */
    List<String> scan(Path pdf) throws IOException, InterruptedException {
        Path pages = Files.createTempDirectory(folder, "pages");
        expectSuccess(
                Map.of(),
                "pdftoppm",
                "-r",
                "300",
                "-gray",
                pdf.toString(),
                pages.resolve("page").toString());
        try (var files = Files.list(pages)) {
            List<String> command = new ArrayList<>(List.of("zbarimg", "--quiet", "--nodbus"));
            files.map(Path::toString).sorted().forEach(command::add);
            return expectSuccess(Map.of(), command.toArray(String[]::new)).lines().toList();
        }
    }

    /** The lines of text of a PDF. */
    List<String> text(Path pdf) throws IOException, InterruptedException {
        return expectSuccess(Map.of(), "pdftotext", "-raw", pdf.toString(), "-")
                .lines()
                .map(String::strip)
                .toList();
    }

    /** Runs a program that must succeed and returns what it printed. */
    String expectSuccess(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Ended ended = run(environment, command);
        assertThat(ended.status()).as("%s%n%s", List.of(command), ended.output()).isZero();
        return ended.output();
    }

    /** Runs a program. */
    Ended run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return new Ended(status, Files.readString(output));
    }
}
