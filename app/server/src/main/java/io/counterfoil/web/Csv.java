package io.counterfoil.web;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Text for spreadsheets (RFC 4180): every cell is quoted, and what a spreadsheet would run as a
 * formula starts with an apostrophe. An amount below zero is none, and has to add up.
 */
public final class Csv {
    /** The media type; it loses to JSON where the caller takes both. */
    public static final String TEXT_CSV = "text/csv;qs=0.5";

    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final Pattern BELOW_ZERO = Pattern.compile("-\\d+(\\.\\d+)?");

    private Csv() {}

    /** One line with these cells; null is an empty one. */
    static String line(Stream<? extends @Nullable Object> cells) {
        return cells.map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        String cell = value == null ? "" : value.toString();
        boolean risky =
                !(value instanceof Number)
                        && !cell.isEmpty()
                        && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0
                        && !BELOW_ZERO.matcher(cell).matches();
        return '"' + (risky ? "'" : "") + cell.replace("\"", "\"\"") + '"';
    }
}
