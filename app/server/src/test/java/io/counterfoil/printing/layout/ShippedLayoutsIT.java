package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.GTIN;
import static io.counterfoil.printing.layout.PrintFixture.REDEEM_URL;
import static io.counterfoil.printing.layout.PrintFixture.carton;
import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.volume;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.printing.barcode.Symbology;
import io.counterfoil.printing.layout.TemplateList.SheetEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prints every shipped layout on every sheet that it fits on, and reads it back. */
class ShippedLayoutsIT {
    private static final Templates SHIPPED = Templates.shipped();
    private static final List<Integer> PRINTERS = List.of(300, 600);
    private static final long SEED = 20_240_229;
    private static final int SAMPLE = 3;

    /** What other programs were promised. */
    private static final List<Print> PROMISED =
            List.of(
                    new Print("gift-card", "avery-c32011-10", 300),
                    new Print("cd-label", "avery-l6043", 300),
                    new Print("cd-sticker", "avery-l7651", 300),
                    new Print("gift-card", "bureau", 600),
                    new Print("gift-card-back", "avery-c32011-10", 300));

    private static final double MM_PER_INCH = 25.4;

    /** Width of the square in a corner of a QR code. */
    private static final int FINDER_MODULES = 7;

    private final PrintEngine engine = new PrintEngine(SHIPPED);

    @TempDir Path folder;

    /** A layout on a sheet by a printer. */
    record Print(String layout, String sheet, int dpi) {}

    /** What was promised and a few more, other ones whenever layouts or sheets come or go. */
    static List<Print> sample() {
        List<Print> others = new ArrayList<>(all());
        others.removeAll(PROMISED);
        Collections.shuffle(others, new Random(SEED));
        List<Print> sample = new ArrayList<>(PROMISED);
        sample.addAll(others.subList(0, SAMPLE));
        return sample;
    }

    /** Those of items. */
    static List<String> layouts() {
        return SHIPPED.names("layouts", ".json").stream()
                .filter(name -> !layout(name).isForCartons())
                .toList();
    }

    static List<Print> all() {
        List<Print> prints = new ArrayList<>();
        for (SheetEntry sheet : new TemplateList(SHIPPED).sheets()) {
            for (String layout : sheet.layouts()) {
                PRINTERS.forEach(dpi -> prints.add(new Print(layout, sheet.name(), dpi)));
            }
        }
        return prints;
    }

