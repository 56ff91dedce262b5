package io.counterfoil.story;

import java.util.List;
import java.util.Random;

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
}
