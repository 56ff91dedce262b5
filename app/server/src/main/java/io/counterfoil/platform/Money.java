package io.counterfoil.platform;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
            if (value.scale() > currency.getDefaultFractionDigits()) {
                throw new ArithmeticException("more decimals, even if they are zeros");
            }
            return new Money(
                    value.movePointRight(currency.getDefaultFractionDigits()).longValueExact(),
                    currency);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "more decimals than " + currencyCode + " has, or too large", e);
        }
    }

    /** A sentence that tells people how an amount in this currency is written. */
    public static String spelling(Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        String most =
                switch (decimals) {
                    case 0 -> "without decimals";
                    case 2 -> "with at most two decimals";
                    case 3 -> "with at most three decimals";
                    default -> "with at most " + decimals + " decimals";
                };
        return "Write the amount %s and without separators for thousands, such as %s."
                .formatted(
                        most,
                        new BigDecimal(1000)
                                .setScale(decimals, RoundingMode.UNNECESSARY)
                                .toPlainString());
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
