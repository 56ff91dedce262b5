package io.counterfoil.printing.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.counterfoil.codes.CodeGenerator;
import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.printing.layout.Goods;
import io.counterfoil.printing.layout.Issuer;
import io.counterfoil.printing.layout.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DataFileTest {
    private static final Gtin GTIN = new Gtin("04006381333931");

    @Property(tries = 100, seed = "20240229")
    void aReaderGetsBackFromCsvExactlyWhatWentIn(
            @ForAll("texts") String product, @ForAll @IntRange(min = 1, max = 40) int count) {
        DataFile file = file(product, Optional.of(GTIN), count);
        List<Item> items = items(file);
        List<List<String>> rows = csv(text(file, DataFile.Form.CSV, items));

        assertThat(rows.getFirst().subList(0, 11))
                .containsExactly(
                        "H",
                        "counterfoil-data",
                        "version",
                        "1",
                        "run",
                        "100001",
                        "sku",
                        "SKU-1",
                        "product",
                        product,
                        "records");
        assertThat(rows.getFirst().get(11)).isEqualTo(Integer.toString(count));
        assertThat(rows.get(1)).hasSize(11).startsWith("serial", "code", "code_plain");
        assertThat(rows.getLast()).containsExactly("T", Integer.toString(count));
        List<String> widths = rows.getFirst().subList(13, 24);
        assertThat(rows.subList(2, rows.size() - 1)).isEqualTo(expected(product, items));
        for (List<String> row : rows.subList(2, rows.size() - 1)) {
            assertThat(row.stream().map(value -> Integer.toString(characters(value))))
                    .isEqualTo(widths);
        }
    }

    @Property(tries = 100, seed = "20240229")
    void aReaderOfColumnsGetsBackExactlyWhatWentIn(
            @ForAll("texts") String product, @ForAll @IntRange(min = 1, max = 40) int count) {
        DataFile file = file(product, Optional.of(GTIN), count);
        List<Item> items = items(file);
        List<String> lines = lines(text(file, DataFile.Form.FIXED, items));

        assertThat(lines.stream().map(DataFileTest::characters).distinct()).hasSize(1);
        assertThat(lines.getFirst().strip()).isEqualTo("Hformat      counterfoil-data");
        assertThat(lines.getLast().strip()).isEqualTo("T" + count);
        List<int[]> columns =
                lines.stream()
                        .filter(line -> line.startsWith("Hcolumn "))
                        .map(line -> line.strip().split(" +"))
                        .map(
                                words ->
                                        new int[] {
                                            Integer.parseInt(words[3]) - 1,
                                            Integer.parseInt(words[5])
                                        })
                        .toList();
        List<List<String>> records =
                lines.stream()
                        .filter(line -> line.startsWith("D"))
                        .map(line -> columns.stream().map(at -> cut(line, at)).toList())
                        .toList();
        assertThat(records).isEqualTo(expected(product, items));
    }

    @Example
    void allRecordsAreEquallyLongAndTheSameTwice() {
        DataFile file = file("Select, \"Gold\"", Optional.of(GTIN), 200);
        List<Item> items = items(file);
        for (DataFile.Form form : DataFile.Form.values()) {
            String once = text(file, form, items);
            assertThat(text(file, form, items)).isEqualTo(once);
            List<String> lines = lines(once);
            int first = lines.size() - 1 - items.size();
            assertThat(lines.subList(first, lines.size() - 1).stream().map(String::length))
                    .containsOnly(lines.get(first).length());
        }
    }

    @Property(tries = 30, seed = "20240229")
    void whatIsReadBackWhileItIsWrittenIsWhatWentIn(
            @ForAll("texts") String product,
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll DataFile.Form form) {
        DataFile file = file(product, Optional.of(GTIN), count);
        List<Item> items = items(file);
        DataReadBack reader = readBack(form, count, text(file, form, items));

        assertThat(reader.fault(count)).isEmpty();
        assertThat(reader.read().values())
                .extracting(DataReadBack.Read::serial)
                .containsExactlyElementsOf(
                        items.stream().map(item -> item.serial().toString()).toList());
        assertThat(reader.read().values())
                .extracting(DataReadBack.Read::code)
                .containsExactlyElementsOf(
                        items.stream().map(item -> item.code().orElseThrow().reveal()).toList());
    }

    @Example
    void aFileThatIsNotWhatItSaysIsFound() {
        DataFile file = file("Select, \"Gold\"", Optional.of(GTIN), 3);
        List<Item> items = items(file);
        for (DataFile.Form form : DataFile.Form.values()) {
            String good = text(file, form, items);
            String record = lines(good).get(lines(good).size() - 2);

            assertFault(form, good.substring(0, good.length() - 2), "without its trailer");
            assertFault(form, good.replace(record + "\r\n", ""), "the 3 records");
            assertFault(form, good + record + "\r\n", "goes on");
            assertFault(form, good.replace(record, record + " "), "longer or shorter");
            assertFault(form, good.replace(record + "\r", record), "ends in another way");
            assertFault(form, good.replace("code", "edoc"), "where serials and codes are");
            assertThat(readBack(form, 3, good).fault(4)).isPresent();
        }
    }

    private static void assertFault(DataFile.Form form, String text, String words) {
        assertThat(readBack(form, 3, text).fault(3))
                .as("%s", form)
                .hasValueSatisfying(fault -> assertThat(fault).contains(words));
    }

    private static DataReadBack readBack(DataFile.Form form, int count, String text) {
        BitSet all = new BitSet();
        all.set(0, count);
        DataReadBack reader = new DataReadBack(form, all);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.write(bytes, 0, bytes.length);
        return reader;
    }

    @Example
    void aProductWithoutAGtinLeavesItsColumnsEmpty() {
        DataFile file = file("Select", Optional.empty(), 1);
        List<Item> items = items(file);
        List<String> record = csv(text(file, DataFile.Form.CSV, items)).get(2);

        assertThat(record).hasSize(11);
        assertThat(record.get(5)).isEmpty();
        assertThat(record.subList(8, 11))
                .containsExactly("https://codes.example/redeem", "", "");
        assertThat(lines(text(file, DataFile.Form.FIXED, items)))
                .anySatisfy(line -> assertThat(line).contains("gtin", "width 0"));
    }

    @Example
    void aFileIsNeverShorterOrOtherThanItSays() {
        DataFile file = file("Select", Optional.of(GTIN), 3);
        List<Item> items = items(file);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> text(file, DataFile.Form.CSV, items.subList(0, 2)))
                .withMessageContaining("is not there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text(file, DataFile.Form.CSV, items.reversed()))
                .withMessageContaining("stands in the place of");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> text(file("Select", Optional.of(GTIN), 2), DataFile.Form.CSV, items))
                .withMessageContaining("more items");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                text(
                                        file,
                                        DataFile.Form.FIXED,
                                        items.stream()
                                                .map(item -> Item.withoutCode(item.serial()))
                                                .toList()))
                .withMessageContaining("has no code");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("abcÄß \",;'=+-@|\u2019")
                .withCharRange('\u4e00', '\u4e20')
                .ofMinLength(1)
                .ofMaxLength(100)
                .edgeCases(edges -> edges.add("\"", "\ud83d\ude00", ",\"\","));
    }

    private static DataFile file(String product, Optional<Gtin> gtin, int count) {
        return new DataFile(
                "SKU-1",
                new Goods(product, "49.00 EUR", "1 year", gtin),
                new Issuer("Harbour Backup", "codes.example", "https://codes.example/redeem"),
                1,
                List.of(new SerialRange(100_001, 1, count)));
    }

    private static List<Item> items(DataFile file) {
        CodeGenerator codes = new CodeGenerator(new SecureRandom());
        return file.serials().stream()
                .flatMap(SerialRange::stream)
                .map(serial -> Item.of(serial, codes.next())).toList();
    }

    private static List<List<String>> expected(String product, List<Item> items) {
        return items.stream()
                .map(
                        item -> {
                            String serial = item.serial().toString();
                            String code =
                                    item.code().map(RedemptionCode::reveal).orElseThrow();
                            return List.of(
                                    serial,
                                    code,
                                    code.replace("-", ""),
                                    "SKU-1",
                                    product,
                                    "04006381333931",
                                    "49.00 EUR",
                                    "1 year",
                                    "https://codes.example/redeem",
                                    "(01)04006381333931(21)" + serial,
                                    "HTTPS://CODES.EXAMPLE/01/04006381333931/21/" + serial);
                        })
                .toList();
    }

    private static String text(DataFile file, DataFile.Form form, List<Item> items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            file.write(form, bytes, items.iterator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> lines(String text) {
        assertThat(text).endsWith("\r\n");
        return Arrays.asList(text.split("\r\n"));
    }

    private static String cut(String line, int[] at) {
        int start = line.offsetByCodePoints(0, at[0]);
        return line.substring(start, line.offsetByCodePoints(start, at[1]));
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Reads RFC 4180 with all values quoted, character by character. */
    private static List<List<String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines(text)) {
            List<String> row = new ArrayList<>();
            int at = 0;
            while (at < line.length()) {
                assertThat(line.charAt(at)).isEqualTo('"');
                StringBuilder value = new StringBuilder();
                at++;
                while (line.charAt(at) != '"' || line.startsWith("\"\"", at)) {
                    value.append(line.charAt(at));
                    at += line.charAt(at) == '"' ? 2 : 1;
                }
                row.add(value.toString());
                at += 2;
            }
            rows.add(row);
        }
        return rows;
    }
}
