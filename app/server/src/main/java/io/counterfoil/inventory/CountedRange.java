package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import java.util.Map;

/** What holds for operations on ranges of items that exist as things. */
final class CountedRange {
    private CountedRange() {}

    /**
     * Refuses a range of which something doesn't exist or isn't counted in yet.
     *
     * @param counts how many items of the range the caller sees in which state
     */
    static void require(SerialRange range, Map<String, Integer> counts) {
        int known = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (known < range.size()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "%d of the serials %s to %s don't exist. Check both ends of the range."
                            .formatted(range.size() - known, range.first(), range.last()));
        }
        if (counts.containsKey(ItemState.MINTED.label())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Print run %d isn't counted in yet. Count it in first, or cancel it."
                            .formatted(range.run()));
        }
    }
}
