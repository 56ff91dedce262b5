package io.counterfoil.node.store;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The kinds of objects in a repository. All but {@link #CONFIG} come in many and are named by their
 * hash.
 */
public enum Kind {
    CONFIG(false),
    DATA(false),
    INDEX(true),
    KEYS(false),
    LOCKS(true),
    SNAPSHOTS(true);

    /** All but {@link #CONFIG}. */
    public static final Set<Kind> NAMED =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(CONFIG)));

    /**
     * Of a lock, which has about 155; who may only read, or whose account is frozen, may write
     * locks and must not store anything in them.
     */
    public static final long LARGEST_LOCK = 4 << 10;

    /** Of one account. */
    public static final long MOST_LOCKS = 1_000;

    private final boolean mayUseReserve;
    private final String word = name().toLowerCase(Locale.ROOT);

    Kind(boolean mayUseReserve) {
        this.mayUseReserve = mayUseReserve;
    }

    /** The kind with this {@link #word}. */
    public static Kind of(String word) {
        for (Kind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(word + " is no kind of object");
    }

    /** Whether a full account may still write it, so that it can forget and prune. */
    public boolean mayUseReserve() {
        return mayUseReserve;
    }

    /** Its name in URLs and folders. */
    public String word() {
        return word;
    }
}
