package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.ready;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prints a black patch on every label of a sheet and measures where its edges are on paper. */
class SheetEdgesIT {
    private static final Templates SHIPPED = Templates.shipped();
    private static final long SEED = 20_240_229;
    private static final int SAMPLE = 4;
    private static final int DPI = 600;
    private static final double MM_PER_INCH = 25.4;
    private static final double ALLOWED_MM = 0.1;

    /** Labels may touch, so that a patch stays off the edges of its label. */
    private static final double INSET_MM = 1;

    private static final String PLAIN_LAYOUT =
            """
            {"title": "Patch", "trim": %s, "bleed": 0, "safe": 0, "fields": []}
            """;

    @TempDir Path folder;

    static List<String> sample() {
        List<String> sheets = new ArrayList<>(all());
        Collections.shuffle(sheets, new Random(SEED));
        return sheets.subList(0, SAMPLE);
    }

    static List<String> all() {
        return SHIPPED.names("sheets", ".json").stream()
                .filter(name -> sheet(name) instanceof Sheet.Labels)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sample")
    void theLabelsOfSomeSheetsAreWhereTheyShouldBe(String sheet) throws Exception {
        labelsAreWhereTheyShouldBe((Sheet.Labels) sheet(sheet), sheet);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void theLabelsOfAllSheetsAreWhereTheyShouldBe(String sheet) throws Exception {
        labelsAreWhereTheyShouldBe((Sheet.Labels) sheet(sheet), sheet);
    }

    private void labelsAreWhereTheyShouldBe(Sheet.Labels sheet, String name) throws Exception {
        Outline label = sheet.label();
        writePatch(label);
        Prepared prepared = new PrintEngine(Templates.in(folder)).prepare(job("patch", name, DPI));
        byte[] volume = write(prepared, items(ready(prepared).perPage()));
        Path pdf = Files.write(folder.resolve("volume.pdf"), volume);
        Raster page = new Tools(folder).raster(pdf, 1, DPI);
        Raster columns = page.turned();

        assertThat(page.width() * MM_PER_INCH / DPI)
                .isCloseTo(sheet.width(), within(ALLOWED_MM));
        assertThat(page.height() * MM_PER_INCH / DPI)
                .isCloseTo(sheet.height(), within(ALLOWED_MM));
        for (int row = 0; row < sheet.grid().rows(); row++) {
            double y = sheet.grid().y0() + row * sheet.grid().pitchY();
            List<Double> expected = new ArrayList<>();
            for (int column = 0; column < sheet.grid().columns(); column++) {
                double x = sheet.grid().x0() + column * sheet.grid().pitchX();
                expected.addAll(edges(label, x, label.width()));
            }
            near(edges(page, y + label.height() / 2), expected);
        }
        for (int column = 0; column < sheet.grid().columns(); column++) {
            double x = sheet.grid().x0() + column * sheet.grid().pitchX();
            List<Double> expected = new ArrayList<>();
            for (int row = 0; row < sheet.grid().rows(); row++) {
                double y = sheet.grid().y0() + row * sheet.grid().pitchY();
                expected.addAll(edges(label, y, label.height()));
            }
            near(edges(columns, x + label.width() / 2), expected);
        }
    }

    private void writePatch(Outline label) throws IOException {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        switch (label) {
            case Outline.Rectangle rectangle -> {
                Files.writeString(
                        layouts.resolve("patch.json"),
                        PLAIN_LAYOUT.formatted(
                                "{\"width\": %s, \"height\": %s}"
                                        .formatted(rectangle.width(), rectangle.height())));
                Files.writeString(
                        layouts.resolve("patch.svg"),
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" width="%1$smm" height="%2$smm" viewBox="0 0 %1$s %2$s">
                          <rect x="1" y="1" width="%3$s" height="%4$s"/>
                        </svg>
                        """
                                .formatted(
                                        rectangle.width(),
                                        rectangle.height(),
                                        rectangle.width() - 2 * INSET_MM,
                                        rectangle.height() - 2 * INSET_MM));
            }
            case Outline.Disc disc -> {
                Files.writeString(
                        layouts.resolve("patch.json"),
                        PLAIN_LAYOUT.formatted(
                                "{\"diameter\": %s, \"hole\": %s}"
                                        .formatted(disc.diameter(), disc.hole())));
                Files.writeString(
                        layouts.resolve("patch.svg"),
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" width="%1$smm" height="%1$smm" viewBox="0 0 %1$s %1$s">
                          <rect width="%1$s" height="%1$s"/>
                        </svg>
                        """
                                .formatted(disc.diameter()));
            }
        }
    }

    /** Where a line through the middle of a label enters and leaves its black. */
    private static List<Double> edges(Outline label, double start, double length) {
        return switch (label) {
            case Outline.Rectangle rectangle ->
                    List.of(start + INSET_MM, start + length - INSET_MM);
            case Outline.Disc disc ->
                    disc.hole() == 0
                            ? List.of(start, start + length)
                            : List.of(
                                    start,
                                    start + (length - disc.hole()) / 2,
                                    start + (length + disc.hole()) / 2,
                                    start + length);
        };
    }

    /** Where black begins and ends along a row of dots, in millimetres. */
    private static List<Double> edges(Raster page, double y) {
        int row = page.dots(y);
        List<Double> edges = new ArrayList<>();
        int x = page.firstDark(row);
        edges.add(x * MM_PER_INCH / DPI);
        for (int run : page.runs(row)) {
            x += run;
            edges.add(x * MM_PER_INCH / DPI);
        }
        return edges;
    }

    private static void near(List<Double> measured, List<Double> expected) {
        assertThat(measured).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(measured.get(i))
                    .as("edge %d", i)
                    .isCloseTo(expected.get(i), within(ALLOWED_MM));
        }
    }

    private static Sheet sheet(String name) {
        return SheetReader.read(name, SHIPPED.read("sheets", name, ".json").orElseThrow());
    }
}
