package io.counterfoil.inventory;

/**
 * What a retailer owes of what it may, as pages say it.
 *
 * @param used what it owes
 * @param limit the most that it may owe
 * @param left what it may owe more
 * @param spent whether nothing is left
 */
public record CreditWords(String used, String limit, String left, boolean spent) {
    public static CreditWords of(Credit.State state) {
        return new CreditWords(
                state.used().toString(),
                state.limit().toString(),
                state.left().toString(),
                state.left().minor() == 0);
    }
}
