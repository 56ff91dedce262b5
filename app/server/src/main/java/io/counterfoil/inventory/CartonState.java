package io.counterfoil.inventory;

import java.util.Locale;

/** Where a carton is. */
public enum CartonState {
    /** Closed, in the provider's stock. */
    PACKED,
    /** Sent to an outlet. */
    SHIPPED,
    /** Opened in the provider's stock; its items are loose. */
    UNPACKED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The state's name in the API. */
    public String label() {
        return label;
    }
}
