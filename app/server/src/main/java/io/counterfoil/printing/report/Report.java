package io.counterfoil.printing.report;

import io.counterfoil.printing.artwork.Artwork;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A paper for people that goes along with goods or files: a title, some facts and a table, on as
 * many numbered A4 pages as it takes. The same report gives the same bytes.
 *
 * <p>Words that are too long for their place are broken; a character that the font lacks is shown
 * as a question mark, since a paper with a gap is better than none.
 *
 * @param id identifies the document, such as the print run's id
 * @param issuer who hands it out, at the head of each page
 * @param title what it is
 * @param facts what stands above the table, in order
 * @param table the table; without columns there is none
 * @param note what stands below the table; may be empty
 * @param logo of whoever hands it out
 * @param pages how its pages are numbered: {page} of {pages}
 */
public record Report(
        UUID id,
        String issuer,
        String title,
        List<Fact> facts,
        Table table,
        String note,
        Optional<Artwork> logo,
        String pages) {
    public Report {
        facts = List.copyOf(facts);
    }

    /** A paper without a logo. */
    public Report(
            UUID id, String issuer, String title, List<Fact> facts, Table table, String note) {
        this(id, issuer, title, facts, table, note, Optional.empty(), "Page {page} of {pages}");
    }

    /** The same paper with this logo, if there is one. */
    public Report with(Optional<Artwork> other) {
        return new Report(id, issuer, title, facts, table, note, other, pages);
    }

    /** The same paper with its pages numbered so. */
    public Report numbered(String words) {
        return new Report(id, issuer, title, facts, table, note, logo, words);
    }

    /** A name and its value. */
    public record Fact(String name, String value) {}

    /** A count with its thousands apart, such as 1,000,000. */
    public static String count(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** How a column is set. */
    public enum Align {
        /** Texts and serial numbers. */
        LEFT,
        /** Counts. */
        RIGHT
    }

    /**
     * A column.
     *
     * @param heading its heading, repeated on each page
     * @param share its share of the width, in relation to the others
     */
    public record Column(String heading, double share, Align align) {
        public Column {
            if (!(share > 0)) {
                throw new IllegalArgumentException("A column has a width above zero.");
            }
        }
    }

    /**
     * Rows under columns; a line break in a cell is kept.
     *
     * @param rows each with one text per column
     */
    public record Table(List<Column> columns, List<List<String>> rows) {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException("A row has one text for each column.");
                }
            }
        }
    }

    /** Writes it as PDF; the stream is left open. */
    public void write(OutputStream out) throws IOException {
        ReportWriter.write(this, out);
    }
}
