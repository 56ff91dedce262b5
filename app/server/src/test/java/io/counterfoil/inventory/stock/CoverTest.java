package io.counterfoil.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoverTest {
    @Test
    void stockLastsAsLongAsItWouldAtThePaceOfTheLastMonth() {
        assertThat(Cover.of(10, 0, 30, null).days()).isEqualTo(10);
        assertThat(Cover.of(10, 0, 7, null).days()).as("42.9 days").isEqualTo(42);
        assertThat(Cover.of(10, 0, 0, null).days()).as("nothing is sold").isNull();
        assertThat(Cover.of(0, 0, 3, null).days()).isZero();
    }

    @Test
    void aPointThatNobodyChoseIsWhatIsSoldInTwoWeeks() {
        assertThat(Cover.of(100, 0, 30, null).point()).isEqualTo(14);
        assertThat(Cover.of(100, 0, 1, null).point()).as("0.5 is one").isEqualTo(1);
        assertThat(Cover.of(100, 0, 0, null).point()).isZero();
        assertThat(Cover.of(100, 0, 30, 3).point()).isEqualTo(3);
    }

    @Test
    void atThePointSoMuchIsSuggestedAsLastsForFourWeeks() {
        assertThat(Cover.of(15, 0, 30, null).suggested()).as("above the point").isZero();
        assertThat(Cover.of(14, 0, 30, null).suggested()).isEqualTo(14);
        assertThat(Cover.of(4, 10, 30, null).suggested()).as("with what is on its way").isEqualTo(14);
        assertThat(Cover.of(4, 11, 30, null).suggested()).isZero();
        assertThat(Cover.of(0, 0, 0, null).suggested()).as("nothing is known").isZero();
    }

    @Test
    void aChosenPointIsFilledUpToWhereNothingIsSold() {
        assertThat(Cover.of(0, 0, 0, 20).suggested()).isEqualTo(20);
        assertThat(Cover.of(5, 0, 0, 20).suggested()).isEqualTo(15);
        assertThat(Cover.of(20, 0, 0, 20).suggested()).isZero();
        assertThat(Cover.of(0, 0, 30, 0).suggested()).as("only when it has none").isEqualTo(28);
    }
}
