package io.counterfoil.printing.lists;

import io.counterfoil.platform.CsvException;
import io.counterfoil.platform.CsvReader;
import io.counterfoil.printing.layout.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** A CSV file whose first row names its columns. It is read as often as needed, row by row. */
final class CsvList {
    /** The column that says how often a row is printed. */
    static final String COPIES = "copies";

    private final Path file;
    private final List<String> columns;

    private CsvList(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    /**
     * Reads the names of the columns.
     *
     * @throws ListException if there is no such file, or it names columns that no item has
     */
    static CsvList open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new ListException("There is no file " + file + ".");
        }
        if (!Files.isRegularFile(file)) {
            throw new ListException(
                    file + " is no plain file. A list is read more than once, so save it first.");
        }
        try (CsvReader reader = new CsvReader(Files.newInputStream(file))) {
            Optional<CsvReader.Row> header = reader.next();
            if (header.isEmpty()) {
                throw new ListException(
                        file + " is empty. Its first row names the columns: " + known() + ".");
            }
            return new CsvList(file, columns(header.get()));
        } catch (CsvException e) {
            throw new ListException(file + ", " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new ListException("There is no file " + file + ".");
        } catch (IOException e) {
            throw new ListException("The file " + file + " can't be read: " + e.getMessage());
        }
    }

    private static List<String> columns(CsvReader.Row header) {
        SortedSet<String> names = Columns.names();
        List<String> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String cell : header.cells()) {
            String name = cell.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_");
            if (!names.contains(name) && !name.equals(COPIES)) {
                throw new ListException(
                        "Line %d: there is no column \"%s\". The first row names the columns: %s. Take out what is not printed."
                                .formatted(header.line(), cell.strip(), known()));
            }
            if (!seen.add(name)) {
                throw new ListException(
                        "Line %d: the column \"%s\" is there twice; take one out."
                                .formatted(header.line(), name));
            }
            columns.add(name);
        }
        return columns;
    }

    private static String known() {
        return String.join(", ", Columns.names()) + " and " + COPIES;
    }

    /** The names of the columns, in their order. */
    List<String> columns() {
        return columns;
    }

    /** All rows from the first; to be closed. */
    ListRows rows(Numbers numbers, Faults faults) {
        try {
            return new ListRows(Files.newInputStream(file), columns, numbers, faults);
        } catch (IOException e) {
            throw new ListException("The file " + file + " can't be read: " + e.getMessage());
        }
    }
}
