package io.counterfoil.printing.counting;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.CsvException;
import io.counterfoil.platform.CsvReader;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a count-in out of a table, as bureaus and spreadsheets write it: a line per serial or range
 * with its status, {@code printed}, {@code spoiled} or {@code missing}. A first line with the names
 * of the columns, a byte order mark, semicolons or tabs for commas, quotes and either end of line
 * are all taken. It needs a bit for each serial, however long the table is. Lines go in order of their serials, each of which is named once: a table that does
 * not is of mixed up or repeated records, and nobody could tell which.
 */
final class CountInTable {
    /** The field that problems are noted under. */
    static final String FIELD = "table";

    private static final int MOST_NAMED = 20;
    private static final Pattern SHORTENED = Pattern.compile("[0-9][.,][0-9]+E\\+?[0-9]+");
    private static final String SERIAL = "serial";
    private static final String STATUS = "status";

    private final SerialRange run;
    private final Tally tally;
    private final Fields fields = new Fields();
    private int problems;
    private int serialColumn;
    private int statusColumn = 1;
    private int last;

    private CountInTable(SerialRange run) {
        this.run = run;
        this.tally = new Tally(run);
    }

    /**
     * Puts the lines of a table into their buckets.
     *
     * @param table in UTF-8; read to its end
     * @throws Refused if a line is wrong; it names the first twenty that are
     */
    static Tally read(InputStream table, SerialRange run) {
        CountInTable reading = new CountInTable(run);
        try {
            reading.readRows(table);
            // Who still sends would see a broken connection instead of an answer.
            table.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reading.fields.done();
        return reading.tally;
    }

    private void readRows(InputStream table) throws IOException {
        try {
            CsvReader rows = new CsvReader(table);
            Optional<CsvReader.Row> row = rows.next();
            if (row.isEmpty()) {
                fields.problem(FIELD, "There is nothing in it. Send lines such as serial,status.");
            } else if (isHeader(cells(row.get()))) {
                row = rows.next();
            }
            while (row.isPresent() && problems < MOST_NAMED) {
                if (row.get().cells().stream().anyMatch(cell -> cell.indexOf('\0') >= 0)) {
                    problem(
                            row.get().line(),
                            Text.of(
                                    "there are NUL characters in it, as in tables saved as UTF-16."
                                            + " Save it as CSV in UTF-8."));
                    return;
                }
                take(row.get().line(), cells(row.get()));
                row = rows.next();
            }
        } catch (CsvException e) {
            fields.problem(FIELD, e.text());
        }
    }

    /** Learns from a line of names where the columns are. */
    private boolean isHeader(List<String> cells) {
        List<String> names = cells.stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
        if (!names.contains(SERIAL) || !names.contains(STATUS)) {
            return false;
        }
        serialColumn = names.indexOf(SERIAL);
        statusColumn = names.indexOf(STATUS);
        return true;
    }

    private void take(int line, List<String> cells) {
        if (cells.size() <= Math.max(serialColumn, statusColumn)) {
            problem(
                    line,
                    Text.of(
                            "it has {number} columns; it needs serial and status.",
                            "number",
                            cells.size()));
            return;
        }
        String status = cells.get(statusColumn).toLowerCase(Locale.ROOT);
        Optional<Tally.Bucket> bucket =
                Arrays.stream(Tally.Bucket.values())
                        .filter(each -> each.label().equals(status))
                        .findAny();
        String text = cells.get(serialColumn);
        if (SHORTENED.matcher(text).matches()) {
            problem(
                    line,
                    Text.of(
                            "{text} was a serial number once; your spreadsheet shortened it. Format the column as text.",
                            "text",
                            SerialWords.quote(text)));
            return;
        }
        switch (SerialWords.parse(text, run)) {
            case SerialWords.Parsed.Invalid invalid -> problem(line, Text.of(invalid.why()));
            case SerialWords.Parsed.Valid valid -> {
                if (bucket.isEmpty()) {
                    problem(
                            line,
                            Text.of(
                                    "{text} has no status that I know; write printed, spoiled or missing.",
                                    "text",
                                    SerialWords.quote(text)));
                } else {
                    put(line, bucket.get(), valid.serials());
                }
            }
        }
    }

    private void put(int line, Tally.Bucket bucket, SerialRange serials) {
        tally.firstNamed(serials)
                .ifPresentOrElse(
                        named ->
                                problem(
                                        line,
                                        Text.of(
                                                "{serial} was named before; name it only once.",
                                                "serial",
                                                named.toString())),
                        () -> {
                            if (serials.from() < last) {
                                problem(
                                        line,
                                        Text.of(
                                                "{serial} stands after a higher one; send the lines in order of their serials.",
                                                "serial",
                                                serials.first().toString()));
                            }
                            tally.add(bucket, serials);
                            last = Math.max(last, serials.to());
                        });
    }

    private void problem(int line, Text fault) {
        problems++;
        fields.problem(FIELD, Text.of("Line {line}: {fault}", "line", String.valueOf(line), "fault", fault));
    }

    /** The cells of a line, without the spaces around them. */
    private static List<String> cells(CsvReader.Row row) {
        return row.cells().stream().map(String::strip).toList();
    }
}
