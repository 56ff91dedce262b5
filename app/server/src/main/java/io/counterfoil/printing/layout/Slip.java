package io.counterfoil.printing.layout;

import io.counterfoil.codes.SerialNumber;

/**
 * What header and trailer of a volume say of the items between them, for the operator. Nothing of
 * it is secret.
 *
 * @param run the print run, or what else the items belong to
 * @param first the first serial
 * @param last the last serial
 * @param items how many there are
 */
public record Slip(String run, String first, String last, int items) {
    /** The most characters that a line of it holds. */
    public static final int LONGEST = 40;

    public Slip {
        requirePlain(run);
        requirePlain(first);
        requirePlain(last);
        if (items < 1) {
            throw new IllegalArgumentException("A volume has at least one item.");
        }
    }

    /** Of a run's items. */
    public static Slip of(SerialNumber first, SerialNumber last, int items) {
        return new Slip(Integer.toString(first.run()), first.toString(), last.toString(), items);
    }

    private static void requirePlain(String text) {
        if (text.length() > LONGEST || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "A slip shows at most "
                            + LONGEST
                            + " letters, digits and signs without accents in a line.");
        }
    }
}
