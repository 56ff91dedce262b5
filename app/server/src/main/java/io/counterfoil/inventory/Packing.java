package io.counterfoil.inventory;

import java.util.List;
import java.util.UUID;

/**
 * Cartons that were packed together.
 *
 * @param id how the event names it
 * @param items how many items are in all of them
 */
public record Packing(UUID id, int items, List<Carton> cartons) {
    public Packing {
        cartons = List.copyOf(cartons);
    }
}
