package io.counterfoil.printing;

import java.util.Locale;

/** How far a print run has come. */
public enum RunState {
    /** Its items are being made. */
    MINTING,
    /** All items exist; the files can be printed. */
    READY,
    /** It is counted in; nobody can read its codes any more. */
    CLOSED,
    /** It could not be minted; its items are void. */
    FAILED,
    /** It was given up; its items are void. */
    CANCELLED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The state's name in the database and in the API. */
    public String label() {
        return label;
    }

    static RunState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
