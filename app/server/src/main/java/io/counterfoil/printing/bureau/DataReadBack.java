package io.counterfoil.printing.bureau;

import io.counterfoil.platform.Text;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a data file while it is written, as a bureau would: where serial and code stand is taken
 * from its header. It shares nothing with the writer, and one line is in memory at a time.
 */
public final class DataReadBack extends OutputStream {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*+(?:\"\"[^\"]*+)*+)\"(?:,|$)");
    private static final Pattern COLUMN =
            Pattern.compile("Hcolumn +([a-z0-9_]+) +from ([0-9]+) width ([0-9]+) *");
    private static final String SERIAL = DataFile.Column.SERIAL.key();
    private static final String CODE = DataFile.Column.CODE.key();

    private final DataFile.Form form;
    private final BitSet wanted;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Map<String, Place> places = new HashMap<>();
    private final SortedMap<Integer, Read> read = new TreeMap<>();
    private boolean quoted;
    private int lines;
    private int records;
    private int length;
    private Optional<String> trailer = Optional.empty();
    private Optional<String> fault = Optional.empty();

    /**
     * What a record says.
     *
     * @param serial as it stands there
     * @param code as it stands there; a secret
     */
    public record Read(String serial, String code) {
        @Override
        public String toString() {
            return "Read[" + serial + "]";
        }
    }

    /** Where a column is: its place among the values, or its first character and their number. */
    private record Place(int from, int width) {}

    /**
     * Reads one file.
     *
     * @param wanted which of its records are kept, from 0 on
     */
    public DataReadBack(DataFile.Form form, BitSet wanted) {
        this.form = form;
        this.wanted = wanted;
    }

    @Override
    public void write(int one) {
        if (one == '"' && form == DataFile.Form.CSV) {
            quoted = !quoted;
        }
        if (one != '\n' || quoted) {
            line.write(one);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.endsWith("\r")) {
            line(text.substring(0, text.length() - 1));
        } else {
            fault(ofLine("Its line {line} ends in another way than its others.", lines + 1));
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        for (int at = offset; at < offset + count; at++) {
            write(bytes[at]);
        }
    }

    /**
     * What is wrong with the file, as a sentence without any code; empty when nothing is.
     *
     * @param expected how many records it should have
     */
    public Optional<String> fault(int expected) {
        if (line.size() > 0 || trailer.isEmpty()) {
            fault("It ends without its trailer.");
        } else if (records != expected || !trailer.get().equals(Integer.toString(expected))) {
            fault(
                    Text.of(
                                    "It does not have the {records} records that it should have.",
                                    "records",
                                    expected)
                            .toString());
        }
        return fault;
    }

    /** The wanted records by their places. */
    public SortedMap<Integer, Read> read() {
        return read;
    }

    private static String ofLine(String pattern, int line) {
        return Text.of(pattern, "line", String.valueOf(line)).toString();
    }

    private String ofRecord(String pattern) {
        return Text.of(pattern, "record", records + 1).toString();
    }

    private void fault(String found) {
        fault = fault.or(() -> Optional.of(found));
    }

    private void line(String text) {
        lines++;
        if (trailer.isPresent()) {
            fault("It goes on after its trailer.");
            return;
        }
        switch (form) {
            case CSV -> csv(text);
            case FIXED -> fixed(text);
        }
    }

    private void csv(String text) {
        // The header is one line, the names of the columns another one.
        if (lines == 2) {
            List<String> names = values(text);
            for (int at = 0; at < names.size(); at++) {
                places.put(names.get(at), new Place(at, 1));
            }
        } else if (text.startsWith("\"T\",")) {
            trailer = Optional.of(values(text).getLast());
        } else if (lines > 2) {
            record(text);
        }
    }

    private void fixed(String text) {
        switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case 'H' -> {
                Matcher column = COLUMN.matcher(text);
                if (column.matches()) {
                    places.put(
                            column.group(1),
                            new Place(
                                    Integer.parseInt(column.group(2)) - 1,
                                    Integer.parseInt(column.group(3))));
                }
            }
            case 'D' -> record(text);
            case 'T' -> trailer = Optional.of(text.substring(1).strip());
            default -> fault(ofLine("Its line {line} is none of its kinds.", lines));
        }
    }

    private void record(String text) {
        length = records == 0 ? text.length() : length;
        if (text.length() != length) {
            fault(ofRecord("Its record {record} is longer or shorter than its others."));
        } else if (wanted.get(records)) {
            keep(text);
        }
        records++;
    }

    private void keep(String text) {
        Place serial = places.get(SERIAL);
        Place code = places.get(CODE);
        if (serial == null || code == null) {
            fault("Its header does not say where serials and codes are.");
            return;
        }
        switch (form) {
            case CSV -> {
                List<String> values = values(text);
                if (values.size() == places.size()) {
                    read.put(
                            records,
                            new Read(values.get(serial.from()), values.get(code.from())));
                } else {
                    fault(ofRecord("Its record {record} has too many values, or too few."));
                }
            }
            case FIXED -> read.put(records, new Read(cut(text, serial), cut(text, code)));
        }
    }

    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        Matcher value = QUOTED.matcher(text);
        for (int at = 0; at < text.length() && value.find(at) && value.start() == at; ) {
            values.add(value.group(1).replace("\"\"", "\""));
            at = value.end();
        }
        return values;
    }

    private static String cut(String text, Place place) {
        int start = text.offsetByCodePoints(0, place.from());
        return text.substring(start, text.offsetByCodePoints(start, place.width()));
    }
}
