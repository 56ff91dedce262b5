package io.counterfoil.activation;

import io.counterfoil.access.Provider;
import io.counterfoil.platform.CsvException;
import io.counterfoil.platform.CsvReader;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lines of an offline day out of its table, one after the other. */
final class OfflineTable implements Closeable {
    /** The most lines of a table. */
    static final int MOST_LINES = 100_000;

    private final CsvReader reader;
    private final OfflineRows rows;
    private int read;
    private int last = 1;
    private boolean ended;

    /**
     * A line of the table.
     *
     * @param line where it stands, counted from 1
     * @param row what it says; empty if nothing can be read from it on
     * @param broken why, then; else empty
     */
    record Entry(int line, Optional<CsvReader.Row> row, Optional<Text> broken) {}

    /**
     * A table of this provider's shops.
     *
     * @param content CSV in UTF-8
     * @throws Refused if the first line does not name the columns
     */
    OfflineTable(byte[] content, Provider provider) {
        try {
            reader = new CsvReader(new ByteArrayInputStream(content));
            rows =
                    new OfflineRows(
                            reader.next().orElseGet(() -> new CsvReader.Row(1, List.of())),
                            provider.zone(),
                            provider.currency());
        } catch (CsvException broken) {
            throw Refused.field("table", broken.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the columns are. */
    OfflineRows rows() {
        return rows;
    }

    /** So many next lines, or as many as there are. */
    List<Entry> next(int lines) {
        List<Entry> some = new ArrayList<>();
        while (some.size() < lines) {
            Optional<Entry> entry = next();
            if (entry.isEmpty()) {
                break;
            }
            some.add(entry.get());
        }
        return some;
    }

    /** How many lines are left, the one that can't be read with them; all of them are read. */
    int skipRest() {
        int lines = 0;
        while (next().isPresent()) {
            lines++;
        }
        return lines;
    }

    /** The next line; empty at the end. */
    Optional<Entry> next() {
        if (ended) {
            return Optional.empty();
        }
        try {
            Optional<CsvReader.Row> row = reader.next();
            if (row.isEmpty()) {
                ended = true;
                return Optional.empty();
            }
            last = row.get().line();
            read++;
            return Optional.of(
                    read <= MOST_LINES
                            ? new Entry(last, row, Optional.empty())
                            : end(
                                    last,
                                    Text.of(
                                            "A table may have {number} lines. Send the rest in"
                                                    + " another one.",
                                            "number",
                                            MOST_LINES)));
        } catch (CsvException broken) {
            return Optional.of(
                    end(last + 1, Text.of(
                                    "Nothing was read from here on: {fault}",
                                    "fault",
                                    broken.text())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Entry end(int line, Text why) {
        ended = true;
        return new Entry(line, Optional.empty(), Optional.of(why));
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
