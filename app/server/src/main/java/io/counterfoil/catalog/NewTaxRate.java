package io.counterfoil.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A tax to count for a product, not yet checked.
 *
 * @param country ISO 3166-1, two letters
 * @param percent of the price without it, such as 19
 * @param voucher {@code single_purpose} or {@code multi_purpose}; null: the latter
 * @param validFrom the first day on which it counts; null: today
 */
public record NewTaxRate(
        @Nullable String country,
        @Nullable String percent,
        @Nullable String voucher,
        @Nullable String validFrom) {}
