package io.counterfoil.platform;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV as spreadsheets write it (RFC 4180): commas, semicolons or tabs, whichever the first
 * line has most of; cells in quotes may hold separators, line ends and doubled quotes; a byte order
 * mark and blank lines are let go. It keeps one row at a time.
 */
public final class CsvReader implements Closeable {
    /** Longer cells are a quote that was never closed. */
    private static final int LONGEST_CELL = 4_096;

    private static final int MOST_CELLS = 256;
    private static final int LONGEST_FIRST_LINE = 1 << 15;
    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int END = -1;

    /** What the decoder puts where the bytes are none of UTF-8. */
    private static final char NOT_UTF_8 = '\ufffd';

    private final Reader in;
    private final char separator;
    private int line = 1;
    private int ahead;

    /**
     * One row.
     *
     * @param line where it begins, counted from 1
     * @param cells as they stand there, without their quotes
     */
    public record Row(int line, List<String> cells) {}

    /**
     * Reads UTF-8.
     *
     * @param in is closed with the reader
     */
    public CsvReader(InputStream in) throws IOException {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.separator = separator();
        this.ahead = this.in.read();
        if (ahead == BYTE_ORDER_MARK) {
            this.ahead = this.in.read();
        }
    }

    /**
     * The next row that is not blank; empty at the end.
     *
     * @throws CsvException if what follows is no CSV
     */
    public Optional<Row> next() throws IOException {
        while (ahead != END) {
            int first = line;
            List<String> cells = row();
            if (cells.size() > 1 || !cells.getFirst().isBlank()) {
                return Optional.of(new Row(first, cells));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private List<String> row() throws IOException {
        List<String> cells = new ArrayList<>();
        do {
            if (cells.size() == MOST_CELLS) {
                throw new CsvException(line, "there are more than 256 columns.");
            }
            cells.add(ahead == '"' ? quoted() : plain());
        } while (endOfCell());
        return cells;
    }

    /** Goes past a separator or a line's end; whether the row goes on. */
    private boolean endOfCell() throws IOException {
        int next = read();
        if (next == '\r' && ahead == '\n') {
            read();
        }
        if (next == separator) {
            return true;
        }
        line++;
        return false;
    }

    private String plain() throws IOException {
        StringBuilder cell = new StringBuilder();
        while (!endsCell(ahead)) {
            append(cell, read());
        }
        return cell.toString();
    }

    private String quoted() throws IOException {
        int start = line;
        StringBuilder cell = new StringBuilder();
        read();
        while (true) {
            int next = read();
            if (next == END) {
                throw new CsvException(start, "a quote is opened here and never closed.");
            }
            if (next == '"') {
                if (ahead != '"') {
                    break;
                }
                read();
            }
            if (next == '\n' || (next == '\r' && ahead != '\n')) {
                line++;
            }
            append(cell, next);
        }
        if (!endsCell(ahead)) {
            throw new CsvException(
                    line,
                    "there is text after a closing quote. Quotes inside of a cell are doubled.");
        }
        return cell.toString();
    }

    private void append(StringBuilder cell, int character) {
        if (cell.length() == LONGEST_CELL) {
            throw new CsvException(
                    line, "a cell is longer than 4096 characters; perhaps a quote is missing.");
        }
        cell.append((char) character);
    }

    private boolean endsCell(int character) {
        return character == separator
                || character == '\r'
                || character == '\n'
                || character == END;
    }

    /** The separator that the first line has most of, outside of quotes; a comma for none. */
    private char separator() throws IOException {
        int[] counts = new int[SEPARATORS.length];
        boolean inQuotes = false;
        in.mark(LONGEST_FIRST_LINE);
        for (int i = 0; i < LONGEST_FIRST_LINE; i++) {
            int next = in.read();
            if (next == END || (!inQuotes && (next == '\r' || next == '\n'))) {
                break;
            }
            inQuotes ^= next == '"';
            for (int s = 0; s < SEPARATORS.length; s++) {
                if (!inQuotes && next == SEPARATORS[s]) {
                    counts[s]++;
                }
            }
        }
        in.reset();
        int most = 0;
        for (int s = 1; s < SEPARATORS.length; s++) {
            most = counts[s] > counts[most] ? s : most;
        }
        return SEPARATORS[most];
    }

    private int read() throws IOException {
        int next = ahead;
        if (next == NOT_UTF_8) {
            throw new CsvException(
                    line, "this is not UTF-8. Please save the list as \"CSV UTF-8\".");
        }
        ahead = in.read();
        return next;
    }
}
