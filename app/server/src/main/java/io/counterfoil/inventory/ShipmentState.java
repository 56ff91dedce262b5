package io.counterfoil.inventory;

import java.util.Locale;

/** How far a shipment has come. */
public enum ShipmentState {
    /** On its way. */
    SHIPPED,
    /** Nothing of it is on its way any more: it has arrived, was lost or sent back. */
    RECEIVED,
    /** Some of it did not arrive and is held as missing. */
    SHORT;

    /** The state's name in the database and in the API. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static ShipmentState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
