package io.counterfoil.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.ForeignPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that read what was printed. */
final class Programs extends ForeignPrograms {
    private static final int DPI = 300;
    private static final double MM_PER_INCH = 25.4;

    private final Path folder;

    Programs(Path folder) {
        super(folder);
        this.folder = folder;
    }

    /**
     * The symbols on each page of a PDF, printed at 300 dpi, as zbarimg names them: {@code
     * CODE-128:…}.
     */
    List<String> scan(Path pdf) throws IOException, InterruptedException {
        Path pages = Files.createTempDirectory(folder, "pages");
        output("pdftoppm",
                "-r",
                String.valueOf(DPI),
                "-gray",
                pdf,
                pages.resolve("page"));
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
                output("pdftoppm",
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
                        pdf,
                        labels.resolve("label-%d-%d".formatted(row, column)));
            }
        }
        return scanPictures(labels);
    }

    private static String dots(JsonNode start, JsonNode pitch, int index) {
        double millimetres = start.asDouble() + pitch.asDouble() * index;
        return String.valueOf((int) (millimetres * DPI / MM_PER_INCH));
    }

    private List<String> scanPictures(Path pictures) throws IOException, InterruptedException {
        // All at once: to start the reader takes longer than to read a label.
        List<Object> command = new ArrayList<>(List.of("zbarimg", "--quiet", "--nodbus"));
        try (var files = Files.list(pictures)) {
            files.sorted().forEach(command::add);
        }
        return output(command.toArray()).lines().toList();
    }

    /** The lines of text of a PDF. */
    List<String> text(Path pdf) throws IOException, InterruptedException {
        return output("pdftotext", "-raw", pdf, "-")
                .lines()
                .map(String::strip)
                .toList();
    }
}
