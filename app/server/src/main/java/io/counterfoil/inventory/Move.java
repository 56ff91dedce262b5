package io.counterfoil.inventory;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Items of one product and one custody that made the same step together.
 *
 * @param step what happened to them
 * @param serials the numbers of exactly those that made it, at least one
 * @param product what they sell
 * @param retailer in whose custody they were sold, sent or lost; null: the provider's
 * @param outlet in which shop; null: the provider's stock
 * @param event the position of its event in the log
 * @param unsold whether a shop had them then that had not sold them, or not any more; said of what is
 *     made worthless, else false
 */
public record Move(
        ItemStep step,
        List<Long> serials,
        UUID product,
        @Nullable UUID retailer,
        @Nullable UUID outlet,
        long event,
        boolean unsold) {

    public Move {
        serials = List.copyOf(serials);
        if (serials.isEmpty()) {
            throw new IllegalArgumentException("a move is of at least one item");
        }
    }

    /** A step to whose money it does not matter where the items were. */
    public Move(
            ItemStep step,
            List<Long> serials,
            UUID product,
            @Nullable UUID retailer,
            @Nullable UUID outlet,
            long event) {
        this(step, serials, product, retailer, outlet, event, false);
    }
}
