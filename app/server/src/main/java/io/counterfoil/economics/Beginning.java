package io.counterfoil.economics;

import io.counterfoil.inventory.Item;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a trial began.
 *
 * @param channel on which way it came
 * @param product of the card or CD; null = there was none
 * @param retailer who had it for sale; null = nobody
 * @param outlet in which shop; null = in none
 */
record Beginning(
        Channel channel, @Nullable UUID product, @Nullable UUID retailer, @Nullable UUID outlet) {

    static Beginning without(Channel channel) {
        return new Beginning(channel, null, null, null);
    }

    static Beginning with(Channel channel, Item item) {
        return new Beginning(channel, item.product(), item.retailer(), item.outlet());
    }
}
