package io.counterfoil.printing.report;

import io.counterfoil.printing.artwork.Artwork;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A form that is filled in by hand: numbered lines with a box for each digit, a page for each sheet.
 * The same form gives the same bytes.
 *
 * @param id identifies the document
 * @param issuer who hands it out, at the head of each page
 * @param title of the document
 * @param paper what it is printed on
 * @param columns what is written on a line, from the left
 * @param lines how many lines a sheet has; they are numbered from 1
 * @param sheets one for each page
 * @param logo of whoever hands it out
 */
public record BoxForm(
        UUID id,
        String issuer,
        String title,
        PaperSize paper,
        List<Column> columns,
        int lines,
        List<Sheet> sheets,
        Optional<Artwork> logo) {

    public BoxForm {
        columns = List.copyOf(columns);
        sheets = List.copyOf(sheets);
    }

    /** What people write in a column. */
    public sealed interface Column {
        /** What stands above it. */
        String heading();

        /**
         * Digits, one in each box.
         *
         * @param groups how many boxes stand close together, group by group
         */
        record Digits(String heading, List<Integer> groups) implements Column {
            public Digits {
                groups = List.copyOf(groups);
            }
        }

        /**
         * Anything, on a line.
         *
         * @param width in millimetres
         */
        record Free(String heading, double width) implements Column {}
    }

    /**
     * One page.
     *
     * @param title what it is, with its number
     * @param facts what stands below that
     * @param note how it is filled in
     */
    public record Sheet(String title, List<Report.Fact> facts, String note) {
        public Sheet {
            facts = List.copyOf(facts);
        }
    }

    /**
     * Writes it as PDF; the stream is left open.
     *
     * @throws IllegalArgumentException if the columns are too wide, or the lines too many, for the
     *     paper
     */
    public void write(OutputStream out) throws IOException {
        BoxFormWriter.write(this, out);
    }
}
