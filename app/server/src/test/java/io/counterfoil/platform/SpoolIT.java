package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpoolIT {
    @Test
    void whatArrivedIsReadAsOftenAsWantedUntilItIsClosed() throws IOException {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        Spool spool = Spool.of(new ByteArrayInputStream(content));
        try (spool) {
            assertThat(spool.size()).isEqualTo(content.length);
            assertThat(spool.content()).isEqualTo(content);
            assertThat(spool.content()).isEqualTo(content);
        }
        assertThatThrownBy(spool::content).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void nothingArrivesToo() throws IOException {
        try (Spool spool = Spool.of(InputStream.nullInputStream())) {
            assertThat(spool.content()).isEmpty();
        }
    }

    @Test
    void whatBreaksOffIsNotKept() {
        Refused brokenOff = new Refused(ProblemType.MALFORMED, "The body broke off.");
        InputStream broken =
                new FilterInputStream(new ByteArrayInputStream(new byte[10])) {
                    @Override
                    public int read(byte[] bytes, int offset, int count) throws IOException {
                        int read = super.read(bytes, offset, count);
                        if (read < 0) {
                            throw brokenOff;
                        }
                        return read;
                    }
                };
        assertThatThrownBy(() -> Spool.of(broken)).isSameAs(brokenOff);
    }
}
