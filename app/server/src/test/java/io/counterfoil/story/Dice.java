package io.counterfoil.story;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What comes next in a history; the same for the same seed. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /** A number from zero on, below this one. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Once in so many times. */
    boolean onceIn(int times) {
        return below(times) == 0;
    }

    <T> T any(List<T> of) {
        return of.get(below(of.size()));
    }

    /** The same; null, if there is none. It is rolled for in any case. */
    <T> @Nullable T anyOrNull(List<T> of) {
        int at = below(Integer.MAX_VALUE);
        return of.isEmpty() ? null : of.get(at % of.size());
    }
}
