package io.counterfoil.platform;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of money in the currency's minor units (cents).
 *
 * @param minor how many minor units; may be negative in a ledger
 * @param currency ISO 4217
 */
public record Money(long minor, Currency currency) {

    /**
     * Reads an amount such as {@code 49.00}.
     *
     * @throws IllegalArgumentException if it is no number, has more decimals than the currency or
     *     is too large
     */
    public static Money of(String amount, String currencyCode) {
        Currency currency = Currency.getInstance(currencyCode);
        if (amount.length() > 20) {
            throw new IllegalArgumentException("too long for an amount");
        }
        try {
            BigDecimal value = new BigDecimal(amount);
            return new Money(
                    value.movePointRight(currency.getDefaultFractionDigits()).longValueExact(),
                    currency);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "more decimals than " + currencyCode + " has, or too large", e);
        }
    }

    /** The amount in major units with all decimals of the currency, such as {@code 49.00}. */
    public String amount() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
    }

    @Override
    public String toString() {
        return amount() + " " + currency.getCurrencyCode();
    }
}
