package io.counterfoil.settlement.statements;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementStateTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, PAID, 0",
        "0, -5, PAID, 0",
        "0, 5, PAID, 0",
        "100, 0, OPEN, 100",
        "100, -5, OPEN, 100",
        "100, 99, PARTLY_PAID, 1",
        "100, 100, PAID, 0",
        "100, 150, PAID, 0",
        "-100, 0, OPEN, -100",
        "-100, -1, PARTLY_PAID, -99",
        "-100, -100, PAID, 0",
        "-100, 20, OPEN, -100"
    })
    void isPaidOnceWhatIsOwedMovedToWhomItIsOwed(
            long closing, long since, StatementState state, long left) {
        assertThat(StatementState.of(closing, since)).isEqualTo(state);
        assertThat(StatementState.left(closing, since)).isEqualTo(left);
    }
}
