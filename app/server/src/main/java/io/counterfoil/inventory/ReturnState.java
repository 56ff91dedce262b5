package io.counterfoil.inventory;

import java.util.Locale;

/** How far items that a shop sent back have come. */
public enum ReturnState {
    /** On their way to the provider. */
    SENT,
    /** Counted, but some of them did not turn up. */
    SHORT,
    /** All of them are counted. */
    COUNTED,
    /** What nobody counted of them was lost on its way. */
    LOST;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The state's name in the database and in the API. */
    public String label() {
        return label;
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static ReturnState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
