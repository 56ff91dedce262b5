package io.counterfoil.inventory;

import io.counterfoil.platform.Check;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proves that every item stands where its events say, and that shipments hold what they say. It
 * keeps the range events of one run in memory and no more, however many items there are.
 */
public final class InventoryCheck implements Check {
    private static final int MOST_FAULTS = 20;

    @Override
    public String subject() {
        return "items and shipments";
    }

    @Override
    public List<String> faults(Tx tx) {
        HistoryRepository histories = new HistoryRepository(tx);
        Sweep sweep = new Sweep();
        histories.forEach(sweep::take);
        sweep.finishItem();
        List<String> faults = new ArrayList<>(sweep.faults);
        histories.shipments().stream()
                .flatMap(sent -> sweep.wrong(sent).stream())
                .limit(MOST_FAULTS)
                .forEach(faults::add);
        return faults;
    }

    /** Goes through one run after the other, from its lowest serial to its highest. */
    private static final class Sweep {
        private final List<String> faults = new ArrayList<>();
        private final List<HistoryRepository.Row.OnRange> ranges = new ArrayList<>();
        private final NavigableMap<Long, HistoryRepository.Row.OnRange> covering = new TreeMap<>();
        private final NavigableMap<Long, ItemEvent> own = new TreeMap<>();
        private final Map<UUID, Integer> sent = new HashMap<>();
        private int run;
        private int begun;
        private HistoryRepository.Row.@Nullable OfItem item;

        void take(HistoryRepository.Row row) {
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

        void finishItem() {
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
            NavigableMap<Long, ItemEvent> events = new TreeMap<>(own);
            covering.forEach((position, range) -> events.put(position, range.event()));
            ItemFold.Standing folded = folded(serial, events.values());
            if (!folded.equals(item.standing()) && faults.size() < MOST_FAULTS) {
                faults.add(
                        "Item %d is %s, but its events say %s."
                                .formatted(serial, words(item.standing()), words(folded)));
            }
            item = null;
            own.clear();
        }

        /** Where an item stands; on the way there it is counted for each shipment that took it. */
        private ItemFold.Standing folded(long serial, Collection<ItemEvent> events) {
            ItemFold.Standing standing = ItemFold.MINTED;
            for (ItemEvent event : events) {
                ItemFold.Standing after = ItemFold.after(standing, serial, event);
                UUID shipment = after.shipment();
                if (shipment != null && !shipment.equals(standing.shipment())) {
                    sent.merge(shipment, 1, Integer::sum);
                }
                standing = after;
            }
            return standing;
        }

        Optional<String> wrong(HistoryRepository.Sent shipment) {
            int events = sent.getOrDefault(shipment.shipment(), 0);
            int said = shipment.said();
            if (said == shipment.packed() && said == events) {
                return Optional.empty();
            }
            return Optional.of(
                    "Shipment %s says %d items, but %d are in its cartons and %d in its events."
                            .formatted(shipment.shipment(), said, shipment.packed(), events));
        }

        private static String words(ItemFold.Standing standing) {
            return standing.state().label()
                    + (standing.outlet() == null ? "" : " at outlet " + standing.outlet())
                    + (standing.shipment() == null ? "" : " by shipment " + standing.shipment())
                    + (standing.returning() == null ? "" : " going back by " + standing.returning())
                    + (standing.hold() == null ? "" : " on hold (" + standing.hold() + ")");
        }
    }
}
