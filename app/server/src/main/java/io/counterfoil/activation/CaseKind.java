package io.counterfoil.activation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Why somebody has to look at what happened at a till. */
public enum CaseKind {
    /** The customer paid, but the item was not activated. */
    PAID_NOT_ACTIVATED(true, "Paid, but not active"),
    /** A till wanted to undo a sale whose code was redeemed before. */
    LATE_REVERSAL(false, "Undone after its code was used"),
    /** A customer brought an item back whose code was redeemed before. */
    LATE_RETURN(false, "Brought back after its code was used"),
    /** A sale was entered so late that nobody sold it without looking. */
    LATE_SALE(true, "Sale entered too late"),
    /** Somebody had the code of an item that no till had sold. */
    INACTIVE_ATTEMPT(false, "Code tried before the item was sold"),
    /** Somebody tried the code of an item that a till took back from a customer. */
    RETURNED_ATTEMPT(false, "Code tried after the item was brought back");

    private final boolean shopResolves;
    private final String words;

    CaseKind(boolean shopResolves, String words) {
        this.shopResolves = shopResolves;
        this.words = words;
    }

    /** Its name in the API. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people call it. */
    public String words() {
        return words;
    }

    /**
     * Whether the shop may say that it is done; others are about money that the provider may not
     * get, or cards that somebody tampered with or took back behind a customer's back.
     */
    boolean shopResolves() {
        return shopResolves;
    }

    /** The names of those that shops resolve themselves. */
    static List<String> ofShops() {
        return Arrays.stream(values())
                .filter(CaseKind::shopResolves)
                .map(CaseKind::label)
                .toList();
    }

    static CaseKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
