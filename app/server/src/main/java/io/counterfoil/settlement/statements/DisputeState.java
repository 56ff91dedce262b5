package io.counterfoil.settlement.statements;

import java.util.Locale;

/** What stands beside a line that its retailer does not agree with. */
public enum DisputeState {
    /** Its provider has not decided yet. */
    DISPUTED,
    /** Its provider agrees: the line is taken back. */
    ACCEPTED,
    /** Its provider does not agree, and said why. */
    REFUSED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Its name in the database and the API. */
    public String label() {
        return label;
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static DisputeState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
