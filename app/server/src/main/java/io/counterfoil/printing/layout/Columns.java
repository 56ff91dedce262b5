package io.counterfoil.printing.layout;

import io.counterfoil.codes.SerialNumber;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that differ from item to item. Their glyphs are made ready before the first item is
 * drawn, so the characters that occur are known in advance.
 */
public final class Columns {
    private static final String DIGITS = "0123456789";
    private static final String VOID_CHARACTERS = "-DIOV";

    /** Serial and code of minted items. */
    public static final Columns MINTED =
            new Columns(
                    List.of(
                            new Column(
                                    Wording.SERIAL.key(),
                                    DIGITS,
                                    Optional.of("0".repeat(SerialNumber.DIGITS))),
                            new Column(
                                    Wording.CODE.key(),
                                    "-" + DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                    Optional.of("WWWW-WWWW-WWWW-WWWW"))));

    private final List<Column> columns;

    private Columns(List<Column> columns) {
        this.columns = columns;
    }

    /**
     * One of them.
     *
     * @param key the place that shows it, such as {@code serial}
     * @param characters all that can occur
     * @param model a value as wide as any other; empty if each has to be measured
     */
    record Column(String key, String characters, Optional<String> model) {}

    /**
     * The columns of a list of one's own, which is read once for this.
     *
     * @param rows for each item its values by the names of places, such as {@code serial}, {@code
     *     price}, {@code sscc} or {@code gtin}; other names are let go
     */
    public static Columns of(Iterator<Map<String, String>> rows) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        names().forEach(name -> tallies.put(name, new Tally()));
        while (rows.hasNext()) {
            Map<String, String> row = rows.next();
            tallies.forEach((key, tally) -> tally.add(row.get(key)));
        }
        return new Columns(
                tallies.entrySet().stream()
                        .filter(entry -> entry.getValue().occurs)
                        .map(entry -> entry.getValue().column(entry.getKey()))
                        .toList());
    }

    /** All values that items can have, by the names of their places. */
    public static SortedSet<String> names() {
        return Stream.concat(
                        Arrays.stream(Wording.values())
                                .filter(wording -> wording != Wording.CAPTION)
                                .map(Wording::key),
                        Stream.of(Encoding.GTIN))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What occurs in a column. */
    private static final class Tally {
        private final BitSet characters = new BitSet();
        private boolean occurs;
        private boolean sameLength = true;
        private int length = -1;

        void add(@Nullable String value) {
            String text = composed(value);
            occurs |= value != null;
            sameLength &= length < 0 || length == text.length();
            length = text.length();
            text.codePoints().forEach(characters::set);
        }

        Column column(String key) {
            boolean alike =
                    sameLength
                            && length > 0
                            && characters.stream().allMatch(c -> DIGITS.indexOf(c) >= 0);
            if (key.equals(Wording.CODE.key())) {
                VOID_CHARACTERS.codePoints().forEach(characters::set);
            }
            return new Column(
                    key,
                    characters.stream()
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining()),
                    // Digits are equally wide in each font.
                    alike ? Optional.of("0".repeat(length)) : Optional.empty());
        }
    }

    /** Where a column stands among the values of an item; empty if items have no such value. */
    OptionalInt index(String key) {
        return IntStream.range(0, columns.size())
                .filter(index -> columns.get(index).key.equals(key))
                .findFirst();
    }

    Column get(int index) {
        return columns.get(index);
    }

    /** An item's values in the order of the columns. */
    List<String> values(Map<String, String> row) {
        List<String> values = new ArrayList<>(columns.size());
        for (Column column : columns) {
            values.add(composed(row.get(column.key)));
        }
        return values;
    }

    /** A letter and its accent as one character, which is what fonts have glyphs for. */
    static String composed(@Nullable String text) {
        return text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
