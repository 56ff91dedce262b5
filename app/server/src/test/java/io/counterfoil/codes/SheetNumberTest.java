package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetNumberTest {
    @Test
    void isPrintedWithItsCheckDigitBehindAHyphenAndReadsBackEitherWay() {
        SheetNumber sheet = new SheetNumber(100_000);
        assertThat(sheet.toString()).isEqualTo("100000-2");
        for (String text : new String[] {"100000-2", "1000002", " 1000 002 "}) {
            assertThat(SheetNumber.parse(text)).isEqualTo(new SheetNumber.Parsed.Valid(sheet));
        }
        SheetNumber last = new SheetNumber(SheetNumber.LAST);
        assertThat(SheetNumber.parse(last.digits())).isEqualTo(new SheetNumber.Parsed.Valid(last));
    }

    @Test
    void everyWrongDigitIsCaught() {
        String digits = new SheetNumber(123_456).digits();
        for (int place = 0; place < digits.length(); place++) {
            for (char other = '0'; other <= '9'; other++) {
                StringBuilder typed = new StringBuilder(digits);
                typed.setCharAt(place, other);
                assertThat(SheetNumber.parse(typed.toString()) instanceof SheetNumber.Parsed.Valid)
                        .isEqualTo(other == digits.charAt(place));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "99999", "10000000000019", "99999999999999999999", "1000O02"})
    void whatIsNoNumberOfASheetIsRefusedWithASentence(String text) {
        assertThat(SheetNumber.parse(text))
                .isInstanceOfSatisfying(
                        SheetNumber.Parsed.Invalid.class,
                        invalid -> assertThat(invalid.reason()).endsWith("."));
    }
}
