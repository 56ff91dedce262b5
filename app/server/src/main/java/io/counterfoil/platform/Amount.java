package io.counterfoil.platform;

import org.jspecify.annotations.Nullable;

/**
 * Money as the API spells it, not yet checked: {@link Fields#money} makes {@link Money} of it.
 *
 * @param amount major units with all decimals, such as {@code 49.00}
 * @param currency ISO 4217
 */
public record Amount(@Nullable String amount, @Nullable String currency) {

    /** How the API spells this amount. */
    public static Amount of(Money money) {
        return new Amount(money.amount(), money.currency().getCurrencyCode());
    }
}
