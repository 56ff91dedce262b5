package io.counterfoil.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.codes.ServerKey;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TrialMarksTest {
    private final TrialMarks marks = new TrialMarks(ServerKey.generate(new SecureRandom()));

    @Test
    void anAddressCountsWithoutCaseAndPlusTagButWithItsDots() {
        assertThat(marks.email(" Anna+Backup+2@Example.COM "))
                .isEqualTo(marks.email("anna@example.com"));
        assertThat(marks.email("an.na@example.com")).isNotEqualTo(marks.email("anna@example.com"));
        assertThat(TrialMarks.normalized("+tag@example.com")).isEqualTo("+tag@example.com");
        assertThat(TrialMarks.normalized("anna@ex+ample.com")).isEqualTo("anna@ex+ample.com");
    }

    @Test
    void aNetworkIsAnAddressOrTheFirstHalfOfOne() {
        assertThat(marks.household("2001:db8:1:2::1", null).network())
                .isEqualTo(marks.household("2001:db8:1:2:ffff::9", null).network())
                .isNotEqualTo(marks.household("2001:db8:1:3::1", null).network());
        assertThat(marks.household("192.0.2.1", null).network())
                .isNotEqualTo(marks.household("192.0.2.2", null).network());
    }

    @Test
    void aProgramHasNoBrowser() {
        assertThat(marks.household("192.0.2.1", null).all()).hasSize(1);
        assertThat(marks.household("192.0.2.1", " ").all()).hasSize(1);
        assertThat(marks.household("192.0.2.1", "cookie").all()).hasSize(2);
    }
}
