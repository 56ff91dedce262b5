package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.printing.artwork.TemplateException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"title": "S", "page": 5} | "page" has a value of the wrong kind.
                    {"title": "S", "page": {"width": "wide"}} | "page.width" has a value of the wrong kind.
                    {} | "title" is missing.
                    {"title": "S", "page": {}} | "page.width" is missing.
                    {"title": "S", "page": {"width": 1, "height": 1, "wide": 5}} | It can't have "page.wide". What stands there can have: height, width.
                    hello | It is not valid JSON from line 1, column
                    {"title": "S" | It is not valid JSON from line 1, column
                    [] | It is no JSON object.
                    `` | It is no JSON object.
                    """)
    void saysWhatToMendInASheet(String content, String words) {
        assertThatThrownBy(
                        () -> SheetReader.read("mine", content.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("The sheet mine can't be read: " + words);
    }
}
