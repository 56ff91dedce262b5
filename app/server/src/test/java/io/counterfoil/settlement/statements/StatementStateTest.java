package io.counterfoil.settlement.statements;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementStateTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, PAID",
        "100, 0, OPEN",
        "100, -5, OPEN",
        "100, 99, PARTLY_PAID",
        "100, 100, PAID",
        "100, 150, PAID",
        "-100, 0, OPEN",
        "-100, -1, PARTLY_PAID",
        "-100, -100, PAID",
        "-100, 20, OPEN"
    })
    void isPaidOnceWhatIsOwedMovedToWhomItIsOwed(long closing, long since, StatementState state) {
        assertThat(StatementState.of(closing, since)).isEqualTo(state);
    }
}
