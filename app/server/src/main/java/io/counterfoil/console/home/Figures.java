package io.counterfoil.console.home;

import io.counterfoil.inventory.ItemState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is counted over all items and accounts of a provider. It is kept as JSON, and so is made of
 * nothing else than JSON is.
 *
 * @param countedAt when that was
 * @param items how many items are in which state, by its label
 * @param renewals how many codes extended an account that an earlier one opened or extended
 * @param days what was sold on each of the last {@value #DAYS} days, the oldest first
 * @param shops who sold most in them, the best first
 * @param endings how many accounts' time ends in each of the next {@value #WEEKS} weeks
 * @param owed who owes what, one for each currency
 */
record Figures(
        Instant countedAt,
        Map<String, Integer> items,
        int renewals,
        List<Day> days,
        List<Shop> shops,
        List<Integer> endings,
        List<Owed> owed) {
    static final int DAYS = 30;
    static final int SHOPS = 10;
    static final int WEEKS = 8;

    Figures {
        items = Map.copyOf(items);
        days = List.copyOf(days);
        shops = List.copyOf(shops);
        endings = List.copyOf(endings);
        owed = List.copyOf(owed);
    }

    /** Items sold on a day. */
    record Day(LocalDate day, int items) {}

    /** Items sold in an outlet, by what people call it. */
    record Shop(String name, int items) {}

    /**
     * What retailers owe the provider, and the provider owes retailers, in minor units.
     *
     * @param currency its ISO 4217 code
     */
    record Owed(String currency, long theirs, long ours) {}

    /** How many items are in a state. */
    int in(ItemState state) {
        return items.getOrDefault(state.label(), 0);
    }

    /** The states by their labels, as they are kept. */
    static Map<String, Integer> byLabel(Map<ItemState, Integer> counts) {
        Map<String, Integer> labels = new TreeMap<>();
        counts.forEach((state, items) -> labels.put(state.label(), items));
        return labels;
    }
}
