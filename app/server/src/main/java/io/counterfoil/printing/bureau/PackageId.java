package io.counterfoil.printing.bureau;

import io.counterfoil.platform.Refused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which package.
 *
 * @param run the id of the run
 * @param revision 1 for all that was ordered with the run, more for the items of a reprint
 */
public record PackageId(UUID run, int revision) {
    private static final int ORDERED = 1;

    public PackageId {
        if (revision < ORDERED) {
            throw new IllegalArgumentException("Revisions are counted from 1.");
        }
    }

    /** The package of all that was ordered. */
    public static PackageId ordered(UUID run) {
        return new PackageId(run, ORDERED);
    }

    /**
     * The package that a request names.
     *
     * @param revision as it was sent; null: the first
     * @throws Refused if it is no revision
     */
    static PackageId of(UUID run, @Nullable String revision) {
        if (revision == null) {
            return ordered(run);
        }
        if (!revision.matches("[1-9][0-9]{0,5}")) {
            throw Refused.field(
                    "revision",
                    "A revision is a whole number: 1 for what was ordered, 2 for the first reprint.");
        }
        return new PackageId(run, Integer.parseInt(revision));
    }

    /** Whether it has items that are printed again. */
    public boolean isReprint() {
        return revision > ORDERED;
    }
}
