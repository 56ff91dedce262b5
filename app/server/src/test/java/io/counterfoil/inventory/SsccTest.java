package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SsccTest {

    @Test
    void hasEighteenDigitsOfWhichTheLastIsTheCheckDigit() {
        // 3 × 1 + 1 × 2 = 5, and 5 is missing to the next ten.
        assertThat(Sscc.of(1)).isEqualTo("020000000000000015");
        assertThat(Sscc.of(999_999_999_999_999L)).hasSize(18).startsWith("02999999999999999");
    }

    @Test
    void aCounterThatNoLongerFitsIsAFault() {
        assertThatThrownBy(() -> Sscc.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sscc.of(1_000_000_000_000_000L))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
