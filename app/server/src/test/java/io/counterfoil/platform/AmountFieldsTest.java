package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountFieldsTest {
    private static final String TWO =
            "Write the amount with at most two decimals and without separators for thousands, such"
                    + " as 1000.00.";
    private static final String NONE =
            "Write the amount without decimals and without separators for thousands, such as 1000.";
    private static final String THREE =
            "Write the amount with at most three decimals and without separators for thousands,"
                    + " such as 1000.000.";

    @ParameterizedTest
    @CsvSource({"1000.00,EUR,100000", "1000,EUR,100000", "0.5,EUR,50", "1000,JPY,1000",
                "1.000,KWD,1000"})
    void anAmountHasAtMostTheDecimalsOfItsCurrency(String amount, String currency, long minor) {
        Fields fields = new Fields();
        Optional<Money> money = fields.money("amount", new Amount(amount, currency));
        fields.done();
        assertThat(money.orElseThrow().minor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1.000|EUR", "1,000|EUR", "1.000,00|EUR", "1,000.00|EUR", "1 000|EUR",
                "\"1'000.00\"|EUR", "12.340|EUR", "49,00|EUR"},
            quoteCharacter = '"')
    void whatMayBeAThousandIsNotReadAsAnything(String amount, String currency) {
        assertThat(problem(amount, currency)).isEqualTo(TWO);
    }

    @Test
    void theSentenceGoesWithTheCurrency() {
        assertThat(problem("1.000", "JPY")).isEqualTo(NONE);
        assertThat(problem("1000.00", "JPY")).isEqualTo(NONE);
        assertThat(problem("1.000.000", "KWD")).isEqualTo(THREE);
    }

    @ParameterizedTest
    @CsvSource({"-1,EUR", "1e3,EUR", "ten,EUR", "99999999999999999999.00,EUR", "1.00,XAU",
                "1.00,EURO", "1.000,EURO"})
    void whatIsNoAmountAtAllGetsAnExample(String amount, String currency) {
        assertThat(problem(amount, currency)).startsWith("An amount with its currency");
    }

    @Test
    void whatCouldNotBeAddedUpIsRefusedAndTheLargestAmountIsNot() {
        assertThat(problem("10000000000.01", "EUR")).contains("compare the digits");
        assertThat(problem("1000000000001", "JPY")).contains("compare the digits");
        assertThat(new Fields().money("amount", new Amount("10000000000.00", "EUR")))
                .map(Money::minor)
                .contains(1_000_000_000_000L);
    }

    @Test
    void moneyItselfTakesNoMoreDecimalsEither() {
        assertThatThrownBy(() -> Money.of("1.000", "EUR"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String problem(String amount, String currency) {
        Fields fields = new Fields();
        assertThat(fields.money("amount", new Amount(amount, currency))).isEmpty();
        try {
            fields.done();
        } catch (Refused refused) {
            assertThat(refused.fields()).hasSize(1);
            return refused.fields().getFirst().message();
        }
        throw new AssertionError("taken");
    }
}
