package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.GOODS;
import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.ready;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.printing.pdf.PageFormat;
import io.counterfoil.printing.pdf.Points;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Volumes that are as they should be, and volumes that lie. */
class ReadBackIT {
    private static final String EMPTY_ARTWORK =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"166mm\" height=\"126mm\" viewBox=\"0"
                    + " 0 166 126\"/>";

    private static final String TRADE_LAYOUT =
            """
            {"title": "Trade", "trim": {"width": 160, "height": 120}, "bleed": 3, "safe": 3, "fields": [
              {"field": "gs1_128", "x": 5, "y": 5, "width": 150, "height": 32, "module": 0.508, "bars": 31.75},
              {"field": "gs1_data_bar", "x": 5, "y": 45, "width": 60, "height": 45, "module": 0.3387, "bars": 0},
              {"field": "gs1_data_matrix", "x": 75, "y": 45, "width": 20, "height": 20, "module": 0.508, "bars": 0},
              {"field": "digital_link_qr", "x": 110, "y": 45, "width": 25, "height": 25, "module": 0.4233, "bars": 0}
            ]}
            """;

    private static final String SCANNED_LAYOUT =
            """
            {"title": "Scanned", "trim": {"width": 85.6, "height": 53.98}, "bleed": 3, "safe": 2, %s
              "fields": [
                {"field": "serial", "x": 5, "y": 5, "width": 60, "height": 5, "font": "sans", "size": 9},
                {"field": "code", "x": 5, "y": 22, "width": 42, "height": 6, "font": "mono_bold", "size": 10},
                {"field": "%s", "x": 48, "y": 20, "width": 16, "height": 16, "module": 0.3387}
            ]}
            """;

