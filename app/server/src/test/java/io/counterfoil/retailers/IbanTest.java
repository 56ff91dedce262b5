package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The valid ones are the examples of the registry of ISO 13616. */
class IbanTest {
    private static final String GERMAN = "DE89370400440532013000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AD1200012030200359100100",
                "AE070331234567890123456",
                "AT611904300234573201",
                "BE68539007547034",
                "BG80BNBG96611020345678",
                "BR1800360305000010009795493C1",
                "CH9300762011623852957",
                "CZ6508000000192000145399",
                "DE89370400440532013000",
                "DK5000400440116243",
                "ES9121000418450200051332",
                "FI2112345600000785",
                "FR1420041010050500013M02606",
                "GB29NWBK60161331926819",
                "GR1601101250000000012300695",
                "IE29AIBK93115212345678",
                "IT60X0542811101000000123456",
                "LC55HEMM000100010012001200023015",
                "LU280019400644750000",
                "MT84MALT011000012345MTLCAST001S",
                "NL91ABNA0417164300",
                "NO9386011117947",
                "PL61109010140000071219812874",
                "PT50000201231234567890154",
                "SE4550000000058398257466",
                "TR330006100519786457841326",
                "UA213223130000026007233566001",
                "XK051212012345678906"
            })
    void theExamplesOfTheRegistryAreValid(String text) {
        assertThat(valid(text).reveal()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89 3704 0044 0532 0130 00",
                "de89 3704 0044 0532 0130 00",
                " DE89-3704-0044-0532-0130-00 ",
                "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000"
            })
    void spacesAndSmallLettersDontMatter(String text) {
        assertThat(valid(text).reveal()).isEqualTo(GERMAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|letters and digits only",
                "DE89 3704 0044 0532 0130 0ü|letters and digits only",
                "89DE 3704 0044 0532 0130 00|begins with the two letters",
                "DE|begins with the two letters",
                "US89 3704 0044 0532 0130 00|begin with US",
                "DE89 3704 0044 0532 0130 0|has 22 characters, this one has 21",
                "DE89 3704 0044 0532 0130 000|this one has 23",
                "DE89 3704 0044 0532 0131 00|check digits",
                "DE89 3704 0044 0532 1030 00|check digits"
            })
    void whatIsWrongIsSaid(String text, String reason) {
        assertThat(Iban.parse(text))
                .isInstanceOfSatisfying(
                        Iban.Parsed.Invalid.class,
                        invalid ->
                                assertThat(invalid.reason().toString())
                                        .contains(reason)
                                        .doesNotContain("3704"));
    }

    @Test
    void checkDigitsThatAreNeverGivenAreRefusedThoughTheyDivide() {
        // Of an account whose digits are 97 or 98, 00 and 01 would leave the same rest.
        long refused = 0;
        for (int account = 0; account < 200; account++) {
            for (String check : List.of("00", "01", "99")) {
                String text = "NO" + check + "%011d".formatted(account);
                assertThat(Iban.parse(text)).isInstanceOf(Iban.Parsed.Invalid.class);
                refused++;
            }
        }
        assertThat(refused).isEqualTo(600);
    }

    @Test
    void showsFourCharactersOnly() {
        assertThat(valid(GERMAN).toString()).isEqualTo("Iban[DE…3000]");
        assertThat(valid(GERMAN).lastFour()).isEqualTo("3000");
        assertThat(valid(GERMAN).country()).isEqualTo("DE");
    }

    @Property(tries = 300, seed = "20240229")
    void oneWrongDigitIsAlwaysFound(
            @ForAll @IntRange(min = 2, max = 21) int place,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        char wrong = (char) ('0' + (GERMAN.charAt(place) - '0' + by) % 10);
        String text = GERMAN.substring(0, place) + wrong + GERMAN.substring(place + 1);
        assertThat(Iban.parse(text)).isInstanceOf(Iban.Parsed.Invalid.class);
    }

    private static Iban valid(String text) {
        return Iban.parse(text) instanceof Iban.Parsed.Valid valid ? valid.iban() : fail(text);
    }

    private static Iban fail(String text) {
        throw new AssertionError(Iban.parse(text).toString());
    }
}
