package io.counterfoil.node.guard;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * So many tries at once for each key, and then one at a time. A try is forgotten after its time, so
 * one number for each key is all there is to keep, and only for keys that tried of late.
 */
final class Tries<K> {
    private final int atOnce;
    private final long forgottenAfter;
    private final int mostKeys;

    /** When the last try of a key will be forgotten, as {@link System#nanoTime}. */
    private final Map<K, Long> forgottenAt = new ConcurrentHashMap<>();

    /**
     * @param atOnce tries before a key has to wait
     * @param forgottenAfter how long each try counts, one after the other
     * @param mostKeys beyond it some are forgotten sooner
     */
    Tries(int atOnce, Duration forgottenAfter, int mostKeys) {
        this.atOnce = atOnce;
        this.forgottenAfter = forgottenAfter.toNanos();
        this.mostKeys = mostKeys;
    }

    boolean areUsedUp(K key, long now) {
        Long end = forgottenAt.get(key);
        return end != null && end - now > (atOnce - 1) * forgottenAfter;
    }

    void add(K key, long now) {
        if (forgottenAt.size() >= mostKeys) {
            makeRoom(now);
        }
        forgottenAt.merge(
                key,
                now + forgottenAfter,
                (end, first) -> end - now > 0 ? end + forgottenAfter : first);
    }

    void forget(K key) {
        if (!forgottenAt.isEmpty()) {
            forgottenAt.remove(key);
        }
    }

    int size() {
        return forgottenAt.size();
    }

    /** Drops what is forgotten anyway and, if need be, others, so many that it pays. */
    private void makeRoom(long now) {
        forgottenAt.values().removeIf(end -> end - now <= 0);
        Iterator<K> others = forgottenAt.keySet().iterator();
        while (forgottenAt.size() > mostKeys / 8 * 7 && others.hasNext()) {
            others.next();
            others.remove();
        }
    }
}
