package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "1234567890",
                "qwertyuiop",
                "aaaaaaaaaaaa",
                "Passw0rd2026!",
                "letmeinplease",
                "passwort2026",
                "anna@example.com",
                "annalind2026",
                "Anna@Example.com",
                "harbourbackup"
            })
    void whatOthersTryFirstIsRefusedWithARuleThatHelps(String password) {
        assertThatThrownBy(() -> checked(password))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields().getFirst().message())
                                        .contains("would be guessed soon", "three or four words"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"correct horse battery", "three wet umbrellas", "g7#kQ0z!vR", "münchen kran löffel"})
    void wordsAndRandomCharactersAreGood(String password) {
        assertThat(checked(password)).isEqualTo(password);
    }

    @Test
    void theLengthIsBounded() {
        for (String password : List.of("g7#kQ0z!v", "x7".repeat(101))) {
            assertThatThrownBy(() -> checked(password))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.fields().getFirst().message())
                                            .contains("10 to 200 characters"));
        }
    }

    @Test
    void theAddressOfSomebodyIsNoPasswordHoweverLongItIs() {
        String address = "xq7vkw2-m4tzr9 ".strip().repeat(4) + "@example.com";
        assertThat(address).hasSizeGreaterThan(64);
        Fields fields = new Fields();
        PasswordRule.check(fields, "password", address, address);
        assertThatThrownBy(fields::done).isInstanceOf(Refused.class);
    }

    private static String checked(String password) {
        Fields fields = new Fields();
        String same =
                PasswordRule.check(
                        fields, "password", password, "Anna Lind", "anna@example.com", null, "Harbour Backup");
        fields.done();
        return same;
    }
}
