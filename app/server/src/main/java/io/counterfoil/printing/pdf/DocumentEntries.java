package io.counterfoil.printing.pdf;

import java.util.UUID;

/**
 * What a document says of itself.
 *
 * @param id identifies it
 * @param conformance the standards that it conforms to, for people
 * @param catalog entries of its catalog besides the pages
 * @param info entries of its information dictionary
 */
public record DocumentEntries(UUID id, String conformance, String catalog, String info) {
    /** What a document conforms to that claims nothing. */
    static final String NONE = "none";

    static final String PRODUCER = "Counterfoil";

    /** Over which edge a printer with two sides turns the paper. */
    public enum Duplex {
        /** As the pages of a book. */
        LONG_EDGE,
        /** As the sheets of a calendar. */
        SHORT_EDGE
    }

    /** A document with a title, which printers are asked not to scale. */
    public static DocumentEntries titled(UUID id, String title) {
        return titled(id, title, "");
    }

    /** The same, printed on both sides of paper that is turned over this edge. */
    public static DocumentEntries titled(UUID id, String title, Duplex duplex) {
        return titled(
                id,
                title,
                switch (duplex) {
                    case LONG_EDGE -> "/Duplex/DuplexFlipLongEdge";
                    case SHORT_EDGE -> "/Duplex/DuplexFlipShortEdge";
                });
    }

    private static DocumentEntries titled(UUID id, String title, String preferences) {
        return new DocumentEntries(
                id,
                NONE,
                "/ViewerPreferences<</PrintScaling/None" + preferences + ">>",
                "/Title " + PdfWriter.textString(title) + "/Producer(" + PRODUCER + ")");
    }

    /** The same with more entries in its catalog. */
    public DocumentEntries withCatalog(String more) {
        return new DocumentEntries(id, conformance, catalog + more, info);
    }

    /** The same with all that a standard wants. */
    DocumentEntries conforming(String standard, String moreCatalog, String moreInfo) {
        return new DocumentEntries(id, standard, catalog + moreCatalog, info + moreInfo);
    }
}
