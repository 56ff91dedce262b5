package io.counterfoil.web;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Text for programs and spreadsheets (RFC 4180): every cell is quoted, and before what a spreadsheet
 * would run as a formula stands an apostrophe; also within a cell, where one begins that takes
 * semicolons, tabs or line ends for the end of a cell. An amount below zero is none, and has to add
 * up.
 */
public final class Csv {
    /** The media type; it loses to JSON where the caller takes both. */
    public static final String TEXT_CSV = "text/csv;qs=0.5";

    /** What a file begins with that is saved for a spreadsheet: without it Excel takes UTF-8 for Latin 1. */
    static final String BYTE_ORDER_MARK = "\uFEFF";

    // At the beginning, or behind a separator that is not marked itself.
    private static final Pattern FORMULA =
            Pattern.compile("(?:^|(?<=[;\\t\\r\\n])(?<!^[\\t\\r]))(?=[=+@\\t\\r-])");
    private static final Pattern BELOW_ZERO = Pattern.compile("-\\d+(\\.\\d+)?");
    // Fifteen digits is all that a spreadsheet's number has.
    private static final Pattern NUMBER_AS_NAME = Pattern.compile("0\\d+|\\d{16,}");

    private Csv() {}

    /** One line with these cells; null is an empty one. */
    static String line(Stream<? extends @Nullable Object> cells) {
        return cells.map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /**
     * A cell that a spreadsheet leaves as it is: before digits that it would shorten or round, such as
     * those of an SSCC, stands a tab, which nobody sees and which makes them text.
     */
    static @Nullable Object kept(@Nullable Object value) {
        return value instanceof String text && NUMBER_AS_NAME.matcher(text).matches()
                ? new Kept(text)
                : value;
    }

    /** Digits that are no number. */
    private record Kept(String digits) {
        @Override
        public String toString() {
            return "\t" + digits;
        }
    }

    private static String cell(@Nullable Object value) {
        String cell = value == null ? "" : value.toString();
        boolean safe =
                value instanceof Number
                        || value instanceof Kept
                        || BELOW_ZERO.matcher(cell).matches();
        String shown = safe ? cell : FORMULA.matcher(cell).replaceAll("'");
        return '"' + shown.replace("\"", "\"\"") + '"';
    }
}
