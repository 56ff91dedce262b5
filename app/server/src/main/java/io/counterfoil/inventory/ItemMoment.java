package io.counterfoil.inventory;

import io.counterfoil.platform.Event;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that happened to an item.
 *
 * @param event what happened, to the item or to a range that it is in
 * @param state where the item stood after it
 */
public record ItemMoment(Event event, ItemState state) {

    /** The account that an item with this history was redeemed for; empty if it was not. */
    public static Optional<UUID> account(List<ItemMoment> history) {
        return history.stream()
                .map(ItemMoment::event)
                .filter(event -> event.data().hasNonNull("account"))
                .map(event -> UUID.fromString(event.data().required("account").asText()))
                .reduce((earlier, later) -> later);
    }
}
