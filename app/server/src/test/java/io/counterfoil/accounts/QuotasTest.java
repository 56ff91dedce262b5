package io.counterfoil.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotasTest {
    @Test
    void whoChangesThePlanGetsWhatItGives() {
        assertThat(Quotas.onOtherPlan(50L, 50L, 200L)).isEqualTo(200);
        assertThat(Quotas.onOtherPlan(200L, 200L, 50L)).isEqualTo(50);
        assertThat(Quotas.onOtherPlan(null, null, 50L)).isEqualTo(50);
        assertThat(Quotas.onOtherPlan(50L, 50L, null)).isNull();
    }

    @Test
    void whatWasGivenToTheAccountAloneStaysIfItIsMore() {
        assertThat(Quotas.onOtherPlan(500L, 50L, 200L)).isEqualTo(500);
        assertThat(Quotas.onOtherPlan(null, 50L, 200L)).isNull();
        assertThat(Quotas.onOtherPlan(10L, 50L, 200L)).isEqualTo(200);
        assertThat(Quotas.onOtherPlan(500L, 50L, null)).isNull();
    }
}
