package io.counterfoil.node.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicPairTest {
    @Test
    void aPasswordMayHaveColons() {
        BasicPair pair = Objects.requireNonNull(BasicPair.of("basic YW5uYTphOmI="));
        assertThat(pair.name()).isEqualTo("anna");
        assertThat(pair.password()).isEqualTo("a:b");
        assertThat(pair.toString()).doesNotContain("anna").doesNotContain("a:b");
        assertThat(pair.isEmpty()).isFalse();
        assertThat(Objects.requireNonNull(BasicPair.of("Basic Og==")).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic YW5uYQ==", "Basic ü", "Bearer YTpi"})
    void whatIsNoPairIsNone(String header) {
        assertThat(BasicPair.of(header)).isNull();
    }
}
