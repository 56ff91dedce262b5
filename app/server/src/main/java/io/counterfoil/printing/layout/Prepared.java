package io.counterfoil.printing.layout;

/** What became of a job that should be printed. */
public sealed interface Prepared {
    /** It can be printed. */
    record Ready(Volume volume) implements Prepared {}

    /**
     * It can't be printed like this.
     *
     * @param reason sentences that say why, and what to change
     * @param choice what was chosen wrongly; the layout, where it can't be told from the sheet
     */
    record Refused(String reason, Choice choice) implements Prepared {
        Refused(String reason) {
            this(reason, Choice.LAYOUT);
        }
    }

    /** What is chosen for a job. */
    enum Choice {
        LAYOUT,
        SHEET,
        /** The first label that is used. */
        START,
        PRINTER
    }
}
