package io.counterfoil.catalog;

import io.counterfoil.platform.Money;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is sold: a term of a plan, on a medium, at a price.
 *
 * @param id its id
 * @param sku the provider's own number for it, unique for the provider
 * @param name as customers read it
 * @param plan the id of its plan
 * @param term how long an account lives or is extended
 * @param medium on what it is handed over
 * @param salesModel how shop and provider share the money
 * @param price what the customer pays
 * @param gtin the digits of its price symbol as printed (8, 12, 13 or 14), or null if it has none
 * @param activationRequired whether a code is worthless until a till says "sold"
 * @param redeemBy the last day, by the provider's calendar, on which a code can be redeemed, or null
 */
public record Product(
        UUID id,
        String sku,
        String name,
        UUID plan,
        Period term,
        Medium medium,
        SalesModel salesModel,
        Money price,
        @Nullable String gtin,
        boolean activationRequired,
        @Nullable LocalDate redeemBy) {

    /**
     * As it is for a run with a last day of its own: the later one counts.
     *
     * @param day empty: it has none
     */
    public Product lasting(Optional<LocalDate> day) {
        return day.filter(this::isExpiredOn).map(this::redeemableUntil).orElse(this);
    }

    private Product redeemableUntil(LocalDate day) {
        return new Product(
                id,
                sku,
                name,
                plan,
                term,
                medium,
                salesModel,
                price,
                gtin,
                activationRequired,
                day);
    }

    /** Whether its codes are worthless on a day of the provider's calendar. */
    public boolean isExpiredOn(LocalDate day) {
        return redeemBy != null && day.isAfter(redeemBy);
    }
}
