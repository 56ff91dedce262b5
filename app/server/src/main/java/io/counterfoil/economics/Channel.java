package io.counterfoil.economics;

import io.counterfoil.catalog.Medium;
import java.util.Locale;

/** On which way a trial came to the customer. */
enum Channel {
    /** Asked for on the web. */
    WEB("Trials on the web"),
    /** Given by the provider's staff. */
    BY_HAND("Given by staff"),
    /** A card that costs nothing. */
    GIFT_CARD("Gift cards"),
    /** A boxed CD that costs nothing. */
    RETAIL_CD("Retail CDs"),
    /** A CD from a counter display. */
    FREE_CD("Free CDs"),
    /** A code that was sent. */
    E_CODE("E-codes");

    private final String words;

    Channel(String words) {
        this.words = words;
    }

    /** The channel of what is handed over on a medium. */
    static Channel of(Medium medium) {
        return switch (medium) {
            case GIFT_CARD -> GIFT_CARD;
            case RETAIL_CD -> RETAIL_CD;
            case FREE_CD -> FREE_CD;
            case E_CODE -> E_CODE;
        };
    }

    static Channel labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** What stored rows and the API call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people call it. */
    String words() {
        return words;
    }
}
