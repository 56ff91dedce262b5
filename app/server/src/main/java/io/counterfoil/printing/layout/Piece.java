package io.counterfoil.printing.layout;

/** What can lie on a label: an item, or a notice for the operator. */
sealed interface Piece permits Stamp.ItemText, Piece.Notice {
    /**
     * Header or trailer of a volume.
     *
     * @param heading which of the two
     * @param pages how many the volume has, this one included
     */
    record Notice(String heading, Slip slip, int pages) implements Piece {
        /** What stands on a header. */
        static final String HEADER = "START – not for sale";

        /** What stands on a trailer. */
        static final String TRAILER = "END – not for sale";
    }
}
