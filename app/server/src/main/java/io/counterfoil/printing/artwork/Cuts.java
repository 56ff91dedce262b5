package io.counterfoil.printing.artwork;

import java.util.Optional;

/**
 * What cutting along shapes costs. Whoever draws crosses each edge of the shape with each other one,
 * also those of the shapes that it is cut out of: measured, a tangle of 100 curves takes seconds and
 * one of 1,000 hours, and nothing can interrupt that. So shapes are counted by the numbers in them
 * beforehand, of which a line has two and a curve six.
 *
 * @param deepest how many numbers the shapes have that are cut out of each other, at most
 * @param times how often something is cut
 * @param work of all of them together, in squares of numbers
 */
record Cuts(long deepest, long times, long work) {
    static final Cuts NONE = new Cuts(0, 0, 0);

    private static final long MOST_NUMBERS = 600;

    /** So much takes a minute at most, and a drawing of hundreds of plain cuts has far less. */
    private static final long MOST_WORK = 16 * MOST_NUMBERS * MOST_NUMBERS;

    private static final long MOST_TIMES = 1 << 20;

    // Kept small enough that no product of two overflows.
    Cuts {
        deepest = Math.min(deepest, MOST_NUMBERS + 1);
        times = Math.min(times, MOST_TIMES);
        work = Math.min(work, MOST_WORK + 1);
    }

    /** One cut along a shape of so many numbers. */
    static Cuts along(long numbers) {
        long counted = Math.min(numbers, MOST_NUMBERS + 1);
        return new Cuts(counted, 1, counted * counted);
    }

    Cuts plus(Cuts other) {
        return new Cuts(
                Math.max(deepest, other.deepest), times + other.times, work + other.work);
    }

    Cuts often(long often) {
        return often == 0 ? NONE : new Cuts(deepest, times * often, work * often);
    }

    Cuts max(Cuts other) {
        return new Cuts(
                Math.max(deepest, other.deepest),
                Math.max(times, other.times),
                Math.max(work, other.work));
    }

    /** The same out of what is cut out already along shapes of so many numbers. */
    Cuts within(long numbers) {
        long counted = Math.min(numbers, MOST_NUMBERS + 1);
        return counted == 0
                ? this
                // (a + b)² is at most 2a² + 2b².
                : new Cuts(deepest + counted, times, 2 * (work + times * counted * counted));
    }

    /** Why it would take too long, and what to do; empty when it would not. */
    Optional<String> fault() {
        if (deepest > MOST_NUMBERS) {
            return Optional.of(
                    "cuts something out along shapes of more than some 100 curves, or fills them"
                            + " with a gradient or pattern; please simplify these shapes.");
        }
        return work > MOST_WORK
                ? Optional.of(
                        "cuts along shapes, or fills them with a gradient or pattern, too often;"
                                + " please simplify it.")
                : Optional.empty();
    }
}
