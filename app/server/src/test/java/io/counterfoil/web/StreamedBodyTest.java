package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class StreamedBodyTest {
    private final Refused tooLarge = new Refused(ProblemType.TOO_LARGE, "Send less.");

    @Test
    void aBodyUpToTheLimitIsRead() throws IOException {
        assertThat(body(10).readAllBytes()).hasSize(10);
        InputStream one = body(1);
        assertThat(one.read()).isZero();
        assertThat(one.read()).isEqualTo(-1);
    }

    @Test
    void aLongerOneIsRefusedWhereverItIsRead() {
        assertThatThrownBy(() -> body(11).readAllBytes()).isSameAs(tooLarge);
        InputStream bytes = body(11);
        assertThatThrownBy(
                        () -> {
                            while (bytes.read() >= 0) {
                                assertThat(bytes).isNotNull();
                            }
                        })
                .isSameAs(tooLarge);
    }

    @Test
    void oneThatBreaksOffIsTheSendersFault() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatThrownBy(() -> new StreamedBody(broken, 10, tooLarge).readAllBytes())
                .isInstanceOf(Refused.class)
                .hasMessageContaining("broke off");
    }

    private InputStream body(int length) {
        return new StreamedBody(new ByteArrayInputStream(new byte[length]), 10, tooLarge);
    }
}
