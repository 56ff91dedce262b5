package io.counterfoil.inventory.orders;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to order, not yet checked.
 *
 * @param outlet the id of the outlet that needs it
 * @param lines how much of what; those of no items are left out
 * @param note what to say besides; null or blank: nothing
 */
public record NewGoodsOrder(
        @Nullable String outlet,
        @Nullable List<@Nullable NewOrderLine> lines,
        @Nullable String note) {

    /**
     * So much of a product.
     *
     * @param product the id of a product
     * @param items how many
     */
    public record NewOrderLine(@Nullable String product, @Nullable Integer items) {}
}
