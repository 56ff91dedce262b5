package io.counterfoil.printing.bureau;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Every value is quoted. */
final class CsvLines implements DataLines {
    private final DataFile file;

    CsvLines(DataFile file) {
        this.file = file;
    }

    @Override
    public List<String> header() {
        List<String> facts =
                new ArrayList<>(
                        List.of(
                                "H",
                                DataFile.FORMAT,
                                "version",
                                Integer.toString(DataFile.VERSION),
                                "run",
                                Integer.toString(file.run()),
                                "sku",
                                file.sku(),
                                "product",
                                file.goods().product(),
                                "records",
                                Integer.toString(file.records())));
        if (file.isReprint()) {
            facts.addAll(List.of("revision", Integer.toString(file.revision())));
        }
        facts.add("widths");
        file.widths().forEach(width -> facts.add(Integer.toString(width)));
        List<String> names =
                Arrays.stream(DataFile.Column.values()).map(DataFile.Column::key).toList();
        return List.of(record(facts), record(names));
    }

    @Override
    public String record(List<String> values) {
        return values.stream()
                .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
    }

    @Override
    public String trailer() {
        return record(List.of("T", Integer.toString(file.records())));
    }
}
