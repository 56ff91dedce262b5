package io.counterfoil.economics;

import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * What storage costs the provider.
 *
 * @param ofGigabyteMonth of 10^9 bytes for 30 days, in major units
 * @param currency of the provider
 */
record StoragePrice(BigDecimal ofGigabyteMonth, Currency currency) {
    /** What may be typed for it. */
    static final String FORM = "An amount such as 0.02, without a currency.";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,6})?");
    private static final BigDecimal BYTE_DAYS = BigDecimal.valueOf(30_000_000_000L);

    /**
     * Reads a price.
     *
     * @throws IllegalArgumentException if it is none
     */
    static StoragePrice parse(String typed, Currency currency) {
        if (!NUMBER.matcher(typed).matches()) {
            throw new IllegalArgumentException("not a price of storage");
        }
        return new StoragePrice(new BigDecimal(typed), currency);
    }

    /** What so many bytes times days cost, rounded once. */
    Amount of(BigDecimal byteDays) {
        int decimals = currency.getDefaultFractionDigits();
        BigDecimal cost =
                ofGigabyteMonth
                        .multiply(byteDays)
                        .divide(BYTE_DAYS, decimals, RoundingMode.HALF_EVEN);
        return Amount.of(new Money(cost.unscaledValue().longValueExact(), currency));
    }
}
