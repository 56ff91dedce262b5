package io.counterfoil.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.counterfoil.platform.Amount;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoragePriceTest {

    @ParameterizedTest
    @CsvSource({
        // 100 GB for 30 days at 2 cents
        "0.02, 3000000000000, EUR, 2.00",
        "0.02, 0, EUR, 0.00",
        // Half a cent goes to the even one.
        "0.02, 750000000000, EUR, 0.50",
        "0.01, 1500000000000, EUR, 0.50",
        "0.01, 15000000000, EUR, 0.00",
        "0.01, 45000000000, EUR, 0.02",
        "3, 50000000000, JPY, 5",
    })
    void aCostIsRoundedOnceToTheCurrencysUnits(
            String price, BigDecimal byteDays, String currency, String cost) {
        assertThat(StoragePrice.parse(price, Currency.getInstance(currency)).of(byteDays))
                .isEqualTo(new Amount(cost, currency));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e3", "0,02", "1.", ".5", "12345", "0.0000001", "2 EUR"})
    void whatIsNoPriceIsRefused(String typed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoragePrice.parse(typed, Currency.getInstance("EUR")));
    }

    @Test
    void theLargestPriceOfTheLargestStorageIsAnAmount() {
        StoragePrice most = StoragePrice.parse("9999.999999", Currency.getInstance("EUR"));
        // A thousand petabytes for ten years.
        assertThat(most.of(new BigDecimal("3.65e21")).amount()).isNotNull();
    }
}
