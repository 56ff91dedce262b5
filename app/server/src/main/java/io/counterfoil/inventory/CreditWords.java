package io.counterfoil.inventory;

import io.counterfoil.platform.Money;

/**
 * What a retailer owes of what it may, as pages say it.
 *
 * @param used what it owes
 * @param limit the most that it may owe
 * @param left what it may owe more
 * @param spent whether nothing is left
 */
public record CreditWords(Money used, Money limit, Money left, boolean spent) {
    public static CreditWords of(Credit.State state) {
        return new CreditWords(
                state.used(),
                state.limit(),
                state.left(),
                state.left().minor() == 0);
    }
}
