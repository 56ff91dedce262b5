package io.counterfoil.printing.templates;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Words;
import io.counterfoil.web.TypedNumbers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of labels as people type its numbers, in millimetres. The print engine has the last word
 * on a sheet; what is said here stands at the field that is to be mended.
 *
 * @param typed what stands in each field of the form, by its name
 */
record SheetForm(Map<String, String> typed) {
    static final String DISC = "disc";

    private static final double LARGEST_MM = 1_000;
    private static final int MOST_LABELS = 5_000;
    private static final String SHAPE = "shape";
    private static final String VERIFIED = "verified";

    /** Where each number stands in the file of a sheet. */
    private static final Map<String, String> PLACES =
            Map.ofEntries(
                    Map.entry("width", "/page/width"),
                    Map.entry("height", "/page/height"),
                    Map.entry("label_width", "/label/width"),
                    Map.entry("label_height", "/label/height"),
                    Map.entry("corner", "/label/corner"),
                    Map.entry("diameter", "/label/diameter"),
                    Map.entry("hole", "/label/hole"),
                    Map.entry("columns", "/grid/columns"),
                    Map.entry("rows", "/grid/rows"),
                    Map.entry("x0", "/grid/x0"),
                    Map.entry("y0", "/grid/y0"),
                    Map.entry("pitch_x", "/grid/pitch_x"),
                    Map.entry("pitch_y", "/grid/pitch_y"));

    SheetForm {
        typed = Map.copyOf(typed);
    }

    /** The numbers of a sheet that is kept. */
    static SheetForm of(String name, JsonNode sheet) {
        Map<String, String> typed = new HashMap<>();
        typed.put("name", name);
        typed.put("title", sheet.path("title").asText());
        typed.put(SHAPE, sheet.at("/label/diameter").isNumber() ? DISC : "rectangle");
        if (sheet.path(VERIFIED).asBoolean()) {
            typed.put(VERIFIED, "true");
        }
        PLACES.forEach(
                (field, place) -> {
                    JsonNode number = sheet.at(place);
                    if (number.isNumber()) {
                        typed.put(field, number.decimalValue().stripTrailingZeros().toPlainString());
                    }
                });
        return new SheetForm(typed);
    }

    /** One side of the page: how many labels stand along it, and where. */
    private record Side(
            String first, String count, String pitch, double page, double label, String edge) {}

    /**
     * The sheet as its file has it.
     *
     * @throws Refused if a number is none, or they can't be true together
     */
    Map<String, Object> sheet() {
        Fields fields = new Fields();
        Map<String, Object> sheet = new LinkedHashMap<>();
        sheet.put("title", fields.text("title", typed.get("title"), 200));
        sheet.put(VERIFIED, typed.containsKey(VERIFIED));
        double width = length(fields, "width");
        double height = length(fields, "height");
        Map<String, Double> page = new LinkedHashMap<>();
        page.put("width", width);
        page.put("height", height);
        sheet.put("page", page);
        Map<String, Double> label = label(fields);
        sheet.put("label", label);
        int columns = count(fields, "columns");
        int rows = count(fields, "rows");
        double across = label.getOrDefault("width", label.getOrDefault("diameter", 0.0));
        double down = label.getOrDefault("height", label.getOrDefault("diameter", 0.0));
        Map<String, Object> grid = new LinkedHashMap<>();
        grid.put("columns", columns);
        grid.put("rows", rows);
        grid.put("x0", distance(fields, "x0", null));
        grid.put("y0", distance(fields, "y0", null));
        grid.put("pitch_x", distance(fields, "pitch_x", across));
        grid.put("pitch_y", distance(fields, "pitch_y", down));
        sheet.put("grid", grid);
        fields.done();
        if ((long) columns * rows > MOST_LABELS) {
            fields.problem("columns", "A sheet has at most 5,000 labels.");
        }
        for (Side side :
                List.of(
                        new Side("x0", "columns", "pitch_x", width, across, "the right edge"),
                        new Side("y0", "rows", "pitch_y", height, down, "the lower edge"))) {
            check(fields, grid, side);
        }
        fields.done();
        return sheet;
    }

    private Map<String, Double> label(Fields fields) {
        Map<String, Double> label = new LinkedHashMap<>();
        if (DISC.equals(typed.get(SHAPE))) {
            double diameter = length(fields, "diameter");
            double hole = distance(fields, "hole", 0.0);
            if (hole >= diameter) {
                fields.problem("hole", "Smaller than the disc.");
            }
            label.put("diameter", diameter);
            label.put("hole", hole);
            return label;
        }
        double width = length(fields, "label_width");
        double height = length(fields, "label_height");
        double corner = distance(fields, "corner", 0.0);
        if (2 * corner > Math.min(width, height)) {
            fields.problem(
                    "corner",
                    Text.of(
                            "At most half the shorter side, {size} mm.",
                            "size",
                            Words.inTexts(Math.min(width, height) / 2)));
        }
        label.put("width", width);
        label.put("height", height);
        label.put("corner", corner);
        return label;
    }

    /** Whether the labels along a side keep apart from each other and on the page. */
    private static void check(Fields fields, Map<String, Object> grid, Side side) {
        int count = (int) requireNonNull(grid.get(side.count()));
        double first = (double) requireNonNull(grid.get(side.first()));
        double pitch = (double) requireNonNull(grid.get(side.pitch()));
        double end = first + (count - 1) * pitch + side.label();
        if (count > 1 && pitch < side.label()) {
            fields.problem(
                    side.pitch(),
                    Text.of(
                            "Labels would overlap: from one to the next are at least {size} mm,"
                                    + " the size of one.",
                            "size",
                            Words.inTexts(side.label())));
        } else if (end > side.page()) {
            fields.problem(
                    count > 1 ? side.pitch() : side.first(),
                    new Text(
                            "The labels run off the sheet: the last one would end at {end} mm,"
                                    + " and {edge} is at {size} mm.",
                            Map.of(
                                    "end",
                                    Words.inTexts(end),
                                    "edge",
                                    Text.of(side.edge()),
                                    "size",
                                    Words.inTexts(side.page()))));
        }
    }

    private int count(Fields fields, String field) {
        return TypedNumbers.number(fields, field, typed.get(field), 1, MOST_LABELS);
    }

    /** Above zero. */
    private double length(Fields fields, String field) {
        double length = distance(fields, field, null);
        if (length == 0) {
            fields.problem(field, "Above 0 mm.");
            return LARGEST_MM;
        }
        return length;
    }

    /** Zero or more; where nothing was typed, what is usual, if anything is. */
    private double distance(Fields fields, String field, @Nullable Double usual) {
        String text = TypedNumbers.withPoint(typed.getOrDefault(field, ""));
        if (usual != null && (text == null || text.isEmpty())) {
            return usual;
        }
        try {
            double number = Double.parseDouble(String.valueOf(text));
            if (number >= 0 && number <= LARGEST_MM) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Told below, as a number of another size is.
        }
        fields.problem(field, "Millimetres from 0 to 1,000, such as 63.5.");
        return LARGEST_MM;
    }
}
