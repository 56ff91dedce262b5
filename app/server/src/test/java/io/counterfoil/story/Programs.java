package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs of other makers, run on files in one folder. */
final class Programs {
    private static final int DPI = 300;
    private static final double MM_PER_INCH = 25.4;

    private final Path folder;

    /** What a program printed, what it warned of beside that, and how it ended. */
    record Ended(int status, String output, String warnings) {}

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
                String.valueOf(DPI),
                "-gray",
                pdf.toString(),
                pages.resolve("page").toString());
        return scanPictures(pages);
    }

    /**
     * The symbols on each label of a PDF on this sheet, label by label as at a counter: on a page
     * of many QR codes the reader takes corners of neighbours for one code, and skips some.
     */
    List<String> scanLabels(Path pdf, Path sheet) throws IOException, InterruptedException {
        JsonNode geometry = new ObjectMapper().readTree(sheet.toFile());
        JsonNode grid = geometry.required("grid");
        Path labels = Files.createTempDirectory(folder, "labels");
        for (int row = 0; row < grid.required("rows").asInt(); row++) {
            for (int column = 0; column < grid.required("columns").asInt(); column++) {
                expectSuccess(
                        Map.of(),
                        "pdftoppm",
                        "-r",
                        String.valueOf(DPI),
                        "-gray",
                        "-x",
                        dots(grid.required("x0"), grid.required("pitch_x"), column),
                        "-y",
                        dots(grid.required("y0"), grid.required("pitch_y"), row),
                        "-W",
                        dots(geometry.at("/label/width"), grid.required("pitch_x"), 0),
                        "-H",
                        dots(geometry.at("/label/height"), grid.required("pitch_y"), 0),
                        pdf.toString(),
                        labels.resolve("label-%d-%d".formatted(row, column)).toString());
            }
        }
        return scanPictures(labels);
    }

    private static String dots(JsonNode start, JsonNode pitch, int index) {
        double millimetres = start.asDouble() + pitch.asDouble() * index;
        return String.valueOf((int) (millimetres * DPI / MM_PER_INCH));
    }

    private List<String> scanPictures(Path pictures) throws IOException, InterruptedException {
        List<String> symbols = new ArrayList<>();
        try (var files = Files.list(pictures)) {
            for (Path picture : files.sorted().toList()) {
                expectSuccess(Map.of(), "zbarimg", "--quiet", "--nodbus", picture.toString())
                        .lines()
                        .forEach(symbols::add);
            }
        }
        return symbols;
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
        assertThat(ended.status())
                .as("%s%n%s%n%s", List.of(command), ended.output(), ended.warnings())
                .isZero();
        return ended.output();
    }

    /** Runs a program. */
    Ended run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        return start(environment, command).end();
    }

    /** Runs a program that would go on trying until it has complained of this, and stops it. */
    void stopWhenItWarns(String of, Map<String, String> environment, String... command)
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
