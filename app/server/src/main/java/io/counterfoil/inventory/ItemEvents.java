package io.counterfoil.inventory;

/** The names of the events that touch items, and of the facts in them that the fold reads. */
final class ItemEvents {
    static final String COUNTED_IN = "counted_in";
    static final String CANCELLED = "cancelled";
    static final String REDEEMED = "redeemed";

    static final String SPOILED = "spoiled";
    static final String MISSING = "missing";

    private ItemEvents() {}
}