    private final PrintEngine engine = new PrintEngine(Templates.shipped());

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "gift-card, avery-c32011-10, 12",
        "gift-card, bureau, 3",
        "cd-label, avery-l6043, 3",
        "cd-sticker, avery-l7651, 70",
        "gift-card-back, avery-c32011-10, 12",
        "gift-card-back, bureau, 2",
        "jewel-tray, plain-a4-tray, 3",
    })
    void everyItemReads(String layout, String sheet, int count) throws IOException {
        List<Item> items = items(count);

        assertThat(readBack(job(layout, sheet), items, items)).isEmpty();
    }

    /** On shipped cards: addresses in whose QR codes a search for corners finds a wrong one. */
    @ParameterizedTest
    @CsvSource({
        "gift-card, avery-c32011-10, 48064",
        "gift-card, avery-c32011-10, 43276",
        "gift-card, bureau, 44909",
        "gift-card-back, avery-c32011-10, 44909",
    })
    void everyAddressReads(String layout, String sheet, int port) throws IOException {
        String host = "127.0.0.1:" + port;
        Issuer issuer = new Issuer("Harbour Data", host, "http://" + host + "/redeem");
        List<Item> items = items(2);

        assertThat(readBack(job(layout, sheet, GOODS, issuer), items, items)).isEmpty();
    }

    @Test
    void symbolsOfGs1Read() throws IOException {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        Files.writeString(layouts.resolve("trade.json"), TRADE_LAYOUT);
        Files.writeString(layouts.resolve("trade.svg"), EMPTY_ARTWORK);
        Prepared trade = new PrintEngine(Templates.in(folder)).prepare(job("trade", "bureau"));
        List<Item> items = items(3);

        assertThat(ReadBack.fault(ready(trade), write(trade, items), items)).isEmpty();
    }

    @Test
    void theCodeReadsAlsoFromItsSymbolAndAnythingElseThereIsFound() throws IOException {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        String panel = "\"scratch_panel\": {\"x\": 4, \"y\": 19, \"width\": 62, \"height\": 18},";
        Files.writeString(layouts.resolve("scanned.json"), SCANNED_LAYOUT.formatted(panel, "code_qr"));
        Files.writeString(layouts.resolve("lies.json"), SCANNED_LAYOUT.formatted("", "redeem_qr"));
        for (String layout : List.of("scanned", "lies")) {
            Files.writeString(
                    layouts.resolve(layout + ".svg"),
                    EMPTY_ARTWORK
                            .replace("166", "91.6")
                            .replace("126", "59.98"));
        }
        PrintEngine own = new PrintEngine(Templates.in(folder));
        Prepared scanned = own.prepare(job("scanned", "bureau"));
        List<Item> items = items(3);

        assertThat(ReadBack.fault(ready(scanned), write(scanned, items), items)).isEmpty();
        Prepared lies = own.prepare(job("lies", "bureau"));
        assertThat(ReadBack.fault(ready(scanned), write(lies, items), items))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("QR code", "something else"))
                .hasValueSatisfying(
                        words ->
                                assertThat(words)
                                        .doesNotContain(
                                                items.getFirst().code().orElseThrow().reveal()));
    }

    @Test
    void anotherItemsCodeIsFoundAndNotTold() throws IOException {
        List<Item> items = items(5);
        List<Item> swapped = new ArrayList<>(items);
        swapped.set(3, Item.of(items.get(3).serial(), items.get(4).code().orElseThrow()));

        Optional<String> fault = readBack(job("gift-card", "bureau"), swapped, items);

        assertThat(fault).hasValueSatisfying(words -> assertThat(words).contains("code"));
        assertThat(fault.orElseThrow())
                .contains(items.get(3).serial().toString())
                .doesNotContain(
                        items.stream()
                                .flatMap(item -> item.code().stream())
                                .map(RedemptionCode::reveal)
                                .toArray(String[]::new));
    }

    @Test
    void itemsInAnotherOrderAreFound() throws IOException {
        List<Item> items = items(4);

        assertThat(readBack(job("cd-sticker", "avery-l7651"), items.reversed(), items))
                .hasValueSatisfying(words -> assertThat(words).contains("serial number"));
    }

    @Test
    void aPageTooManyIsFound() throws IOException {
        List<Item> items = items(11);

        assertThat(readBack(job("gift-card", "avery-c32011-10"), items, items.subList(0, 10)))
                .hasValueSatisfying(words -> assertThat(words).contains("2 pages instead of 1"));
    }

    @Test
    void someItemsOfAFileAreReadWhereTheyAre() throws IOException {
        List<Item> items = items(25);
        Prepared prepared = engine.prepare(job("gift-card", "avery-c32011-10"));
        byte[] pdf = write(prepared, items);
        SortedMap<Integer, Item> sample =
                new TreeMap<>(Map.of(0, items.get(0), 13, items.get(13), 24, items.get(24)));

        assertThat(ReadBack.fault(ready(prepared), pdf, items.size(), sample)).isEmpty();
        sample.put(13, items.get(12));
        assertThat(ReadBack.fault(ready(prepared), pdf, items.size(), sample))
                .hasValueSatisfying(
                        words -> assertThat(words).contains(items.get(12).serial().toString()));
    }

    @Test
    void wholeSheetsAreChosenTheFirstAndTheLastAmongThem() {
        Volume volume = ready(engine.prepare(job("gift-card", "avery-c32011-10")));
        BitSet sample = volume.sample(1_005, 50, new Random(7)::nextInt);

        assertThat(sample.cardinality()).isEqualTo(45);
        assertThat(sample.get(0, 10).cardinality()).isEqualTo(10);
        assertThat(sample.get(1_000, 1_005).cardinality()).isEqualTo(5);
        assertThat(volume.sample(25, 30, bound -> 0).cardinality()).isEqualTo(25);
    }

    @Test
    void aSymbolThatSaysSomethingElseIsFound() throws IOException {
        List<Item> items = items(2);
        Issuer other = new Issuer("Harbour Data", "backup.example.com", "https://evil.example/");
        Prepared lies =
                engine.prepare(job("gift-card", "bureau", PrintFixture.GOODS, other));

        assertThat(
                        ReadBack.fault(
                                ready(engine.prepare(job("gift-card", "bureau"))),
                                write(lies, items),
                                items))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("QR code", "something else"));
    }

    @Test
    void aSymbolThatIsNotInItsPlaceIsFound() throws IOException {
        List<Item> items = items(1);
        Goods withoutGtin = new Goods("Select Backup", "49.00 EUR", "1 year", Optional.empty());
        Prepared lies =
                engine.prepare(job("gift-card", "bureau", withoutGtin, PrintFixture.ISSUER));

        assertThat(
                        ReadBack.fault(
                                ready(engine.prepare(job("gift-card", "bureau"))),
                                write(lies, items),
                                items))
                .hasValueSatisfying(words -> assertThat(words).contains("EAN", "can't be read"));
    }

    @Test
    void whatIsNotReadInItsTimeIsNoFault() throws IOException {
        List<Item> items = items(1);
        Prepared prepared = engine.prepare(job("gift-card", "bureau"));
        byte[] pdf = write(prepared, items);
        SortedMap<Integer, Item> sample = new TreeMap<>(Map.of(0, items.getFirst()));

        assertThatThrownBy(
                        () -> ReadBack.fault(ready(prepared), pdf, 1, sample, Duration.ZERO))
                .isInstanceOf(ReadBackLateException.class)
                .hasMessageContaining("too much else to do");
    }

    @Test
    void thePictureOfALargePageIsCoarser() {
        double metre = Points.of(1_000);

        assertThat(ReadBack.dpi(new PageFormat(metre, metre, 0, 0), 1_200)).isEqualTo(196);
        assertThat(ReadBack.dpi(new PageFormat(595, 842, 0, 0), 1_200)).isEqualTo(600);
        assertThat(ReadBack.dpi(new PageFormat(595, 842, 0, 0), 300)).isEqualTo(300);
    }

    private Optional<String> readBack(PrintJob job, List<Item> printed, List<Item> expected)
            throws IOException {
        Prepared prepared = engine.prepare(job);
        return ReadBack.fault(ready(prepared), write(prepared, printed), expected);
    }
}
