package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.GTIN;
import static io.counterfoil.printing.layout.PrintFixture.REDEEM_URL;
import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.codes.RedemptionCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rasterises volumes as a 300 dpi printer would and reads them with programs of other makers. */
class PrintedPagesIT {
    private static final String EAN = "EAN-13:" + GTIN;
    private static final String QR = "QR-Code:" + REDEEM_URL;

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
