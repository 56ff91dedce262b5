package io.counterfoil.inventory.stock;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From how few items of a product on an outlet is to be sent more.
 *
 * @param items the point; null: nobody chose one, and it is what is sold in 14 days
 */
public record ReorderPoint(UUID outlet, UUID product, @Nullable Integer items) {}