    @Test
    void everyLayoutFitsOnASheetForOfficesOrGoesToABureau() {
        assertThat(all())
                .extracting(Print::layout)
                .containsAll(SHIPPED.names("layouts", ".json"));
        assertThat(all())
                .containsAll(PROMISED)
                .contains(
                        new Print("gift-card-back", "avery-c32011-10", 300),
                        new Print("box-sticker", "avery-l7160", 300),
                        new Print("jewel-booklet", "plain-a4-booklet", 300),
                        new Print("jewel-tray", "plain-a4-tray", 300),
                        new Print("cd-sleeve", "plain-a4-sleeve", 300),
                        new Print("cd-sleeve", "plain-letter-sleeve", 300));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void longNamesAndHighPricesFit(String layout) {
        Goods goods =
                new Goods(
                        "Business Select Backup Professional",
                        "1,249.00 CHF",
                        "24 months and 2 free",
                        Optional.of(new Gtin("0" + GTIN)));
        Issuer issuer =
                new Issuer(
                        "Nordwestdeutsche Datensicherung GmbH",
                        "sicherung.nordwestdeutsche-daten.example",
                        "https://sicherung.nordwestdeutsche-daten.example/redeem");

        assertThat(engine.prepare(job(layout, "bureau", goods, issuer)))
                .isInstanceOf(Prepared.Ready.class);
    }

    @ParameterizedTest
    @MethodSource("sample")
    void someReadAsTheyShould(Print print) throws Exception {
        readsAsItShould(print);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void allReadAsTheyShould(Print print) throws Exception {
        readsAsItShould(print);
    }

    private void readsAsItShould(Print print) throws Exception {
        Layout layout = layout(print.layout);
        Sheet sheet = sheet(print.sheet);
        List<Item> items = items(sheet.perPage());
        byte[] volume = volume(engine, job(print.layout, print.sheet, print.dpi), items);
        Path pdf = Files.write(folder.resolve("volume.pdf"), volume);
        Tools tools = new Tools(folder);

        tools.run("qpdf --check", pdf);
        assertThat(tools.run("pdffonts", pdf).lines().skip(2))
                .isNotEmpty()
                .allMatch(font -> font.matches(".* yes +(yes|no) +yes +[0-9]+ +0"));
        String text = tools.text(pdf, 1);
        Raster page = tools.raster(pdf, 1, print.dpi);
        List<String> symbols = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            Item item = items.get(index);
            assertThat(text).contains(texts(layout, item));
            if (!layout.showsCode()) {
                assertThat(text).doesNotContain(code(item));
            }
            for (Field.Symbol field : symbols(layout)) {
                Raster place = page.crop(onPage(field.box(), index, layout, sheet));
                Reading reading = reading(field, item);
                assertThat(place.decoded(reading.format)).isEqualTo(reading.content);
                symbols.add(reading.scanned());
                standsOnWholeDots(field, place, print.dpi);
            }
        }
        if (!symbols.isEmpty()) {
            // The reader names equal linear symbols of one picture only once.
            assertThat(tools.scan(tools.pages(pdf, print.dpi).getFirst()))
                    .hasSameElementsAs(symbols);
        }
    }

    /** Bars and light are some whole modules wide, and a module is some whole dots. */
    private static void standsOnWholeDots(Field.Symbol field, Raster place, int dpi) {
        boolean isMatrix = field.encoding().symbology() == Symbology.QR;
        int from = isMatrix ? place.firstDarkRow() : place.height() / 3;
        int to = isMatrix ? place.height() : from + 1;
        List<Integer> first = place.runs(from);
        int module = isMatrix ? first.getFirst() / FINDER_MODULES : Collections.min(first);
        double halfDot = MM_PER_INCH / dpi / 2;
        assertThat(module * MM_PER_INCH / dpi)
                .as("module of %s", field.key())
                .isBetween(field.smallestMm() - halfDot, field.moduleMm() + halfDot);
        for (int y = from; y < to; y++) {
            assertThat(place.runs(y))
                    .as("row %d of %s", y, field.key())
                    .allMatch(run -> run % module == 0);
        }
    }

    private static Box onPage(Box box, int index, Layout layout, Sheet sheet) {
        double dx = (sheet.label(layout).width() - layout.trim().width()) / 2;
        double dy = (sheet.label(layout).height() - layout.trim().height()) / 2;
        return box.moved(sheet.labelX(index) + dx, sheet.labelY(index) + dy);
    }

    private static List<String> texts(Layout layout, Item item) {
        Map<String, String> shown = new HashMap<>(carton(item));
        shown.put("caption", "");
        shown.put("provider", "Harbour Data");
        shown.put("product", "Select Backup");
        shown.put("price", "49.00 EUR");
        shown.put("term", "1 year");
        shown.put("web_address", "backup.example.com");
        shown.put("serial", item.serial().toString());
        shown.put("code", code(item));
        return layout.fields().stream()
                .flatMap(
                        field ->
                                field instanceof Field.Text text
                                        ? Stream.of(text.before() + shown.get(text.key()))
                                        : Stream.empty())
                .toList();
    }

    private static String code(Item item) {
        return item.code().map(RedemptionCode::reveal).orElseThrow();
    }

    private static List<Field.Symbol> symbols(Layout layout) {
        return layout.fields().stream()
                .flatMap(f -> f instanceof Field.Symbol symbol ? Stream.of(symbol) : Stream.empty())
                .toList();
    }

    /**
     * What a symbol should be.
     *
     * @param zbar the kind as zbarimg names it
     */
    private record Reading(BarcodeFormat format, String zbar, String content) {
        String scanned() {
            return zbar + ":" + content;
        }
    }

    private static Reading reading(Field.Symbol field, Item item) {
        return switch (field.encoding()) {
            case SERIAL_BARCODE ->
                    new Reading(BarcodeFormat.CODE_128, "CODE-128", item.serial().toString());
            case SSCC_BARCODE ->
                    new Reading(
                            BarcodeFormat.CODE_128, "CODE-128", "00" + carton(item).get("sscc"));
            case EAN -> new Reading(BarcodeFormat.EAN_13, "EAN-13", GTIN);
            case REDEEM_QR -> new Reading(BarcodeFormat.QR_CODE, "QR-Code", REDEEM_URL);
            case CODE_QR -> new Reading(BarcodeFormat.QR_CODE, "QR-Code", code(item));
            default -> throw new AssertionError("no shipped layout has " + field.key());
        };
    }

    private static Layout layout(String name) {
        return LayoutReader.read(name, SHIPPED.read("layouts", name, ".json").orElseThrow());
    }

    private static Sheet sheet(String name) {
        return SheetReader.read(name, SHIPPED.read("sheets", name, ".json").orElseThrow());
    }
}
