package io.counterfoil.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticesTest {

    @ParameterizedTest
    @ValueSource(strings = {".ftl", ".ftlh", "_de.ftl", "_de.ftlh"})
    void theMailHasWordsForEachChange(String which) throws Exception {
        String mail;
        try (InputStream in =
                Notices.class.getResourceAsStream("/templates/mail/sign-in-changed" + which)) {
            mail = new String(in.readAllBytes(), UTF_8);
        }
        assertThat(Notices.Change.values())
                .allSatisfy(
                        change ->
                                assertThat(mail)
                                        .contains(
                                                "change == \""
                                                        + change.name().toLowerCase(Locale.ROOT)
                                                        + "\""));
    }
}
