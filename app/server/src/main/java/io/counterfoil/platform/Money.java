package io.counterfoil.platform;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

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
    public static Text spelling(Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        return switch (decimals) {
            case 0 ->
                    Text.of(
                            "Write the amount without decimals and without separators for thousands, such as 1000.");
            case 2 ->
                    Text.of(
                            "Write the amount with at most two decimals and without separators for thousands, such as 1000.00.");
            case 3 ->
                    Text.of(
                            "Write the amount with at most three decimals and without separators for thousands, such as 1000.000.");
            default ->
                    Text.of(
                            "Write the amount with at most {decimals} decimals and without separators for thousands.",
                            "decimals",
                            decimals);
        };
    }

    /** The amount in major units with all decimals of the currency, such as {@code 49.00}. */
    public String amount() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
    }

    /** The same as people of a language write it, such as {@code 1.049,00 EUR} in German. */
    public String in(Locale language) {
        return amount(language) + " " + currency.getCurrencyCode();
    }

    /** The same without its currency, such as {@code 1.049,00} in German. */
    public String amount(Locale language) {
        int decimals = currency.getDefaultFractionDigits();
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(BigDecimal.valueOf(minor, decimals));
    }

    @Override
    public String toString() {
        return amount() + " " + currency.getCurrencyCode();
    }
}
