package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.counterfoil.platform.Money;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommissionTest {

    @ParameterizedTest
    @CsvSource({
        "10.00, 1500, 1.50",
        "49.00, 1500, 7.35",
        // Half a cent goes to the even side, up or down.
        "0.10, 1500, 0.02",
        "0.30, 1500, 0.04",
        "0.50, 1500, 0.08",
        "0.03, 3333, 0.01",
        "10.00, 0, 0.00",
        "10.00, 10000, 10.00"
    })
    void aShareIsRoundedHalfEven(String price, int basisPoints, String kept) {
        assertThat(new Commission.Percent(basisPoints).of(euro(price))).isEqualTo(euro(kept));
    }

    @Test
    void anAmountIsNeverMoreThanThePrice() {
        Commission commission = new Commission.Fixed(euro("2.00"));
        assertThat(commission.of(euro("10.00"))).isEqualTo(euro("2.00"));
        assertThat(commission.of(euro("1.50"))).isEqualTo(euro("1.50"));
        assertThat(commission.of(euro("0.00"))).isEqualTo(euro("0.00"));
    }

    @Test
    void anAmountOfAnotherCurrencyIsAFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Commission.Fixed(euro("2.00")).of(Money.of("10", "JPY")));
    }

    @Test
    void noCommissionIsBelowNothingOrAboveThePrice() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Commission.Percent(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Commission.Percent(10_001));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Commission.Fixed(new Money(-1, euro("1").currency())));
    }

    @Property(seed = "20240229")
    void theShopNeverKeepsMoreThanThePrice(
            @ForAll @IntRange(min = 0, max = 10_000) int basisPoints,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long minor) {
        Money price = new Money(minor, euro("1").currency());
        assertThat(new Commission.Percent(basisPoints).of(price).minor()).isBetween(0L, minor);
    }

    private static Money euro(String amount) {
        return Money.of(amount, "EUR");
    }
}
