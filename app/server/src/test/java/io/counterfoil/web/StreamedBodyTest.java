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
    private static final Refused TOO_LARGE = new Refused(ProblemType.TOO_LARGE, "Send less.");

    @Test
    void aBodyUpToTheLimitIsRead() throws IOException {
        assertThat(body(10).readAllBytes()).hasSize(10);
        InputStream one = body(1);
        assertThat(one.read()).isZero();
        assertThat(one.read()).isEqualTo(-1);
    }

    @Test
    void aLongerOneIsRefusedWhereverItIsRead() {
        assertThatThrownBy(() -> body(11).readAllBytes()).isSameAs(TOO_LARGE);
        InputStream bytes = body(11);
        assertThatThrownBy(
                        () -> {
                            while (bytes.read() >= 0) {
                                assertThat(bytes).isNotNull();
                            }
                        })
                .isSameAs(TOO_LARGE);
    }

    @Test
    void oneThatBreaksOffIsTheSendersFault() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the connection broke");
                    }
                };
        assertThatThrownBy(() -> new StreamedBody(broken, 10, TOO_LARGE).readAllBytes())
                .isInstanceOf(Refused.class)
                .hasMessageContaining("broke off");
    }

    private static InputStream body(int length) {
        return new StreamedBody(new ByteArrayInputStream(new byte[length]), 10, TOO_LARGE);
    }
}
