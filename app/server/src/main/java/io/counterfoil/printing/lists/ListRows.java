package io.counterfoil.printing.lists;

import io.counterfoil.codes.Gtin;
import io.counterfoil.platform.CsvException;
import io.counterfoil.platform.CsvReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The items of a list, one after the other: each row as often as its copies say. */
final class ListRows implements Iterator<Map<String, String>>, Closeable {
    /** The column with the number of a row's product. */
    static final String GTIN = "gtin";

    private static final int MOST_COPIES = 1_000;

    private final DigestInputStream file;
    private final CsvReader reader;
    private final List<String> columns;
    private final Numbers numbers;
    private final Faults faults;

    private @Nullable Doubles doubles;
    private Map<String, String> row = Map.of();
    private int line;
    private int copies;
    private int items;
    private String first = "";
    private String last = "";

    /**
     * Reads the rows below the header.
     *
     * @param file is closed with the rows
     * @param faults is told what is wrong
     */
    ListRows(InputStream file, List<String> columns, Numbers numbers, Faults faults)
            throws IOException {
        this.file = digested(file);
        this.reader = new CsvReader(this.file);
        this.columns = columns;
        this.numbers = numbers;
        this.faults = faults;
        reader.next();
    }

    /** The same rows; a serial that was there already is noted as a fault from here on. */
    ListRows refusingDoubles() {
        doubles = new Doubles();
        return this;
    }

    @Override
    public boolean hasNext() {
        try {
            while (copies == 0) {
                Optional<CsvReader.Row> next = reader.next();
                if (next.isEmpty()) {
                    return false;
                }
                take(next.get());
            }
            return true;
        } catch (CsvException e) {
            // What follows can't be told apart, so this is the last one.
            faults.add(String.valueOf(e.getMessage()));
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        copies--;
        last = row.getOrDefault(Numbers.SERIAL, "");
        if (items++ == 0) {
            first = last;
        }
        return row;
    }

    private static DigestInputStream digested(InputStream file) {
        try {
            return new DigestInputStream(file, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The SHA-256 of the whole file, once its last row was read; it can be asked for once. */
    byte[] digest() throws IOException {
        file.transferTo(OutputStream.nullOutputStream());
        return file.getMessageDigest().digest();
    }

    /** In which line the last item stands. */
    int line() {
        return line;
    }

    /** The serial of the first item; empty if it has none. */
    String first() {
        return first;
    }

    /** The serial of the last item up to now; empty if it has none. */
    String last() {
        return last;
    }

    /** How many items there were up to now. */
    int items() {
        return items;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private void take(CsvReader.Row next) {
        line = next.line();
        List<String> cells = next.cells();
        boolean tooMany =
                cells.size() > columns.size()
                        && !cells.subList(columns.size(), cells.size()).stream()
                                .allMatch(String::isBlank);
        if (cells.size() < columns.size() || tooMany) {
            faults.add(
                    line,
                    "there are %d cells, and the first row names %d columns."
                            .formatted(cells.size(), columns.size()));
            return;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), cells.get(i).strip());
        }
        int faultsBefore = faults.count();
        copies = copies(values.remove(CsvList.COPIES));
        values.computeIfPresent(GTIN, (key, text) -> gtin(text));
        row = numbers.read(values, line, faults);
        if (copies > 0 && faults.count() == faultsBefore) {
            noteSerial();
        }
    }

    private void noteSerial() {
        String serial = row.get(Numbers.SERIAL);
        if (serial == null || doubles == null) {
            return;
        }
        OptionalInt first = doubles.first(serial, line);
        if (first.isPresent()) {
            faults.add(
                    line,
                    "serial \"%s\" stands in line %d already. Take one out; for more copies of a row there is the column %s."
                            .formatted(serial, first.getAsInt(), CsvList.COPIES));
        }
    }

    /** The number as it is drawn; empty for a row of a product that has none. */
    private String gtin(String text) {
        if (text.isEmpty()) {
            return text;
        }
        return switch (Gtin.parse(text)) {
            case Gtin.Parsed.Valid valid -> valid.gtin().gtin14();
            case Gtin.Parsed.Invalid invalid -> {
                faults.add(line, "gtin \"%s\": %s".formatted(text, invalid.reason()));
                yield text;
            }
        };
    }

    private int copies(@Nullable String text) {
        if (text == null) {
            return 1;
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_COPIES) {
            faults.add(
                    line,
                    "copies is \"%s\"; it should be a whole number from 0 to 1000."
                            .formatted(text));
            return 0;
        }
        return Integer.parseInt(text);
    }
}
