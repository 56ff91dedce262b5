package io.counterfoil.provisioning.drift;

import java.util.Locale;

/** How the two sides of one account may differ. */
public enum DriftKind {
    /** The node confirmed the account once and does not have it any more. */
    MISSING,
    /** The node went back to an older version, as after a restored backup of it. */
    OLDER,
    /** The node is ahead, as after a restored backup of the database. */
    NEWER,
    /** Same version, other quota, state or credentials. */
    DIFFERENT,
    /** The node has an account again whose purge it had confirmed, as after a backup of it. */
    RISEN,
    /**
     * The node knows of a move that the database does not, as after a restored backup of that.
     * Nothing is sent there; people decide.
     */
    FORGOTTEN,
    /** The node has an account that the database does not place there; reported only. */
    UNKNOWN,
    /**
     * Objects that the node had are gone, and nobody took them away, as after a restored backup of
     * it. Lasts until they are there again or a newer backup is whole, also on another node to which
     * the account moves; only people can do more.
     */
    LOST;

    /** Its name in the database, the API and pages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DriftKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
