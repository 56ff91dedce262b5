package io.counterfoil.inventory.stock;

import org.jspecify.annotations.Nullable;

/**
 * A count that is to begin.
 *
 * @param outlet the id of the outlet
 */
public record NewStockTake(@Nullable String outlet) {}
