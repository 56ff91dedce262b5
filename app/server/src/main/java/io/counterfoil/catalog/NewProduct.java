package io.counterfoil.catalog;

import io.counterfoil.platform.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A product to be made, not yet checked; see {@link Product} for the meaning of its fields.
 *
 * @param term an ISO-8601 period such as {@code P1Y}
 * @param price in the provider's currency
 * @param activationRequired null: true unless it is a free CD
 * @param redeemBy a day such as {@code 2030-12-31}, or null
 */
public record NewProduct(
        @Nullable String sku,
        @Nullable String name,
        @Nullable String plan,
        @Nullable String term,
        @Nullable String medium,
        @Nullable String salesModel,
        @Nullable Amount price,
        @Nullable String gtin,
        @Nullable Boolean activationRequired,
        @Nullable String redeemBy) {

    /** A product whose codes never expire. */
    public NewProduct(
            @Nullable String sku,
            @Nullable String name,
            @Nullable String plan,
            @Nullable String term,
            @Nullable String medium,
            @Nullable String salesModel,
            @Nullable Amount price,
            @Nullable String gtin,
            @Nullable Boolean activationRequired) {
        this(
                sku,
                name,
                plan,
                term,
                medium,
                salesModel,
                price,
                gtin,
                activationRequired,
                null);
    }
}
