package io.counterfoil.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.time.Duration;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/win@a.bc",
                "you\u00a0have\u00a0won@a.bc",
                "\"you have won\"@a.bc",
                "anna\u200b@example.com",
                "anna@example.com/win",
                "anna@[192.0.2.1].example"
            })
    void whatReadsLikeSomethingElseIsNoUsernameAndNoAddress(String typed) {
        Fields fields = new Fields();
        NewAccount.checkedUsername(fields, "username", typed);
        fields.email("email", typed);
        assertThatThrownBy(fields::done)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("username", "email"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.com\u00a0",
                "\ufeffanna@example.com",
                "\u202aanna@example.com\u202c",
                "anna@example.com\u200b "
            })
    void whatIsPastedAlongUnseenIsNoPartOfAnAddress(String typed) {
        Fields fields = new Fields();
        assertThat(NewAccount.checkedUsername(fields, "username", typed))
                .isEqualTo("anna@example.com");
        assertThat(fields.email("email", typed)).isEqualTo("anna@example.com");
        assertThatCode(fields::done).doesNotThrowAnyException();
    }

    @Test
    void manySpacesTakeNoMoreThanAMoment() {
        String typed = "a" + " ".repeat(1_000_000) + "b";
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(NewAccount.username(typed)).isEqualTo(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o'neil+backup@example.com",
                "a_b-c.d@example.com",
                "grüße@bücher.example",
                "x=y{z}@sub.example.museum"
            })
    void unusualAddressesAreGood(String typed) {
        Fields fields = new Fields();
        assertThat(fields.email("email", typed)).isEqualTo(typed);
        assertThatCode(fields::done).doesNotThrowAnyException();
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
