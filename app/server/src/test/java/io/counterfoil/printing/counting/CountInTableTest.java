package io.counterfoil.printing.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.counting.Tally.Bucket;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountInTableTest {
    private static final SerialRange RUN = new SerialRange(100_001, 1, 10);

    @Test
    void aPlainTableIsRead() {
        Tally tally = read(serial(1) + ",printed\n" + serial(2) + ",spoiled\n");
        assertThat(tally.count(Bucket.PRINTED)).isEqualTo(1);
        assertThat(tally.serials(Bucket.SPOILED).stream()).containsExactly(SerialNumber.of(100_001, 2));
        assertThat(tally.isGiven(Bucket.MISSING)).isFalse();
    }

    @Test
    void whatSpreadsheetsMakeOfItIsReadToo() {
        Tally tally =
                read(
                        "\ufeffStatus;Remark;Serial\r\n\r\n\"Missing\";\"a; b\";\""
                                + serial(3)
                                + "\"\r\nSPOILED;;"
                                + serial(4)
                                + "-"
                                + serial(6)
                                + "\r\n");
        assertThat(tally.count(Bucket.SPOILED)).isEqualTo(3);
        assertThat(tally.serials(Bucket.MISSING).stream()).containsExactly(SerialNumber.of(100_001, 3));
    }

    @Test
    void everyLineThatIsWrongIsNamed() {
        String foreign = SerialNumber.of(100_002, 1).toString();
        assertThat(
                        problems(
                                serial(1)
                                        + ",printed\n"
                                        + serial(3)
                                        + ",fine\n"
                                        + foreign
                                        + ",printed\n"
                                        + serial(5)
                                        + ",printed\n"
                                        + serial(1)
                                        + ",spoiled\n"
                                        + serial(4)
                                        + ",printed\n"
                                        + "12345,printed\n"
                                        + "1.00001E+13,printed\n"
                                        + serial(6)))
                .satisfiesExactly(
                        each -> assertThat(each).startsWith("Line 2").contains("no status"),
                        each -> assertThat(each).startsWith("Line 3").contains("not of this run"),
                        each -> assertThat(each).startsWith("Line 5").contains("named before"),
                        each -> assertThat(each).startsWith("Line 6").contains("in order"),
                        each -> assertThat(each).startsWith("Line 7").contains("14 digits"),
                        each -> assertThat(each).startsWith("Line 8").contains("spreadsheet"),
                        each -> assertThat(each).startsWith("Line 9").contains("1 columns"));
    }

    @Test
    void aTableFullOfMistakesIsRefusedByItsFirstTwenty() {
        assertThat(problems("x,printed\n".repeat(100_000))).hasSize(20);
    }

    @Test
    void anEmptyTableSaysNothing() {
        assertThat(problems("\n \n")).singleElement().asString().contains("nothing in it");
    }

    @Test
    void aTableOfWhatIsPrintedMustAddUp() {
        Tally all = read(serial(1) + "-" + serial(9) + ",printed\n" + serial(10) + ",missing");
        assertThat(Buckets.of(RUN, all).missing().size()).isEqualTo(1);
        Tally some = read(serial(1) + "-" + serial(9) + ",printed");
        assertThat(catchThrowableOfType(Refused.class, () -> Buckets.of(RUN, some)).fields())
                .singleElement()
                .satisfies(each -> assertThat(each.message()).contains("has 10 items", "name 9"));
    }

    @Test
    void aMillionLinesAreReadOneByOne() {
        SerialRange large = new SerialRange(100_001, 1, 1_000_000);
        StringBuilder lines = new StringBuilder();
        for (SerialNumber serial : large) {
            lines.append(serial)
                    .append(serial.sequence() % 2 == 0 ? ",spoiled" : ",printed")
                    .append("\r\n");
        }

        Buckets buckets = Buckets.of(large, CountInTable.read(bytes(lines.toString()), large));

        assertThat(buckets.spoiled().size()).isEqualTo(500_000);
        assertThat(buckets.missing().isEmpty()).isTrue();
        assertThat(
                        catchThrowableOfType(
                                        Refused.class,
                                        () -> Buckets.read(large, bytes(lines.toString())))
                                .fields())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.field()).isEqualTo("table");
                            assertThat(each.message()).contains("more than 100,000 ranges");
                        });
    }

    @Test
    void whatIsNoTableIsSaid() {
        assertThat(problems(serial(1) + ",\"printed"))
                .singleElement()
                .asString()
                .startsWith("Line 1").contains("never closed");
        assertThat(
                        catchThrowableOfType(
                                        Refused.class,
                                        () ->
                                                CountInTable.read(
                                                        new ByteArrayInputStream(
                                                                new byte[] {(byte) 0xff, 'a'}),
                                                        RUN))
                                .fields()
                                .getFirst()
                                .message())
                .contains("not UTF-8");
    }

    @Test
    void aTableInUtf16IsToldToBeUtf8() {
        String wide =
                new String(
                        (serial(1) + ",printed\n" + serial(2) + ",spoiled\n")
                                .getBytes(StandardCharsets.UTF_16LE),
                        StandardCharsets.ISO_8859_1);

        assertThat(problems(wide)).singleElement().asString().startsWith("Line 1").contains("UTF-8");
        assertThat(problems(serial(1) + ",printed\n12\0,spoiled\n"))
                .singleElement()
                .asString()
                .startsWith("Line 2")
                .doesNotContain("\0");
        assertThat(problems(serial(1) + "\u0007\u0008,x"))
                .singleElement()
                .asString()
                .doesNotContain("\u0007");
    }

    private static ByteArrayInputStream bytes(String table) {
        return new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8));
    }

    private static Tally read(String table) {
        return CountInTable.read(bytes(table), RUN);
    }

    private static List<String> problems(String table) {
        return catchThrowableOfType(Refused.class, () -> read(table)).fields().stream()
                .map(Refused.FieldProblem::message)
                .toList();
    }

    private static String serial(int sequence) {
        return SerialNumber.of(100_001, sequence).toString();
    }
}
