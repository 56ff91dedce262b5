package io.counterfoil.provisioning.moves;

import java.util.Locale;

/** How far a move is. */
enum MoveState {
    /** The other node copies, while clients go on. */
    COPYING,
    /** Clients wait while the last objects are copied. */
    SWITCHING,
    /** The account is on the other node; the first one still has a copy. */
    MOVED,
    /** The first node was told to remove its copy. */
    DONE,
    /** The account stays where it was. */
    CANCELLED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MoveState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Whether it can still be called off. */
    boolean isOpen() {
        return this == COPYING || this == SWITCHING;
    }
}
