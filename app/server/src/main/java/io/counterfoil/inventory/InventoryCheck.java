package io.counterfoil.inventory;

import io.counterfoil.platform.Check;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
        HistorySweep.forEach(histories, sweep::take);
        List<String> faults = new ArrayList<>(sweep.faults);
        histories.shipments().stream()
                .flatMap(sent -> sweep.wrong(sent).stream())
                .limit(MOST_FAULTS)
                .forEach(faults::add);
        return faults;
    }

    /** What is found on the way through all items. */
    private static final class Sweep {
        private final List<String> faults = new ArrayList<>();
        private final Map<UUID, Integer> sent = new HashMap<>();

        void take(HistorySweep.Swept swept) {
            HistoryRepository.Row.OfItem item = swept.item();
            ItemFold.Standing folded = folded(item.serial(), swept.events().values());
            if (!folded.equals(item.standing()) && faults.size() < MOST_FAULTS) {
                faults.add(
                        "Item %d is %s, but its events say %s."
                                .formatted(item.serial(), words(item.standing()), words(folded)));
            }
        }

        /** Where an item stands; on the way there it is counted for each shipment that took it. */
        private ItemFold.Standing folded(
                long serial, Collection<HistoryRepository.Timed> events) {
            ItemFold.Standing standing = ItemFold.MINTED;
            for (HistoryRepository.Timed each : events) {
                ItemFold.Standing after = ItemFold.after(standing, serial, each.event());
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
                    + (standing.takenBack() ? " brought back by a customer" : "")
                    + (standing.astray() ? " lost on its way back" : "")
                    + (standing.hold() == null ? "" : " on hold (" + standing.hold() + ")");
        }
    }
}
