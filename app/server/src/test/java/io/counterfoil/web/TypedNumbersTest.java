package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import org.junit.jupiter.api.Test;
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
    @ValueSource(strings = {"1.000", "1,000", "-1.000", "", "1.5", "1,00", "1000,000", "1,000.000", "ten", "9999999999", ",000"})
    void whatIsNoWholeNumberIsNone(String typed) {
        assertThat(TypedNumbers.whole(typed)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 000", "1'000", "1000"})
    void aThousandMayHaveASpaceOrAnApostrophe(String typed) {
        assertThat(TypedNumbers.whole(typed)).isEqualTo(1000);
    }

    @Test
    void aNumberOfARangeThatMayBeAThousandIsNotAnsweredWithItsBounds() {
        Fields fields = new Fields();
        assertThat(TypedNumbers.number(fields, "hours", "24", 1, 8760)).isEqualTo(24);
        fields.done();
        TypedNumbers.number(fields, "hours", "1.000", 1, 8760);
        TypedNumbers.number(fields, "other", "9000", 1, 8760);
        assertThatThrownBy(fields::done)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(problem -> problem.message().toString())
                                        .satisfiesExactly(
                                                hours ->
                                                        assertThat(hours)
                                                                .contains("such as 1000."),
                                                other ->
                                                        assertThat(other)
                                                                .doesNotContain("1000.")));
    }

    @ParameterizedTest
    @CsvSource({"'1,000',true", "1.000,true", "' 12.500 ',true", "ten,false", "1.5,false"})
    void whatMayBeAThousandIsToldApartFromWhatIsNoNumber(String typed, boolean told) {
        Fields fields = new Fields();
        TypedNumbers.whole(fields, "count", typed);
        assertThatThrownBy(fields::done)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields().getFirst().message())
                                        .isEqualTo(
                                                told
                                                        ? "Write the number without separators for"
                                                                + " thousands, such as 1000."
                                                        : "Please write a whole number."));
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
