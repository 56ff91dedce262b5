package io.counterfoil.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterfoil.catalog.TermWords;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TypedPeriodTest {
    @ParameterizedTest
    @CsvSource({"14, days, P14D", "' 1 ', months, P1M", "1, years, P1Y", "'1 000', days, P1000D"})
    void isWhatProgramsWrite(String number, String unit, String period) {
        assertThat(TypedPeriod.of("period", number, unit)).isEqualTo(period);
    }

    @Test
    void isNoneWhereNothingIsTyped() {
        assertThat(TypedPeriod.of("period", " ", "months")).isNull();
        assertThat(TypedPeriod.of("period", null, null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "P1M, months, period, A whole number from 1 to 120.",
        "0, years, period, A whole number from 1 to 10.",
        "3653, days, period, 'A whole number from 1 to 3,652.'",
        "'1,000', days, period, 'Write the number without separators for thousands, such as 1000.'",
        "1, weeks, period_unit, 'One of days, months, years.'"
    })
    void isRefusedAtTheFieldThatIsWrong(
            String number, String unit, String field, String message) {
        Refused refused =
                catchThrowableOfType(
                        Refused.class, () -> TypedPeriod.of("period", number, unit));
        assertThat(refused.fields())
                .containsExactly(new Refused.FieldProblem(field, refused.fields().getFirst().text()));
        assertThat(refused.fields().getFirst().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @EnumSource
    void theLongestIsTheLongestTerm(TypedPeriod.Unit unit) {
        Fields fields = new Fields();
        String letter = unit.name().substring(0, 1).toUpperCase(Locale.ROOT);
        assertThat(TermWords.read(fields, "term", "P" + unit.most + letter)).isPresent();
        assertThat(TermWords.read(fields, "term", "P" + (unit.most + 1) + letter)).isEmpty();
    }
}
