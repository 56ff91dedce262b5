package io.counterfoil.story;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tables as a bookkeeper writes them: names of columns first, then a row a line, its cells apart by
 * two blanks or more. After a # stands how the rows below it were worked out.
 */
final class HandTable {
    private HandTable() {}

    /** The rows of a table. */
    static List<String> rows(String table) {
        return table.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .skip(1)
                .map(line -> row(Arrays.asList(line.split(" {2,}"))))
                .toList();
    }

    /** These cells, written as the rows of a table are. */
    static String row(Collection<?> cells) {
        return cells.stream().map(String::valueOf).collect(Collectors.joining("  "));
    }
}
