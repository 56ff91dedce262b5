package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteRuleTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, false",
        "499, 499, false",
        "500, 5, false",
        "500, 6, true",
        "1000, 10, false",
        "1000, 11, true",
        "100000, 1000, false"
    })
    void moreThanOneInAHundredOfFiveHundredOrMoreIsSuspicious(
            long attempts, long failures, boolean suspicious) {
        assertThat(SiteRule.suspicious(new SiteRule.Counts(attempts, failures)))
                .isEqualTo(suspicious);
    }
}
