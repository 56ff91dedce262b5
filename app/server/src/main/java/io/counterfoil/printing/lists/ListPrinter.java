package io.counterfoil.printing.lists;

import io.counterfoil.printing.layout.Columns;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.layout.PrintEngine;
import io.counterfoil.printing.layout.PrintJob;
import io.counterfoil.printing.layout.Slip;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.Templates;
import io.counterfoil.printing.layout.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Prints lists of one's own. A list is read three times, row by row: for the characters that occur
 * and the faults in its rows, for whether each row fits into its places, and to print it. So of a
 * million rows only their serials are held, a few bytes each, and nothing is written before all
 * rows are right. Each time it has to be the very same file.
 */
public final class ListPrinter {
    /** What no row needs to bring, because the places stay empty without it. */
    private static final String OPTIONAL = ListRows.GTIN;

    /** What symbols are made of, so that it can't differ from row to row. */
    private static final String WEB_ADDRESS = "web_address";

    private static final Set<String> OPTIONS =
            Set.of("provider", "product", "price", "term", WEB_ADDRESS);

    private final Templates templates;
    private final PrintEngine engine;

    /** Prints with layouts and sheets of {@code templates}. */
    public ListPrinter(Templates templates) {
        this.templates = templates;
        this.engine = new PrintEngine(templates);
    }

    /**
     * What was printed.
     *
     * @param items how many
     * @param pages on how many
     * @param conformance the standards that the file conforms to, such as "PDF/X-4, PDF/A-2b", or
     *     "none"
     */
    public record Printed(int items, int pages, String conformance) {}

    /**
     * Prints a list into a PDF file. The same list and order give the same bytes; a file for a
     * bureau also bears the date when the list was last changed.
     *
     * @param replace whether a file that is there may go
     * @throws ListException if the list can't be printed like this; there is no file then
     */
    public Printed print(ListOrder order, Path file, boolean replace) throws IOException {
        WholeFile.requireFree(file, replace);
        CsvList list = CsvList.open(order.data());
        requireValues(order, list.columns());
        Tally tally = tally(order, list);
        PrintJob job =
                order.job(
                        // Names the document by what is in it, without saying it.
                        UUID.nameUUIDFromBytes(tally.digest),
                        Files.getLastModifiedTime(order.data()).toInstant());
        Volume volume = ready(engine.prepare(job, tally.columns));
        requireFitting(order, list, tally, volume);
        WholeFile.write(file, replace, out -> write(order, list, tally, volume, out));
        return new Printed(tally.items, volume.pages(tally.items), volume.conformance());
    }

    /** What the first reading found. */
    private record Tally(Columns columns, int items, Slip slip, byte[] digest) {
        /**
         * Reads the rows once more: what was not looked at each time may not be printed. What the
         * first reading did not see can't be drawn either.
         */
        void again(ListRows rows, Reading reading) throws IOException {
            try {
                reading.of(rows);
            } catch (RuntimeException e) {
                requireSame(rows);
                throw e;
            }
            requireSame(rows);
        }

        private void requireSame(ListRows rows) throws IOException {
            if (!MessageDigest.isEqual(digest, rows.digest())) {
                throw new ListException(
                        "The list was changed while it was printed, so nothing was kept. Print it"
                                + " again when it is done.");
            }
        }
    }

    /** What is done with the rows. */
    private interface Reading {
        void of(ListRows rows) throws IOException;
    }

    private void requireValues(ListOrder order, List<String> columns) {
        Faults faults = new Faults();
        new TemplateList(templates)
                .layouts().stream()
                        .filter(layout -> layout.name().equals(order.layout()))
                        .flatMap(layout -> layout.values().stream())
                        .filter(value -> !value.equals(OPTIONAL))
                        .filter(value -> !order.texts().containsKey(value))
                        .filter(value -> value.equals(WEB_ADDRESS) || !columns.contains(value))
                        .map(value -> missing(order.layout(), value))
                        .forEach(faults::add);
        faults.requireNone();
    }

    private static String missing(String layout, String value) {
        String option = "--" + value.replace('_', '-');
        String start = "The layout " + layout + " shows the " + value.replace('_', ' ') + ": ";
        if (value.equals(WEB_ADDRESS)) {
            return start + "give it with " + option + ".";
        }
        return OPTIONS.contains(value)
                ? start + "give it with " + option + ", or add a column " + value + "."
                : start + "the list needs a column " + value + ".";
    }

    private static Tally tally(ListOrder order, CsvList list) throws IOException {
        Faults faults = new Faults();
        try (ListRows rows = list.rows(order.numbers(), faults).refusingDoubles()) {
            Columns columns = Columns.of(rows);
            faults.requireNone();
            if (rows.items() == 0) {
                throw new ListException(
                        order.data() + " has no rows to print below the names of its columns.");
            }
            return new Tally(columns, rows.items(), slip(order.data(), rows), rows.digest());
        }
    }

    private static Volume ready(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Ready ready -> ready.volume();
            case Prepared.Refused refused -> throw new ListException(refused.reason());
        };
    }

    private static void requireFitting(
            ListOrder order, CsvList list, Tally tally, Volume volume) throws IOException {
        Faults faults = new Faults();
        try (ListRows rows = list.rows(order.numbers(), faults)) {
            tally.again(rows, all -> noteMisfits(all, volume, faults));
        }
        faults.requireNone();
    }

    private static void noteMisfits(ListRows rows, Volume volume, Faults faults) {
        int checked = 0;
        while (rows.hasNext()) {
            Map<String, String> row = rows.next();
            if (rows.line() > checked) {
                checked = rows.line();
                volume.refusal(row).ifPresent(refusal -> faults.add(rows.line(), refusal));
            }
        }
    }

    private static void write(
            ListOrder order, CsvList list, Tally tally, Volume volume, OutputStream out)
            throws IOException {
        try (ListRows rows = list.rows(order.numbers(), new Faults())) {
            tally.again(
                    rows,
                    all -> {
                        if (order.placing().slips()) {
                            volume.writeRows(out, all, tally.slip);
                        } else {
                            volume.writeRows(out, all);
                        }
                    });
        }
    }

    private static Slip slip(Path file, ListRows rows) {
        return new Slip(
                plain(file.getFileName().toString()),
                plain(rows.first()),
                plain(rows.last()),
                rows.items());
    }

    /** What a slip can show of a text. */
    private static String plain(String text) {
        String ascii = text.replaceAll("[^ -~]", "?");
        return ascii.substring(0, Math.min(ascii.length(), Slip.LONGEST));
    }
}
