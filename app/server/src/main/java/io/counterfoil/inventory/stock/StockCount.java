package io.counterfoil.inventory.stock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a count.
 *
 * @param serials serials that were scanned, and ranges of them
 * @param cartons numbers of cartons that stand there unopened
 */
public record StockCount(
        @Nullable List<@Nullable String> serials, @Nullable List<@Nullable String> cartons) {}
