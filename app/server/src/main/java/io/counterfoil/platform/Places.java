package io.counterfoil.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Places for work that takes much time or memory: so many at a time, and not all of them for the
 * same owner, so that nobody keeps all others waiting.
 *
 * @param <T> what tells owners apart
 */
public final class Places<T> {
    private final int all;
    private final int ofOne;
    private final List<T> taken = new ArrayList<>();

    /** So many places in all, and so many for the same owner. */
    public Places(int all, int ofOne) {
        this.all = all;
        this.ofOne = ofOne;
    }

    /** What came of the wish for a place. */
    public enum Wish {
        /** There is one; it has to be given back. */
        GRANTED,
        /** The owner has as many as anybody may have. */
        TOO_MANY,
        /** Others have all that there are. */
        NONE_FREE
    }

    /** Takes a place, if one is free for this owner. */
    public Wish take(T owner) {
        synchronized (taken) {
            if (Collections.frequency(taken, owner) >= ofOne) {
                return Wish.TOO_MANY;
            }
            if (taken.size() >= all) {
                return Wish.NONE_FREE;
            }
            taken.add(owner);
            return Wish.GRANTED;
        }
    }

    /** Frees a place that this owner took. */
    public void giveBack(T owner) {
        synchronized (taken) {
            taken.remove(owner);
        }
    }
}
