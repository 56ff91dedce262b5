package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.counterfoil.codes.Gtin.Parsed;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GtinTest {
    private static final String SEED = "20240229";

    @Test
    void readsEveryLengthAsFourteenDigits() {
        assertThat(valid("4006381333931").gtin14()).isEqualTo("04006381333931");
        assertThat(valid("0 36000 29145 2").gtin14()).isEqualTo("00036000291452");
        assertThat(valid("9638-5074").gtin14()).isEqualTo("00000096385074");
        assertThat(valid("10614141000415").gtin14()).isEqualTo("10614141000415");
    }

    @Test
    void knowsItsPriceSymbol() {
        assertThat(valid("4006381333931").ean13()).contains("4006381333931");
        assertThat(valid("4006381333931").isUpcA()).isFalse();
        assertThat(valid("036000291452").isUpcA()).isTrue();
        assertThat(valid("10614141000415").ean13()).isEmpty();
    }

    @Test
    void itsWebAddressHasCapitalsWhereTheyMeanTheSame() {
        Gtin gtin = valid("4006381333931");

        assertThat(gtin.digitalLink("codes.example:8443", "a1"))
                .isEqualTo("HTTPS://CODES.EXAMPLE:8443/01/04006381333931/21/a1");
        assertThat(gtin.digitalLink("codes.example/shop", "1"))
                .isEqualTo("https://codes.example/shop/01/04006381333931/21/1");
        assertThat(gtin.digitalLink("straße.example", "1"))
                .isEqualTo("https://straße.example/01/04006381333931/21/1");
    }

    @Property(seed = SEED)
    void everyWrongDigitIsCaught(
            @ForAll @LongRange(min = 1, max = 999_999_999_999L) long body,
            @ForAll @IntRange(max = 12) int place,
            @ForAll @IntRange(min = 1, max = 9) int shift) {
        String digits = "%012d".formatted(body);
        StringBuilder text = new StringBuilder(digits + Gtin.checkDigit(digits));
        assertThat(Gtin.parse(text.toString())).isInstanceOf(Parsed.Valid.class);

        text.setCharAt(place, (char) ('0' + (text.charAt(place) - '0' + shift) % 10));

        assertThat(reason(text.toString())).contains("last digit should be");
    }

    @Test
    void aTextThatIsNoGtinIsRefusedInWords() {
        assertThat(reason("4006381333932")).contains("should be 1");
        assertThat(reason("123")).contains("has 3");
        assertThat(reason("40063813339X1")).contains("digits only");
        assertThat(reason("0000000000000")).contains("all zeros");
        assertThatIllegalArgumentException().isThrownBy(() -> new Gtin("4006381333931"));
    }

    private static Gtin valid(String text) {
        assertThat(Gtin.parse(text)).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid) Gtin.parse(text)).gtin();
    }

    private static String reason(String text) {
        assertThat(Gtin.parse(text)).isInstanceOf(Parsed.Invalid.class);
        return ((Parsed.Invalid) Gtin.parse(text)).reason();
    }
}
