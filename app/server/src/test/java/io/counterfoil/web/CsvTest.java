package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @Test
    void everyCellIsQuotedAndNullIsEmpty() {
        assertThat(line("a", null, 1, true)).isEqualTo("\"a\",\"\",\"1\",\"true\"\r\n");
        assertThat(line()).isEqualTo("\r\n");
    }

    @Test
    void quotesCommasAndLineBreaksStayInTheirCell() {
        assertThat(line("say \"hi\", twice\r\nand again"))
                .isEqualTo("\"say \"\"hi\"\", twice\r\nand again\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1+1", "-A1", "-", "-1.", "-.5", "-1\n", "@SUM(A1)", "\t=1", "\r=1"})
    void whatASpreadsheetWouldRunIsText(String formula) {
        assertThat(line(formula)).isEqualTo("\"'" + formula + "\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x;=1+1;y", "x\t+1", "x\n@SUM(A1)", "x\r-A1", ";-1"})
    void whatWouldBeOneBehindAnotherSeparatorIsText(String hidden) {
        assertThat(line(hidden))
                .isEqualTo("\"" + hidden.replaceFirst("([;\t\n\r])", "$1'") + "\"\r\n");
    }

    @Test
    void digitsThatASpreadsheetWouldRoundOrShortenAreTextInIt() {
        assertThat(kept("340123450000000018", "04012345678901", "0", "10000000000019", "-7", 42, null))
                .isEqualTo(
                        "\"\t340123450000000018\",\"\t04012345678901\",\"0\",\"10000000000019\",\"-7\",\"42\",\"\"\r\n");
    }

    @Test
    void numbersBelowZeroStayNumbers() {
        assertThat(line(-1, new BigDecimal("-1.50"), "-40.42", "-7"))
                .isEqualTo("\"-1\",\"-1.50\",\"-40.42\",\"-7\"\r\n");
    }

    private static String kept(@Nullable Object... cells) {
        return Csv.line(Stream.of(cells).map(Csv::kept));
    }

    private static String line(@Nullable Object... cells) {
        return Csv.line(Stream.of(cells));
    }
}
