package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    private static List<CsvReader.Row> read(byte[] bytes) throws IOException {
        List<CsvReader.Row> rows = new ArrayList<>();
        try (CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes))) {
            for (Optional<CsvReader.Row> row = reader.next();
                    row.isPresent();
                    row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static List<CsvReader.Row> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n", "a;b\r\n1;2\r\n", "a\tb\r1\t2", "\ufeffa,b\n\n1,2\n\n"})
    void takesTheSeparatorsLineEndsAndMarksOfSpreadsheets(String text) throws IOException {
        assertThat(read(text))
                .extracting(CsvReader.Row::cells)
                .containsExactly(List.of("a", "b"), List.of("1", "2"));
    }

    @Test
    void keepsWhatQuotesHold() throws IOException {
        assertThat(read("a;\"b, c\"\n\"say \"\"hi\"\"\";\"two\r\nlines\"\nx;\n"))
                .containsExactly(
                        new CsvReader.Row(1, List.of("a", "b, c")),
                        new CsvReader.Row(2, List.of("say \"hi\"", "two\r\nlines")),
                        new CsvReader.Row(4, List.of("x", "")));
    }

    @Test
    void countsBlankLines() throws IOException {
        assertThat(read("a\n\n\r\n1")).extracting(CsvReader.Row::line).containsExactly(1, 4);
    }

    @Test
    void findsNothingInAnEmptyFile() throws IOException {
        assertThat(read("")).isEmpty();
        assertThat(read("\ufeff\r\n \n")).isEmpty();
    }

    @Test
    void namesTheLineWhereTheTextIsNoCsv() {
        assertRefused("a,b\n1,\"2\n3,4", "Line 2: a quote is opened here and never closed.");
        assertRefused("a,b\n1,\"2\"3\n", "Line 2: there is text after a closing quote.");
        assertRefused("a\n1\n" + "x".repeat(5_000), "Line 3: a cell is longer than 4096");
        assertRefused("a,".repeat(300), "Line 1: there are more than 256 columns.");
    }

    @Test
    void namesTheLineThatIsNotUtf8() {
        byte[] latin = ("a\n" + "ok\n".repeat(5_000) + "Z\u00fcrich\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(latin))
                .isInstanceOf(CsvException.class)
                .hasMessageContaining("Line 5002: this is not UTF-8.");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CsvException.class)
                .hasMessageContaining(message);
    }
}
