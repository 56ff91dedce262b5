package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can't be undone is never one click away: its button is folded in until it is asked for. */
class FinalActionsTest {
    private static final Path CONSOLE = Path.of("../../templates/pages/console");

    /** What the console and the pages of customers share. */
    private static final Path KEYS = Path.of("../../templates/pages/repository-keys.ftlh");

    /** Where forms of the console send what is final, by the end of the address. */
    private static final Pattern FINAL =
            Pattern.compile(
                    "@shell\\.form action=[^>]*?/(?:delete|erasure|revoke|withdraw|openid/remove"
                            + "|print-runs/\\$\\{run\\.id}/cancel)\"");

    @Test
    void theButtonOfWhatIsFinalIsFoldedIn() throws IOException {
        List<String> folded = new ArrayList<>();
        List<String> oneClickAway = new ArrayList<>();
        try (Stream<Path> pages = Files.list(CONSOLE)) {
            for (Path page : Stream.concat(pages.sorted(), Stream.of(KEYS)).toList()) {
                String text = Files.readString(page);
                Matcher form = FINAL.matcher(text);
                while (form.find()) {
                    String before = text.substring(0, form.start());
                    boolean inside =
                            before.lastIndexOf("<details class=\"confirm\"")
                                    > before.lastIndexOf("</details>");
                    (inside ? folded : oneClickAway).add(page.getFileName() + ": " + form.group());
                }
            }
        }
        assertThat(oneClickAway).isEmpty();
        assertThat(folded).hasSize(9);
    }
}
