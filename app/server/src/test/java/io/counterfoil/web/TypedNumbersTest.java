package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNumbersTest {
    @ParameterizedTest
    @ValueSource(strings = {"1000000", "1,000,000", "1.000.000", " 1 000 000 ", "1'000'000"})
    void aWholeNumberMayHaveItsThousandsApart(String typed) {
        assertThat(TypedNumbers.whole(typed)).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "1,00", "1000,000", "1,000.000", "ten", "9999999999", ",000"})
    void whatIsNoWholeNumberIsNone(String typed) {
        assertThat(TypedNumbers.whole(typed)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"\"9,99\",9.99", "9.99,9.99", "\" 10 \",10", "\"1,299.00\",\"1,299.00\"",
                "\"-0,125\",-0.125", "\"1,000\",\"1,000\"", "\"12,5000\",\"12,5000\""})
    void aDecimalCommaBecomesAPoint(String typed, String number) {
        assertThat(TypedNumbers.withPoint(typed)).isEqualTo(number);
    }
}
