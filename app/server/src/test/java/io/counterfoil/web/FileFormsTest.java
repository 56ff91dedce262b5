package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.counterfoil.platform.Refused;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormsTest {
    private static final String BODY =
            """
            --b\r
            Content-Disposition: form-data; name="name"\r
            \r
            Zürich & more\r
            --b\r
            Content-Disposition: form-data; name="key"; filename="key.asc"\r
            Content-Type: application/octet-stream\r
            \r
            \u0000\u0001--b\r
            x\r
            --b\r
            Content-Disposition: form-data; name="none"; filename=""\r
            Content-Type: application/octet-stream\r
            \r
            \r
            --b--\r
            """;

    @Test
    void fieldsStayAndFilesBecomeFieldsUnlessNoneWasChosen() {
        String plain = plain(BODY, "b");

        assertThat(plain).isEqualTo("name=Z%C3%BCrich+%26+more&key=AAEtLWINCng&key.name=key.asc");
        assertThat(SentFile.of("key", "AAEtLWINCng").orElseThrow())
                .asString(StandardCharsets.ISO_8859_1)
                .isEqualTo("\u0000\u0001--b\r\nx");
    }

    @Test
    void theBoundaryChangesNothing() {
        String other = BODY.replace("--b\r\nC", "--other\r\nC").replace("--b--", "--other--");

        assertThat(plain(other, "other")).isEqualTo(plain(BODY, "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "no form at all",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nbroken off",
                "--c\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--c--\r\n"
            })
    void whatIsNoWholeFormIsRefused(String body) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> plain(body, "b"))
                .withMessageContaining("did not arrive whole");
    }

    @Test
    void aFormOfThousandsOfFieldsIsRefused() {
        String part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n";

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> plain(part.repeat(5_000) + "--b--\r\n", "b"));
    }

    @Test
    void aBoundaryIsNeeded() {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> plain(BODY, ""));
    }

    @Test
    void textIsUtf8() {
        assertThat(SentFile.text("key", "\ufeffGrün".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Grün");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(
                        () -> SentFile.text("key", "Grün".getBytes(StandardCharsets.ISO_8859_1)));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> SentFile.of("key", "no base64 at all!"));
        assertThat(SentFile.of("key", "")).isEmpty();
    }

    private static String plain(String body, String boundary) {
        MediaType type = new MediaType("multipart", "form-data", Map.of("boundary", boundary));
        return new String(
                FileForms.plain(type, body.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII);
    }
}
