package io.counterfoil.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts every item together with the events that touched it, alone or as part of a range. Goes
 * through one run after the other, from its lowest serial to its highest, and keeps the range events
 * of one run in memory and no more, however many items there are.
 */
final class HistorySweep {
    private final Consumer<Swept> consumer;
    private final List<HistoryRepository.Row.OnRange> ranges = new ArrayList<>();
    private final NavigableMap<Long, HistoryRepository.Row.OnRange> covering = new TreeMap<>();
    private final NavigableMap<Long, HistoryRepository.Timed> own = new TreeMap<>();
    private int run;
    private int begun;
    private HistoryRepository.Row.@Nullable OfItem item;

    private HistorySweep(Consumer<Swept> consumer) {
        this.consumer = consumer;
    }

    /**
     * An item and everything that happened to it.
     *
     * @param item as it stands
     * @param events by their positions, in order
     */
    record Swept(
            HistoryRepository.Row.OfItem item,
            NavigableMap<Long, HistoryRepository.Timed> events) {}

    /** Hands over every item that the transaction may see, in the order of the serials. */
    static void forEach(HistoryRepository histories, Consumer<Swept> consumer) {
        HistorySweep sweep = new HistorySweep(consumer);
        histories.forEach(sweep::take);
        sweep.finishItem();
    }

    private void take(HistoryRepository.Row row) {
        switch (row) {
            case HistoryRepository.Row.OnRange range -> {
                enter(range.run());
                ranges.add(range);
            }
            case HistoryRepository.Row.OfItem next -> {
                if (item == null || item.serial() != next.serial()) {
                    enter(next.run());
                    finishItem();
                    item = next;
                }
                if (next.event() != null) {
                    own.put(next.position(), next.event());
                }
            }
        }
    }

    private void enter(int next) {
        if (next != run) {
            finishItem();
            run = next;
            ranges.clear();
            covering.clear();
            begun = 0;
        }
    }

    private void finishItem() {
        if (item == null) {
            return;
        }
        long serial = item.serial();
        // Both come in the order of serials, so a range is picked up and dropped once.
        while (begun < ranges.size() && ranges.get(begun).from() <= serial) {
            HistoryRepository.Row.OnRange range = ranges.get(begun++);
            covering.put(range.position(), range);
        }
        covering.values().removeIf(range -> range.to() < serial);
        NavigableMap<Long, HistoryRepository.Timed> events = new TreeMap<>(own);
        covering.forEach((position, range) -> events.put(position, range.event()));
        consumer.accept(new Swept(item, Collections.unmodifiableNavigableMap(events)));
        item = null;
        own.clear();
    }
}
