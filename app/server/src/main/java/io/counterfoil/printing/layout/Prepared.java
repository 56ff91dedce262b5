package io.counterfoil.printing.layout;

/** What became of a job that should be printed. */
public sealed interface Prepared {
    /** It can be printed. */
    record Ready(Volume volume) implements Prepared {}

    /**
     * It can't be printed like this.
     *
     * @param reason sentences that say why, and what to change
     */
    record Refused(String reason) implements Prepared {}
}
