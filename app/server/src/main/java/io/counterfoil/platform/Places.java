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

    /** Takes a place, if one is free for this owner; then it has to be given back. */
    public boolean take(T owner) {
        synchronized (taken) {
            return taken.size() < all
                    && Collections.frequency(taken, owner) < ofOne
                    && taken.add(owner);
        }
    }

    /** Frees a place that this owner took. */
    public void giveBack(T owner) {
        synchronized (taken) {
            taken.remove(owner);
        }
    }
}
