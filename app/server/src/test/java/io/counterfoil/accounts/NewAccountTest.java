package io.counterfoil.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewAccountTest {
    @ParameterizedTest
    @ValueSource(strings = {"lena.marks@corner.example", "Lena Marks-Oliveira", "lenamarks1987"})
    void whatOthersKnowOfSomebodyIsNoPassword(String password) {
        assertThatThrownBy(() -> checked(password))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .singleElement()
                                        .extracting(Refused.FieldProblem::field)
                                        .isEqualTo("account.password"));
    }

    @Test
    void aFewWordsAreOneAndNothingIsARandomOne() {
        assertThat(checked("three wet umbrellas").password()).isEqualTo("three wet umbrellas");
        assertThat(checked(" ").password()).isNull();
    }

    private static NewAccount checked(String password) {
        Fields fields = new Fields();
        NewAccount account =
                NewAccount.checked(
                        fields,
                        "account.",
                        "Lena Marks-Oliveira",
                        "lena.marks@corner.example",
                        "lenamarks1987",
                        password);
        fields.done();
        return account;
    }
}
