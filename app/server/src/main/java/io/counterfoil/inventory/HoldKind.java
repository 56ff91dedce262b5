package io.counterfoil.inventory;

import java.util.Locale;

/** What is on hold. */
public enum HoldKind {
    /** Items between two serials. */
    SERIALS,
    /** What is in a carton. */
    CARTON,
    /** What an outlet has, what comes to it by receipts and what its tills undo. */
    OUTLET;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The kind's name in the database and in the API. */
    public String label() {
        return label;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static HoldKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
