package io.counterfoil.printing.bureau;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Columns are told apart by their widths, so no value needs a quote. */
final class FixedLines implements DataLines {
    private static final int NAME = 12;

    private final DataFile file;
    private final List<Integer> widths;
    private final int length;

    FixedLines(DataFile file) {
        this.file = file;
        this.widths = file.widths();
        int records = 1 + widths.stream().mapToInt(Integer::intValue).sum();
        this.length =
                Math.max(records, facts().stream().mapToInt(FixedLines::characters).max().orElse(0));
    }

    @Override
    public List<String> header() {
        return facts().stream().map(this::padded).toList();
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add(fact("format", DataFile.FORMAT));
        facts.add(fact("version", Integer.toString(DataFile.VERSION)));
        facts.add(fact("run", Integer.toString(file.run())));
        facts.add(fact("sku", file.sku()));
        facts.add(fact("product", file.goods().product()));
        facts.add(fact("records", Integer.toString(file.records())));
        if (file.isReprint()) {
            facts.add(fact("revision", Integer.toString(file.revision())));
        }
        int start = 2;
        Iterator<Integer> each = widths.iterator();
        for (DataFile.Column column : DataFile.Column.values()) {
            int width = each.next();
            facts.add(
                    fact("column", "%-12s from %d width %d".formatted(column.key(), start, width)));
            start += width;
        }
        return facts;
    }

    @Override
    public String record(List<String> values) {
        StringBuilder line = new StringBuilder(length + 2).append('D');
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (characters(value) != widths.get(i)) {
                throw new IllegalStateException("a column of another width");
            }
            line.append(value);
        }
        return padded(line.toString());
    }

    @Override
    public String trailer() {
        return padded("T" + file.records());
    }

    private static String fact(String name, String value) {
        return "H" + name + " ".repeat(NAME - name.length()) + value;
    }

    private String padded(String line) {
        return line + " ".repeat(length - characters(line));
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
