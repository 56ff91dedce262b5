package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.util.Map;
import java.util.Optional;

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
                    Text.of(
                            "Print run {run} isn't counted in yet. Count it in first, or cancel"
                                    + " it.",
                            "run",
                            String.valueOf(range.run())));
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
                    Text.of(
                            "Print run {run} isn't counted in yet. Count it in on its page first;"
                                    + " then what was printed can be {done}.",
                            "run",
                            String.valueOf(range.run()),
                            "done",
                            Text.of(verb)));
        }
        Optional<Text> wrong =
                others.entrySet().stream()
                        .filter(entry -> !isLeftOut(entry.getKey()))
                        .map(
                                entry ->
                                        Text.of(
                                                "{number} {state}",
                                                "number",
                                                entry.getValue(),
                                                "state",
                                                Text.of(entry.getKey())))
                        .reduce(
                                (some, more) ->
                                        Text.of("{some}, {more}", "some", some, "more", more));
        if (wrong.isPresent()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    new Text(
                            "Only printed items without a hold can be {done}. Among {first} to"
                                    + " {last} are: {wrong}. Leave these out.",
                            Map.of(
                                    "done",
                                    Text.of(verb),
                                    "first",
                                    range.first().toString(),
                                    "last",
                                    range.last().toString(),
                                    "wrong",
                                    wrong.get())));
        }
        if (taken == 0) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    new Text(
                            "All of the serials {first} to {last} were spoiled or missing;"
                                    + " nothing can be {done}.",
                            Map.of(
                                    "first",
                                    range.first().toString(),
                                    "last",
                                    range.last().toString(),
                                    "done",
                                    Text.of(verb))));
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
                new Text(
                        "{number} of the serials {first} to {last} don't exist. Check both ends"
                                + " of the range.",
                        Map.of(
                                "number",
                                unknown,
                                "first",
                                range.first().toString(),
                                "last",
                                range.last().toString())));
    }
}
