package io.counterfoil.settlement.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SepaTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Müller & Söhne, Gießen|Mueller + Soehne, Giessen",
                "Łódź Café Øst|Lodz Cafe Ost",
                "A\u0308pfel|Aepfel",
                "Ζeus <b>|.eus .b.",
                "株式会社|....",
                "//x//y/|x/y",
                "🎁|."
            })
    void keepsWhatBanksTakeAndSpellsTheRestAlike(String text, String plain) {
        assertThat(SepaText.of(text, 70)).isEqualTo(plain);
    }

    @Property(seed = "20240229")
    void isNeverEmptyNorTooLongAndAlwaysTaken(@ForAll String text) {
        String plain = SepaText.of(text, 70);
        assertThat(plain).matches("[A-Za-z0-9/?:().,'+ -]{1,70}").doesNotContain("//");
        assertThat(plain).doesNotStartWith("/").doesNotEndWith("/");
    }
}
