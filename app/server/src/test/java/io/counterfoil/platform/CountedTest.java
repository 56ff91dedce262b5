package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    void oneThingHasNoS() {
        assertThat(Counted.of(1, "item")).isEqualTo("1 item");
    }

    @Test
    void noneAndManyHaveOne() {
        assertThat(Counted.of(0, "item")).isEqualTo("0 items");
        assertThat(Counted.of(12_345, "serial number")).isEqualTo("12,345 serial numbers");
    }
}
