package io.counterfoil.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PidFileTest {

    @Test
    void namesProcessAndPort() {
        assertThat(PidFile.parse(List.of("4711", "/data", "1790000000", "5499", "", "127.0.0.1")))
                .contains(new PidFile(4711, 5499));
    }

    @Test
    void saysNothingWhenItWasCutShort() {
        assertThat(PidFile.parse(List.of())).isEmpty();
        assertThat(PidFile.parse(List.of("4711", "/data"))).isEmpty();
        assertThat(PidFile.parse(List.of("", "/data", "1790000000", "5499"))).isEmpty();
    }
}
