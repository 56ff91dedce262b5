package io.counterfoil.printing.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Layouts that only tests have, so that what is shipped can change without them: a ticket the size
 * of a card, and one with a back.
 */
final class TestLayouts {
    private static final String ARTWORK =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$smm\" height=\"%2$smm\""
                    + " viewBox=\"0 0 %1$s %2$s\"/>";

    private static final String TICKET =
            """
            {"title": "Ticket", "trim": {"width": 85.6, "height": 53.98}, "bleed": 3, "safe": 2, "fields": [
              {"field": "product", "x": 5, "y": 4, "width": 60, "height": 6, "font": "sans_bold", "size": 12},
              {"field": "code", "x": 5, "y": 12, "width": 60, "height": 6, "font": "mono_bold", "size": 10},
              {"field": "serial", "x": 5, "y": 20, "width": 60, "height": 5, "font": "sans", "size": 9},
              {"field": "serial_barcode", "x": 5, "y": 30, "width": 45, "height": 10, "module": 0.254, "bars": 8}
            ]}
            """;

    private static final String STUB =
            """
            {"title": "Stub", "trim": {"width": 30, "height": 10}, "bleed": 3, "safe": 1, "fields": []}
            """;

    private static final String STUBS =
            """
            {"title": "Stubs", "page": {"width": 210, "height": 297}, "label": {"width": 30, "height": 10},
              "grid": {"columns": 2, "rows": 2, "x0": 10, "y0": 10, "pitch_x": 40, "pitch_y": 20}}
            """;

    private static final String FRONT =
            """
            {"title": "Front", "trim": {"width": 85.6, "height": 53.98}, "bleed": 3, "safe": 2, "reverse": "back", "fields": [
              {"field": "serial", "x": 5, "y": 10, "width": 60, "height": 8, "font": "sans_bold", "size": 14, "text": "front "},
              {"field": "serial_barcode", "x": 5, "y": 30, "width": 45, "height": 10, "module": 0.254, "bars": 8}
            ]}
            """;

    private static final String BACK =
            """
            {"title": "Back", "trim": {"width": 85.6, "height": 53.98}, "bleed": 3, "safe": 2, "fields": [
              {"field": "serial", "x": 5, "y": 10, "width": 60, "height": 8, "font": "sans_bold", "size": 14, "text": "back "},
              {"field": "code", "x": 5, "y": 30, "width": 60, "height": 6, "font": "mono_bold", "size": 10}
            ]}
            """;

    private TestLayouts() {}

    /** Writes them below a folder and gives it back. */
    static Path in(Path folder) throws IOException {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        write(layouts, "ticket", TICKET, ARTWORK.formatted("91.6", "59.98"));
        write(layouts, "front", FRONT, ARTWORK.formatted("91.6", "59.98"));
        write(layouts, "back", BACK, ARTWORK.formatted("91.6", "59.98"));
        write(layouts, "stub", STUB, ARTWORK.formatted("36", "16"));
        Path sheets = Files.createDirectories(folder.resolve("sheets"));
        Files.writeString(sheets.resolve("stubs.json"), STUBS);
        return folder;
    }

    private static void write(Path layouts, String name, String layout, String artwork)
            throws IOException {
        Files.writeString(layouts.resolve(name + ".json"), layout);
        Files.writeString(layouts.resolve(name + ".svg"), artwork);
    }
}
