package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeldFormsTest {
    private static final Pattern SECRET_FIELD =
            Pattern.compile("name=\"([^\"]+)\"[^>]*(type=\"password\"|autocomplete=\"one-time-code\")");

    @Test
    void noPagesFieldForASecretIsEverKept() throws IOException {
        List<String> secrets;
        try (Stream<Path> pages = Files.walk(Path.of("../../templates/pages"))) {
            secrets =
                    pages.filter(page -> page.toString().endsWith(".ftlh"))
                            .flatMap(HeldFormsTest::secretFields)
                            .distinct()
                            .toList();
        }
        assertThat(secrets).contains("password", "present", "new_password");
        assertThat(secrets).allMatch(HeldForms::isSecret);
    }

    @Test
    void codesAndTokensAreSecretsAndPostcodesAreNot() {
        assertThat(List.of("code", "codes", "token", "recovery_code", "serials.code"))
                .allMatch(HeldForms::isSecret);
        assertThat(List.of("name", "postcode", "serials.from", "reason", "email"))
                .noneMatch(HeldForms::isSecret);
    }

    private static Stream<String> secretFields(Path page) {
        try {
            return SECRET_FIELD
                    .matcher(Files.readString(page))
                    .results()
                    .map(field -> field.group(1))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
