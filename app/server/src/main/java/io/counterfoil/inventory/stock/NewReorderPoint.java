package io.counterfoil.inventory.stock;

import org.jspecify.annotations.Nullable;

/**
 * From how few items of a product on an outlet is to be sent more, as it was asked for.
 *
 * @param items the point; null takes a chosen one away
 */
public record NewReorderPoint(
        @Nullable String outlet, @Nullable String product, @Nullable Integer items) {}
