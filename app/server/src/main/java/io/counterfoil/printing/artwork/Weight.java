package io.counterfoil.printing.artwork;

import java.util.Optional;

/**
 * What it costs to draw something once.
 *
 * @param drawn how many forms, pictures, patterns, masks and letters are drawn
 * @param bytes how long all operators are that are carried out
 * @param paints how often something is painted in the colours of now
 * @param cuts what is cut out
 */
record Weight(long drawn, long bytes, long paints, Cuts cuts) {
    private static final long MOST_DRAWN = 100_000;
    private static final long MOST_BYTES = 64L << 20;

    static final Weight NOTHING = new Weight(0, 0, 0, Cuts.NONE);
    static final Weight ONE = new Weight(1, 0, 0, Cuts.NONE);
    static final Weight PAINT = new Weight(0, 0, 1, Cuts.NONE);

    // Kept small enough that no product of two overflows.
    Weight {
        drawn = Math.min(drawn, MOST_DRAWN + 1);
        bytes = Math.min(bytes, MOST_BYTES + 1);
        paints = Math.min(paints, MOST_BYTES + 1);
    }

    Weight plus(Weight other) {
        return new Weight(
                drawn + other.drawn,
                bytes + other.bytes,
                paints + other.paints,
                cuts.plus(other.cuts));
    }

    Weight times(long often) {
        return new Weight(drawn * often, bytes * often, paints * often, cuts.often(often));
    }

    /** The same with its own colours, which are not those of who draws it. */
    Weight coloured() {
        return new Weight(drawn, bytes, 0, cuts);
    }

    Weight max(Weight other) {
        return new Weight(
                Math.max(drawn, other.drawn),
                Math.max(bytes, other.bytes),
                Math.max(paints, other.paints),
                cuts.max(other.cuts));
    }

    /** The same out of what is cut out already. */
    Weight within(long numbers) {
        return new Weight(drawn, bytes, paints, cuts.within(numbers));
    }

    static Weight cut(long numbers) {
        return new Weight(0, 0, 0, Cuts.along(numbers));
    }

    /** Why a page that costs so much can't be drawn, and what to change; empty when it can. */
    Optional<String> fault() {
        if (drawn > MOST_DRAWN) {
            return Optional.of(
                    "would draw more than 100,000 forms, pictures and patterns, counting those"
                            + " that are shown again; please simplify it.");
        }
        if (bytes > MOST_BYTES) {
            return Optional.of(
                    "would carry out more than 64 MiB of operators, counting those that are"
                            + " repeated; please simplify it.");
        }
        return cuts.fault();
    }
}
