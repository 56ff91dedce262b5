package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.GTIN;
import static io.counterfoil.printing.layout.PrintFixture.REDEEM_URL;
import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import io.counterfoil.codes.RedemptionCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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

    @Test
    void everySymbolAndTextOfAHundredCardsReads() throws Exception {
        List<Item> items = items(100);
        Path pdf = print(engine.prepare(job("gift-card", "avery-c32011-10")), items);

        List<Path> pages = rasterise(pdf);
        assertThat(pages).hasSize(10);
        for (int page = 0; page < 10; page++) {
            List<Item> expected = items.subList(10 * page, 10 * page + 10);
            List<String> symbols = new ArrayList<>(serials(expected));
            symbols.addAll(Collections.nCopies(10, QR));
            // The reader names equal linear symbols of one picture only once.
            symbols.add(EAN);
            assertThat(scan(pages.get(page))).containsExactlyInAnyOrderElementsOf(symbols);
            assertThat(text(pdf, page + 1))
                    .contains(numbers(expected))
                    .contains(codes(expected))
                    .contains("backup.example.com", "Select Backup", "1 year", "49.00 EUR");
        }
    }

    @Test
    void everyCardOfASheetHasItsPriceSymbol() throws Exception {
        List<Item> items = items(10);
        Path pdf = print(engine.prepare(job("gift-card", "avery-c32011-10")), items);

        for (int index = 0; index < 10; index++) {
            double x = (15 + index % 2 * 95) / 25.4 * 300;
            double y = (13.5 + Math.floorDiv(index, 2) * 54) / 25.4 * 300;
            Path card = folder.resolve("card" + index);
            run(
                    "pdftoppm -r 300 -gray -singlefile -W 1004 -H 638 -x %d -y %d"
                            .formatted(Math.round(x), Math.round(y)),
                    pdf,
                    card);
            assertThat(scan(Path.of(card + ".pgm")))
                    .containsExactlyInAnyOrder(EAN, QR, "CODE-128:" + items.get(index).serial());
        }
    }

    @Test
    void discsShowTheirSerialAndTheAddressButNoCode() throws Exception {
        List<Item> items = items(20);
        Path pdf = print(engine.prepare(job("cd-label", "avery-l6043")), items);

        List<Path> pages = rasterise(pdf);
        assertThat(pages).hasSize(10);
        for (int page = 0; page < 10; page++) {
            List<Item> expected = items.subList(2 * page, 2 * page + 2);
            assertThat(scan(pages.get(page))).containsExactly(QR, QR);
            assertThat(text(pdf, page + 1))
                    .contains(numbers(expected))
                    .doesNotContain(codes(expected));
        }
    }

    @Test
    void stickersShowSerialAndCodeOnTheSameFace() throws Exception {
        List<Item> items = items(20);
        Path pdf = print(engine.prepare(job("cd-sticker", "avery-l7651")), items);

        List<Path> pages = rasterise(pdf);
        assertThat(pages).hasSize(1);
        assertThat(scan(pages.getFirst())).containsExactlyInAnyOrderElementsOf(serials(items));
        assertThat(text(pdf, 1)).contains(numbers(items)).contains(codes(items));
    }

    @Test
    void bureauPagesReadOneByOne() throws Exception {
        List<Item> items = items(3);
        List<Path> pages = rasterise(print(engine.prepare(job("gift-card", "bureau")), items));

        assertThat(pages).hasSize(3);
        for (int page = 0; page < 3; page++) {
            assertThat(scan(pages.get(page)))
                    .containsExactlyInAnyOrder(EAN, QR, "CODE-128:" + items.get(page).serial());
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
        List<Path> pages = rasterise(pdf);

        assertThat(pages).hasSize(3);
        for (int page = 0; page < 3; page++) {
            String serial = items.get(page).serial().toString();
            // What the reader calls Code 128 is GS1-128 here.
            assertThat(scan(pages.get(page)))
                    .containsExactlyInAnyOrder(
                            "CODE-128:010" + GTIN + "21" + serial,
                            "QR-Code:https://backup.example.com/01/0" + GTIN + "/21/" + serial);
            // It knows neither a stacked DataBar nor DataMatrix.
            BufferedImage image = picture(pdf, page + 1);
            assertThat(zxing(image, BarcodeFormat.RSS_EXPANDED, 5, 45, 60, 45))
                    .isEqualTo("(01)0" + GTIN + "(21)" + serial);
            assertThat(zxing(image, BarcodeFormat.DATA_MATRIX, 75, 45, 20, 20))
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

        assertThat(scan(rasterise(pdf).getFirst()))
                .containsExactlyInAnyOrder(EAN, QR, "CODE-128:" + items.getFirst().serial());
        // The quiet zone of the serial's bars, which begin 10 modules after 2.45 mm.
        int white = picture(pdf, 1).getRGB(dot(2.45 + 3 + 1.2), dot(41 + 3 + 3.5)) & 0xffffff;
        assertThat(white).isEqualTo(0xffffff);
        assertThat(picture(pdf, 1).getRGB(dot(1), dot(1)) & 0xffffff).isZero();
    }

    private static int dot(double millimetres) {
        return (int) (millimetres * 300 / 25.4);
    }

    private BufferedImage picture(Path pdf, int page) throws Exception {
        Path png = folder.resolve("picture" + page);
        // Without smoothing, as printers do it: each dot that a bar touches is black.
        run(
                "pdftoppm -r 300 -aaVector no -png -singlefile -f %1$d -l %1$d".formatted(page),
                pdf,
                png);
        return ImageIO.read(Path.of(png + ".png").toFile());
    }

    /** Reads the symbol in a place of a bureau page, in millimetres from the trim. */
    private static String zxing(
            BufferedImage page, BarcodeFormat format, int x, int y, int width, int height)
            throws NotFoundException {
        double dots = 300 / 25.4;
        int[] pixels =
                page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
        LuminanceSource place =
                new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels)
                        .crop(
                                (int) ((x + 3) * dots),
                                (int) ((y + 3) * dots),
                                (int) (width * dots),
                                (int) (height * dots));
        return new MultiFormatReader()
                .decode(
                        new BinaryBitmap(new GlobalHistogramBinarizer(place)),
                        Map.of(
                                DecodeHintType.POSSIBLE_FORMATS,
                                List.of(format),
                                DecodeHintType.TRY_HARDER,
                                true))
                .getText();
    }

    @Test
    void aProofIsVoidButItsSymbolsCanBeTried() throws Exception {
        List<Item> items = items(3);
        Path pdf = print(engine.prepareProof(job("gift-card", "bureau")), items);

        assertThat(text(pdf, 1))
                .contains("VOID-VOID-VOID-VOID", "VOID")
                .doesNotContain(codes(items));
        assertThat(scan(rasterise(pdf).getFirst()))
                .containsExactlyInAnyOrder(EAN, QR, "CODE-128:" + items.getFirst().serial());
    }

    private Path print(Prepared prepared, List<Item> items) throws IOException {
        return Files.write(folder.resolve("volume.pdf"), write(prepared, items));
    }

    private List<Path> rasterise(Path pdf) throws Exception {
        run("pdftoppm -r 300 -gray", pdf, folder.resolve("page"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("page"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> scan(Path picture) throws Exception {
        return run("zbarimg --quiet --nodbus", picture).lines().toList();
    }

    private String text(Path pdf, int page) throws Exception {
        return run("pdftotext -raw -f %d -l %d".formatted(page, page), pdf, Path.of("-"));
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

    private String run(String command, Path... files) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        Stream.of(files).map(Path::toString).forEach(words::add);
        Process process =
                new ProcessBuilder(words).redirectError(folder.resolve("errors").toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", words, Files.readString(folder.resolve("errors")))
                .isZero();
        return output;
    }
}
