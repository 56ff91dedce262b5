package io.counterfoil.platform.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a backup holds. It is written last, so that a file without one is no backup.
 *
 * @param format of the archive; a program that doesn't know it leaves it alone
 * @param madeAt when the tables were as they are here
 * @param changesets which steps of the schema had been taken; an upgraded database took them in
 *     another order than a new one
 * @param tables in the order in which they can be filled
 * @param sequences the last number that each has given; those that never gave one are left out
 * @param files of the data folder
 */
public record Manifest(
        int format,
        Instant madeAt,
        Set<String> changesets,
        List<Table> tables,
        Map<String, Long> sequences,
        List<File> files) {
    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";

    public Manifest {
        changesets = Set.copyOf(changesets);
        tables = List.copyOf(tables);
        sequences = Map.copyOf(sequences);
        files = List.copyOf(files);
    }

    /** How many rows all tables have together. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    /** A table; {@code sha256} is that of its entry, in hex. */
    public record Table(String name, List<String> columns, long rows, String sha256) {
        public Table {
            columns = List.copyOf(columns);
        }

        String entry() {
            return "tables/" + name;
        }
    }

    /** A file by its path inside the data folder; {@code sha256} in hex. */
    public record File(String path, String sha256) {

        String entry() {
            return "files/" + path;
        }

        boolean isAt(Path place) {
            return Path.of(path).equals(place);
        }
    }
}
