package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import java.util.Map;
import java.util.stream.Collectors;

/** What holds for operations on ranges of items that exist as things. */
final class CountedRange {
    /** Of an item between the ends of a carton: it is not in it. */
    static final String BESIDE = "beside it";

    private CountedRange() {}

    /**
     * Refuses a range of which something doesn't exist or isn't counted in yet.
     *
     * @param counts how many items of the range the caller sees in which state
     */
    static void require(SerialRange range, Map<String, Integer> counts) {
        int known = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (known < range.size()) {
            throw unknown(range, range.size() - known);
        }
        if (counts.containsKey(ItemState.MINTED.label())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Print run %d isn't counted in yet. Count it in first, or cancel it."
                            .formatted(range.run()));
        }
    }

    /**
     * Refuses a range of which anything but what the count-in found spoiled or missing can't be
     * taken out of the provider's stock.
     *
     * @param verb what was to be done: sent or packed
     * @param taken how many items can be
     * @param others how many can't, by state ("on hold" for held ones, {@value #BESIDE} for those
     *     that are not in the carton which is taken out)
     */
    static void requireLoose(
            String verb, SerialRange range, int taken, Map<String, Integer> others) {
        int known = taken + others.values().stream().mapToInt(Integer::intValue).sum();
        if (known < range.size()) {
            throw unknown(range, range.size() - known);
        }
        if (others.containsKey(ItemState.MINTED.label())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    ("Print run %d isn't counted in yet. Count it in on its page first; then what"
                                    + " was printed can be %s.")
                            .formatted(range.run(), verb));
        }
        String wrong =
                others.entrySet().stream()
                        .filter(entry -> !isLeftOut(entry.getKey()))
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Only printed items without a hold can be %s. Among %s to %s are: %s. Leave these out."
                            .formatted(verb, range.first(), range.last(), wrong));
        }
        if (taken == 0) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "All of the serials %s to %s were spoiled or missing; nothing can be %s."
                            .formatted(range.first(), range.last(), verb));
        }
    }

    private static boolean isLeftOut(String state) {
        return state.equals(ItemState.SPOILED.label())
                || state.equals(ItemState.MISSING.label())
                || state.equals(BESIDE);
    }

    private static Refused unknown(SerialRange range, int unknown) {
        return new Refused(
                ProblemType.CONFLICT,
                "%d of the serials %s to %s don't exist. Check both ends of the range."
                        .formatted(unknown, range.first(), range.last()));
    }
}
