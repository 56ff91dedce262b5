package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.GTIN;
import static io.counterfoil.printing.layout.PrintFixture.REDEEM_URL;
import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import io.counterfoil.codes.RedemptionCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rasterises volumes as a 300 dpi printer would and reads them with programs of other makers. */
class PrintedPagesIT {
    private static final String EAN = "EAN-13:" + GTIN;
    private static final String QR = "QR-Code:" + REDEEM_URL;

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

    private final PrintEngine engine = new PrintEngine(Templates.shipped());

    @TempDir Path folder;
    private Tools tools;

    @BeforeEach
    void setTools() {
        tools = new Tools(folder);
    }

    @Test
    void everySymbolAndTextOfManyCardsReads() throws Exception {
        List<Item> items = items(30);
        Path pdf = print(engine.prepare(job("gift-card", "avery-c32011-10")), items);

        List<Path> pages = tools.pages(pdf, 300);
        assertThat(pages).hasSize(3);
        for (int page = 0; page < 3; page++) {
            List<Item> expected = items.subList(10 * page, 10 * page + 10);
            List<String> symbols = new ArrayList<>(serials(expected));
            symbols.addAll(Collections.nCopies(10, QR));
            // The reader names equal linear symbols of one picture only once.
            symbols.add(EAN);
            assertThat(tools.scan(pages.get(page))).containsExactlyInAnyOrderElementsOf(symbols);
            assertThat(tools.text(pdf, page + 1))
                    .contains(numbers(expected))
                    .contains(codes(expected))
                    .contains("backup.example.com", "Select Backup", "1 year", "49.00 EUR");
        }
    }

    @Test
    void aLayoutOfOnesOwnMayHaveTheSymbolsOfGs1() throws Exception {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        Files.writeString(layouts.resolve("trade.json"), TRADE_LAYOUT);
        Files.writeString(layouts.resolve("trade.svg"), EMPTY_ARTWORK);
        PrintEngine ours = new PrintEngine(Templates.in(folder));
        List<Item> items = items(3);

        Path pdf = print(ours.prepare(job("trade", "bureau")), items);
        List<Path> pages = tools.pages(pdf, 300);

        assertThat(pages).hasSize(3);
        for (int page = 0; page < 3; page++) {
            String serial = items.get(page).serial().toString();
            // What the reader calls Code 128 is GS1-128 here.
            assertThat(tools.scan(pages.get(page)))
                    .containsExactlyInAnyOrder(
                            "CODE-128:010" + GTIN + "21" + serial,
                            "QR-Code:HTTPS://BACKUP.EXAMPLE.COM/01/0" + GTIN + "/21/" + serial);
            // It knows neither a stacked DataBar nor DataMatrix.
            Raster raster = tools.raster(pdf, page + 1, 300);
            assertThat(raster.crop(new Box(8, 48, 60, 45)).decoded(BarcodeFormat.RSS_EXPANDED))
                    .isEqualTo("(01)0" + GTIN + "(21)" + serial);
            assertThat(raster.crop(new Box(78, 48, 20, 20)).decoded(BarcodeFormat.DATA_MATRIX))
                    .endsWith("010" + GTIN + "21" + serial);
        }
    }

    @Test
    void artworkCannotGetUnderASymbolOrItsLightBorder() throws Exception {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        Files.writeString(
                layouts.resolve("gift-card.svg"),
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="91.6mm" height="59.98mm">
                <rect width="100%" height="100%" fill="#000000"/></svg>
                """);
        List<Item> items = items(1);
        PrintEngine black = new PrintEngine(Templates.in(folder));

        Path pdf = print(black.prepare(job("gift-card", "bureau")), items);
        Raster page = tools.raster(pdf, 1, 300);

        assertThat(tools.scan(tools.pages(pdf, 300).getFirst()))
                .containsExactlyInAnyOrder(EAN, QR, "CODE-128:" + items.getFirst().serial());
        // The quiet zone of the serial's bars, which begin 10 modules after 2.06 mm.
        assertThat(page.grey(page.dots(2.06 + 3 + 1.2), page.dots(41 + 3 + 3.5))).isEqualTo(255);
        assertThat(page.grey(page.dots(1), page.dots(1))).isZero();
    }

    @Test
    void aProofIsVoidButItsSymbolsCanBeTried() throws Exception {
        List<Item> items = items(3);
        Path pdf = print(engine.prepareProof(job("gift-card", "bureau")), items);

        assertThat(tools.text(pdf, 1))
                .contains("VOID-VOID-VOID-VOID", "VOID")
                .doesNotContain(codes(items));
        assertThat(tools.scan(tools.pages(pdf, 300).getFirst()))
                .containsExactlyInAnyOrder(EAN, QR, "CODE-128:" + items.getFirst().serial());
    }

    private Path print(Prepared prepared, List<Item> items) throws IOException {
        return Files.write(folder.resolve("volume.pdf"), write(prepared, items));
    }

    private static List<String> serials(List<Item> items) {
        return items.stream().map(item -> "CODE-128:" + item.serial()).toList();
    }

    private static List<String> numbers(List<Item> items) {
        return items.stream().map(item -> "No. " + item.serial()).toList();
    }

    private static List<String> codes(List<Item> items) {
        return items.stream()
                .map(item -> item.code().map(RedemptionCode::reveal).orElseThrow())
                .toList();
    }
}
