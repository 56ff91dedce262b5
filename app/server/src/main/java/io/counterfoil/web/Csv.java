package io.counterfoil.web;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table for spreadsheets (RFC 4180): every cell is quoted, and what a spreadsheet would run as a
 * formula starts with an apostrophe.
 */
public final class Csv {
    /** The media type; it loses to JSON where the caller takes both. */
    public static final String TEXT_CSV = "text/csv;qs=0.5";

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();

    /** A table with these headings. */
    public Csv(String... headings) {
        row((Object[]) headings);
    }

    /** Adds a row; null is an empty cell. */
    public void row(@Nullable Object... cells) {
        text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        String cell = value == null ? "" : value.toString();
        boolean risky =
                !(value instanceof Number)
                        && !cell.isEmpty()
                        && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
        return '"' + (risky ? "'" : "") + cell.replace("\"", "\"\"") + '"';
    }
}
