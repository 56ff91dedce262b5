package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSizeTest {
    private static final Pattern OWN_UNIT = Pattern.compile("\\}[ \u00a0]?[kMGTPE]B\\b");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 bytes | 0 Byte",
                "999 | 999 bytes | 999 Byte",
                "1000 | 1 kB | 1 kB",
                "512000000 | 512 MB | 512 MB",
                "999940000 | 999.94 MB | 999,94 MB",
                "999994000 | 999.99 MB | 999,99 MB",
                "999996000 | 1 GB | 1 GB",
                "1250000000 | 1.25 GB | 1,25 GB",
                "9996000000 | 10 GB | 10 GB",
                "12750000000 | 12.75 GB | 12,75 GB",
                "21500000000 | 21.5 GB | 21,5 GB",
                "21540000000 | 21.54 GB | 21,54 GB",
                "9223372036854775807 | 9.22 EB | 9,22 EB"
            })
    void pagesSayANumberOfBytesAsAllElseDoes(long bytes, String english, String german) {
        Messages messages = new Messages(Path.of("no-such-folder"));
        assertThat(messages.text(FileSize.words(bytes), Locale.ENGLISH)).isEqualTo(english);
        assertThat(messages.text(FileSize.words(bytes), Locale.GERMAN)).isEqualTo(german);

        Page page =
                Page.of("console/plans")
                        .with("shell", Map.of())
                        .with(
                                "plans",
                                Map.of(
                                        "items",
                                        List.of(
                                                Map.of(
                                                        "id", "1",
                                                        "name", "Basic",
                                                        "edition", "basic",
                                                        "hardQuotaBytes", bytes))));
        Templates templates = new Templates(Path.of("no-such-folder"), new Assets(), new Messages(Path.of("no-such-folder")));
        assertThat(templates.render(page.template(), page.model(), Locale.ENGLISH))
                .contains("data-label=\"Storage\">" + english + "</td>");
        assertThat(templates.render(page.template(), page.model(), Locale.GERMAN))
                .contains("data-label=\"Speicher\">" + german + "</td>");
    }

    @Test
    void noTemplatePutsAUnitBehindANumberItself() throws IOException {
        for (String folder : new String[] {"pages", "mail"}) {
            try (Stream<Path> files = Files.walk(Path.of("../../templates", folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file))
                            .as(file + ": say localSize(bytes)")
                            .doesNotContainPattern(OWN_UNIT);
                }
            }
        }
    }
}
