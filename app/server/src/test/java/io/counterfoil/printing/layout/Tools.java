package io.counterfoil.printing.layout;

import io.counterfoil.ForeignPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Programs of other makers that look at a PDF; what they write goes to a folder. */
record Tools(Path folder) {
    /** The pages as an office printer paints them, smoothed; for scanners. */
    List<Path> pages(Path pdf, int dpi) throws Exception {
        Path pages = Files.createTempDirectory(folder, "pages");
        run("pdftoppm -r " + dpi + " -gray", pdf, pages.resolve("page"));
        try (Stream<Path> files = Files.list(pages)) {
            return files.sorted().toList();
        }
    }

    /** A page without smoothing: each dot that a shape touches is black. */
    Raster raster(Path pdf, int page, int dpi) throws Exception {
        Path picture = Files.createTempFile(folder, "raster", "");
        run(
                "pdftoppm -r %1$d -aaVector no -gray -singlefile -f %2$d -l %2$d"
                        .formatted(dpi, page),
                pdf,
                picture);
        Path pgm = Path.of(picture + ".pgm");
        Raster raster = Raster.read(pgm, dpi);
        Files.delete(pgm);
        return raster;
    }

    /** The symbols of a picture as zbarimg names them: {@code CODE-128:…}. */
    List<String> scan(Path picture) throws Exception {
        return run("zbarimg --quiet --nodbus", picture).lines().toList();
    }

    /** The text of a page. */
    String text(Path pdf, int page) throws Exception {
        return run("pdftotext -raw -f %1$d -l %1$d".formatted(page), pdf, Path.of("-"));
    }

    /** Runs a program that must succeed, and gives what it said. */
    String run(String command, Path... files) throws Exception {
        List<Object> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(files));
        return new ForeignPrograms(folder).output(words.toArray());
    }
}
