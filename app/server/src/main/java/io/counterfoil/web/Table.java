package io.counterfoil.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How rows of a list stand in a table: its columns, in order.
 *
 * @param columns what stands in each
 */
public record Table<T>(List<Column<T>> columns) {
    public Table {
        columns = List.copyOf(columns);
    }

    /**
     * One column.
     *
     * @param heading what stands above it
     * @param cell its value in a row; null is an empty cell
     */
    public record Column<T>(String heading, Function<T, @Nullable Object> cell) {}

    /** A table without columns, to begin with. */
    public static <T> Table<T> of(Class<T> row) {
        return new Table<>(List.of());
    }

    /** The same table with one more column at the right. */
    public Table<T> with(String heading, Function<T, @Nullable Object> cell) {
        Column<T> last = new Column<>(heading, cell);
        return new Table<>(Stream.concat(columns.stream(), Stream.of(last)).toList());
    }

    /** The headings, as a line of CSV. */
    String headings() {
        return Csv.line(columns.stream().map(Column::heading));
    }

    /** A row, as a line of CSV, with moments as they are written in this zone. */
    String line(T row, ZoneId zone) {
        return Csv.line(cells(row, zone));
    }

    /** The same for a spreadsheet. */
    String spreadsheetLine(T row, ZoneId zone) {
        return Csv.line(cells(row, zone).map(Csv::kept));
    }

    private Stream<@Nullable Object> cells(T row, ZoneId zone) {
        return columns.stream().map(column -> shown(column.cell().apply(row), zone));
    }

    private static @Nullable Object shown(@Nullable Object value, ZoneId zone) {
        return value instanceof Instant moment
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(zone))
                : value;
    }
}
