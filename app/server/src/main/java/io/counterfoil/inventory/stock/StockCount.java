package io.counterfoil.inventory.stock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a count.
 *
 * @param serials serials that were scanned, and ranges of them
 */
public record StockCount(@Nullable List<@Nullable String> serials) {}
