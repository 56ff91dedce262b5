package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void momentsAreThoseOfTheZone() {
        Text sent = Text.zoned(Instant.parse("2026-01-31T23:30:00Z"), ZoneId.of("Europe/Berlin"));

        assertThat(sent).hasToString("1 Feb 2026, 00:30 (Europe/Berlin)");
        assertThat(sent.in(Locale.GERMAN, UnaryOperator.identity()))
                .isEqualTo("1. Feb. 2026, 00:30 (Europe/Berlin)");
    }
}
