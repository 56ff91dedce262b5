package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.counterfoil.codes.SerialNumber.Parsed;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialNumberTest {
    private static final String SEED = "20240229";

    @Test
    void isRunSequenceAndTheCheckDigitOfDamm() {
        // Damm's own example: 572 takes the check digit 4.
        assertThat(Damm.check(572, 3)).isEqualTo(4);
        assertThat(Damm.check(5724, 4)).isZero();

        SerialNumber serial = SerialNumber.of(100_000, 1);

        assertThat(serial.toString()).hasSize(14).startsWith("1000000000001");
        assertThat(serial.value()).isEqualTo(Long.parseLong(serial.toString()));
    }

    @Property(seed = SEED)
    void survivesTextAndValue(
            @ForAll @IntRange(min = 100_000, max = 999_999) int run,
            @ForAll @IntRange(min = 1, max = 9_999_999) int sequence) {
        SerialNumber serial = SerialNumber.of(run, sequence);

        assertThat(SerialNumber.of(serial.toString())).isEqualTo(serial);
        assertThat(SerialNumber.ofValue(serial.value())).isEqualTo(serial);
        assertThat(SerialNumber.parse(" " + run + "-" + serial.toString().substring(6)))
                .isEqualTo(new Parsed.Valid(serial));
    }

    @Property(seed = SEED)
    void everyWrongDigitIsCaught(
            @ForAll @IntRange(min = 100_000, max = 999_999) int run,
            @ForAll @IntRange(min = 1, max = 9_999_999) int sequence,
            @ForAll @IntRange(max = 13) int place,
            @ForAll @IntRange(min = 1, max = 9) int shift) {
        StringBuilder text = new StringBuilder(SerialNumber.of(run, sequence).toString());
        text.setCharAt(place, (char) ('0' + (text.charAt(place) - '0' + shift) % 10));

        assertThat(SerialNumber.parse(text.toString())).isInstanceOf(Parsed.Invalid.class);
    }

    @Property(seed = SEED)
    void everySwapOfNeighboursIsCaught(
            @ForAll @IntRange(min = 100_000, max = 999_999) int run,
            @ForAll @IntRange(min = 1, max = 9_999_999) int sequence,
            @ForAll @IntRange(max = 12) int place) {
        String text = SerialNumber.of(run, sequence).toString();
        String swapped = swap(text, place);

        assertThat(SerialNumber.parse(swapped) instanceof Parsed.Valid)
                .isEqualTo(swapped.equals(text));
    }

    @Property(seed = SEED)
    void orderByValueIsOrderByRunAndSequence(
            @ForAll @IntRange(min = 100_000, max = 999_999) int run,
            @ForAll @IntRange(min = 100_000, max = 999_999) int otherRun,
            @ForAll @IntRange(min = 1, max = 9_999_999) int sequence,
            @ForAll @IntRange(min = 1, max = 9_999_999) int otherSequence) {
        SerialNumber one = SerialNumber.of(run, sequence);
        SerialNumber other = SerialNumber.of(otherRun, otherSequence);

        assertThat(Integer.signum(one.compareTo(other)))
                .isEqualTo(Long.signum(Long.compare(one.value(), other.value())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10000000000019",
                " 100000 0000001-9 ",
                "(01)04006381333931(21)10000000000019",
                "01040063813339312110000000000019",
                "]C101040063813339312110000000000019",
                "]d2\u001d01040063813339312110000000000019",
                "https://harbour.example/01/04006381333931/21/10000000000019",
                "HTTPS://HARBOUR.EXAMPLE/01/04006381333931/21/10000000000019",
                "http://localhost:8080/01/4006381333931/21/10000000000019"
            })
    void isReadFromEverySymbolThatIsPrinted(String scanned) {
        assertThat(SerialNumber.parse(scanned))
                .isEqualTo(new SerialNumber.Parsed.Valid(SerialNumber.of(100_000, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(01)04006381333931(21)10000000000018",
                "(01)04006381333931",
                "(21)10000000000019",
                "01040063813339312110000000000019.",
                "https://harbour.example/01/04006381333931",
                "ftp://harbour.example/01/04006381333931/21/10000000000019"
            })
    void isNotReadFromHalfASymbolOrAWrongOne(String scanned) {
        assertThat(SerialNumber.parse(scanned)).isInstanceOf(SerialNumber.Parsed.Invalid.class);
    }

    @Test
    void aTextThatIsNoSerialIsRefusedInWords() {
        assertThat(reason("123")).contains("14 digits").contains("has fewer");
        assertThat(reason("1".repeat(400))).contains("has more");
        assertThat(reason("10000000000O17")).contains("digits only");
        assertThat(reason("00000000000000")).contains("start with a zero");
        assertThat(reason("1000000000000" + Damm.check(1000000000000L, 13))).contains("start at 1");
    }

    @Test
    void numbersOutsideTheLayoutAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SerialNumber.of(99_999, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SerialNumber.of(1_000_000, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SerialNumber.of(100_000, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> SerialNumber.of(100_000, 10_000_000));
        assertThatIllegalArgumentException().isThrownBy(() -> SerialNumber.ofValue(-1));
    }

    private static String reason(String text) {
        assertThat(SerialNumber.parse(text)).isInstanceOf(Parsed.Invalid.class);
        return ((Parsed.Invalid) SerialNumber.parse(text)).reason();
    }

    private static String swap(String text, int place) {
        return text.substring(0, place)
                + text.charAt(place + 1)
                + text.charAt(place)
                + text.substring(place + 2);
    }

    @Test
    void whoWroteOneDigitWrongOrSwappedTwoIsToldWhatTheyMayHaveMeant() {
        SerialNumber meant = SerialNumber.of(123_456, 7_654_321);
        String digits = meant.toString();
        for (int place = 0; place < digits.length(); place++) {
            StringBuilder wrong = new StringBuilder(digits);
            wrong.setCharAt(place, digits.charAt(place) == '9' ? '1' : '9');
            assertThat(SerialNumber.near(wrong.toString())).contains(meant).hasSizeLessThan(28);
            if (place > 0) {
                StringBuilder swapped = new StringBuilder(digits);
                swapped.setCharAt(place, digits.charAt(place - 1));
                swapped.setCharAt(place - 1, digits.charAt(place));
                assertThat(SerialNumber.near(swapped.toString())).contains(meant);
            }
        }
        assertThat(SerialNumber.near("12345")).isEmpty();
        assertThat(SerialNumber.near(digits.substring(0, 13) + "?"))
                .as("one that can't be read follows from the others")
                .containsExactly(meant);
    }
}
