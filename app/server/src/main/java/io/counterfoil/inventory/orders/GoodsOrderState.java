package io.counterfoil.inventory.orders;

import java.util.Locale;

/** What became of an order. */
public enum GoodsOrderState {
    /** It waits for its provider. */
    OPEN,
    /** All that comes of it is on its way, or there. */
    SENT,
    /** Its provider sends nothing, or no more, and said why. */
    DECLINED,
    /** The shop needs nothing, or no more, of it. */
    WITHDRAWN;

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
    static GoodsOrderState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
