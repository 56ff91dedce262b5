package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.DocumentEntries;
import java.util.Map;

/**
 * How items come to lie on sheets.
 *
 * @param start the first label that is used on the first sheet, counted from 1 at the upper left:
 *     more than 1 where the sheet is partly used already
 * @param order in which order labels are filled
 * @param flip over which edge the paper is turned for its back, if the layout has one
 * @param slips whether the first and the last place show what is printed, for the operator
 */
public record Placing(int start, Order order, Flip flip, boolean slips) {
    /** All labels of all sheets, row by row. */
    public static final Placing PLAIN = new Placing(1, Order.READING, Flip.LONG, false);

    /** More labels has no sheet. */
    public static final int HIGHEST_START = 1_000;

    /** In which order labels are filled. */
    public enum Order {
        /** Sheet by sheet, each row by row. */
        READING,
        /**
         * Cut and stack: through the sheets of a stack, first label by label. After the stack is
         * cut, each pile is in sequence, and so are the piles laid on each other.
         */
        STACK
    }

    /** Over which edge the paper is turned. */
    public enum Flip {
        /** The longer one, as the pages of a book. */
        LONG,
        /** The shorter one, as the sheets of a calendar. */
        SHORT;

        /** What a document tells the printer. */
        DocumentEntries.Duplex duplex() {
            return switch (this) {
                case LONG -> DocumentEntries.Duplex.LONG_EDGE;
                case SHORT -> DocumentEntries.Duplex.SHORT_EDGE;
            };
        }
    }

    /**
     * Where one of that many items comes to lie.
     *
     * @param item counted from 0
     * @param perPage how many labels a sheet has
     */
    public SheetPlace place(int item, int items, int perPage) {
        int before = slips ? 1 : 0;
        return new Imposition(this, perPage).place(item + before, items + 2 * before);
    }

    /** The same from another label on. */
    public Placing from(int label) {
        return new Placing(label, order, flip, slips);
    }

    public Placing {
        if (start < 1 || start > HIGHEST_START) {
            throw Faults.of(
                    "Labels are counted from 1 to {last}, not {typed}.",
                    Map.of(
                            "last",
                            String.valueOf(HIGHEST_START),
                            "typed",
                            String.valueOf(start)));
        }
    }
}
