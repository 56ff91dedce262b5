package io.counterfoil.inventory;

import java.util.Locale;

/** What is reported of items that are not where they should be, or are again. */
public enum LossKind {
    /** Nobody knows where they are. */
    LOST,
    /** Somebody took them. */
    STOLEN,
    /** They are there again. */
    FOUND;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The kind's name in the database, in events and in the API. */
    public String label() {
        return label;
    }

    /** What it does to items. */
    ItemStep step() {
        return switch (this) {
            case LOST -> ItemStep.LOSE;
            case STOLEN -> ItemStep.STEAL;
            case FOUND -> ItemStep.RECOVER;
        };
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static LossKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
