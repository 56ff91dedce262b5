package io.counterfoil.inventory;

import java.util.Locale;

/** The state of a serial item. Whether it is on hold, or its run blocked, is said beside it. */
public enum ItemState {
    /** It exists in the database, with a code that nobody has seen. */
    MINTED,
    /** It exists as a thing and is in the provider's stock. */
    PRINTED,
    /** The print went wrong, or it was damaged in the provider's stock; the thing is destroyed. */
    SPOILED,
    /** It did not turn up at the count-in. */
    MISSING,
    /** It is on its way to an outlet. */
    SHIPPED,
    /** It is in an outlet's stock. */
    RECEIVED,
    /** It is sold, so that its code can be redeemed. */
    ACTIVATED,
    /** It came back from an outlet or a customer and waits to be counted. */
    RETURNED,
    /** Its code opened or extended an account. */
    REDEEMED,
    /** The provider made it worthless. */
    VOIDED,
    /** An outlet can't find it, or it never arrived where it was sent. */
    LOST,
    /** It was stolen. */
    STOLEN,
    /** Its redeem-by date has passed. */
    EXPIRED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The state's name in the database, in events and in the API. */
    public String label() {
        return label;
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ItemState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /**
     * Whether people may put an item in this state on hold: it is counted in, and not at its end.
     */
    boolean isHoldable() {
        return this != MINTED && ItemStep.VOID.isPossibleIn(this);
    }

    /** Whether something can still happen to an item in this state. */
    public boolean isFinal() {
        return ItemStep.all().noneMatch(step -> step.from().contains(this));
    }
}
