package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.ready;
import static io.counterfoil.printing.layout.PrintFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.ForeignPrograms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints lists of one's own, whose values differ from row to row. */
class OwnListsIT {
    private static final String LAYOUT =
            """
            {"title": "Carton", "trim": {"width": 120, "height": 90}, "bleed": 3, "safe": 3, "fields": [
              {"field": "sscc_barcode", "x": 5, "y": 5, "width": 110, "height": 32, "module": 0.508, "bars": 31.75},
              {"field": "sscc", "x": 5, "y": 38, "width": 60, "height": 5, "font": "sans", "size": 10},
              {"field": "serial_from", "x": 5, "y": 44, "width": 40, "height": 5, "font": "sans", "size": 10},
              {"field": "serial_to", "x": 50, "y": 44, "width": 40, "height": 5, "font": "sans", "size": 10},
              {"field": "items", "text": "Items: ", "x": 5, "y": 50, "width": 40, "height": 5, "font": "sans", "size": 10},
              {"field": "outlet", "x": 5, "y": 56, "width": 60, "height": 8, "font": "sans_bold", "size": 16,
                "smallest": 8, "align": "centre"}
            ]}
            """;

    private static final String GOODS =
            """
            {"title": "Goods", "trim": {"width": 120, "height": 120}, "bleed": 3, "safe": 3, "fields": [
              {"field": "serial", "x": 5, "y": 4, "width": 60, "height": 5, "font": "sans", "size": 10},
              {"field": "ean", "x": 5, "y": 10, "width": 50, "height": 30, "module": 0.33, "bars": 22.85},
              {"field": "gs1_128", "x": 3, "y": 41, "width": 114, "height": 32, "module": 0.508, "bars": 31.75},
              {"field": "digital_link_qr", "x": 5, "y": 74, "width": 42, "height": 42, "module": 0.508}
            ]}
            """;

    @TempDir Path folder;

    private PrintEngine engine = new PrintEngine(Templates.shipped());

    @BeforeEach
    void addLayout() throws IOException {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        Files.writeString(layouts.resolve("carton.json"), LAYOUT);
        Files.writeString(
                layouts.resolve("carton.svg"),
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"126mm\" height=\"96mm\"/>");
        engine = new PrintEngine(Templates.in(folder));
    }

    @Test
    void cartonsShowTheirNumberTheirRangeAndWhereTheyGo() throws Exception {
        List<Map<String, String>> cartons =
                List.of(
                        carton("340063810000000018", "20", "Grünwald"),
                        carton("340063810000000025", "7", "Łódź – Główna, Wiener Straße 12"));

        Path pdf = print("carton", cartons);

        assertThat(text(pdf)).contains("340063810000000018", "10000000000019", "Items: 20");
        assertThat(text(pdf)).contains("Items: 7", "Grünwald", "Łódź – Główna, Wiener Straße 12");
        assertThat(scan(pdf))
                .containsExactly("CODE-128:00340063810000000018", "CODE-128:00340063810000000025");
    }

    @Test
    void anyWordingMayDifferAndASerialMayBeOfAnyKind() throws Exception {
        List<Map<String, String>> cards =
                List.of(
                        card("A-1", "GIFT 1", "10.00 EUR", "Small"),
                        card("H-77777", "GIFT 22", "199.00 EUR", "The largest we have"));

        Path pdf = print("gift-card", cards);

        assertThat(text(pdf)).contains("Small", "10.00 EUR", "The largest we have", "GIFT 22");
        assertThat(scan(pdf)).contains("CODE-128:A-1", "CODE-128:H-77777");
    }

    @Test
    void productsMayDifferFromRowToRow() throws Exception {
        Files.writeString(folder.resolve("layouts/goods.json"), GOODS);
        Files.writeString(
                folder.resolve("layouts/goods.svg"),
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"126mm\" height=\"126mm\"/>");

        Path pdf =
                print(
                        "goods",
                        List.of(
                                Map.of("serial", "A-1", "gtin", "4006381333931"),
                                Map.of("serial", "A-2", "gtin", "96385074")));

        assertThat(scan(pdf))
                .containsExactlyInAnyOrder(
                        "EAN-13:4006381333931",
                        "CODE-128:010400638133393121A-1",
                        "QR-Code:HTTPS://BACKUP.EXAMPLE.COM/01/04006381333931/21/A-1",
                        "EAN-8:96385074",
                        "CODE-128:010000009638507421A-2",
                        "QR-Code:HTTPS://BACKUP.EXAMPLE.COM/01/00000096385074/21/A-2");
        assertThat(text(pdf)).contains("4 0 0 6 3 8 1 3 3 3 9 3 1", "9 6 3 8 5 0 7 4");
    }

    @Test
    void aRowThatDoesNotFitIsRefusedByItsNumber() {
        assertThat(rowRefusal("gift-card", card("A-1", "X", "1 EUR", "Backup for all ".repeat(9))))
                .startsWith("Row 2: The product \"Backup for all")
                .endsWith("please shorten it.");
        assertThat(rowRefusal("gift-card", card("A".repeat(40), "X", "1 EUR", "P")))
                .startsWith("Row 2: The Code 128 needs");
        assertThat(rowRefusal("gift-card", card("Grün", "X", "1 EUR", "P")))
                .contains("Row 2: The serial \"Grün\"", "without accents");
        assertThat(rowRefusal("gift-card", card("A-1", "C".repeat(60), "1 EUR", "P")))
                .startsWith("Row 2: The code is ")
                .doesNotContain("CCC");
        assertThat(rowRefusal("carton", carton("340063810000000016", "20", "Grünwald")))
                .contains("Row 2: The sscc \"340063810000000016\" is none");
    }

    @Test
    void whatTheListLacksAndTheFontLacksIsNamed() {
        assertThat(refusal(engine.prepare(job("carton", "bureau"))))
                .contains("shows the sscc, which these items do not have")
                .contains("shows the outlet, which these items do not have");
        assertThat(refusal(prepare("gift-card", List.of(card("A-1", "X", "1 EUR", "السلام")))))
                .contains("no sign for \"ا\" (U+0627 ARABIC LETTER ALEF) in the product");
    }

    @Test
    void aProofShowsNoCodeOfTheList() throws Exception {
        List<Map<String, String>> cards = List.of(card("A-1", "SECRET", "1 EUR", "P"));
        Columns columns = Columns.of(cards.iterator());

        String text =
                text(write(ready(engine.prepareProof(job("gift-card", "bureau"), columns)), cards));

        assertThat(text).contains("VOID-VOID-VOID-VOID").doesNotContain("SECRET");
    }

    @Test
    void anAccentMayStandOnItsOwnInTheList() throws Exception {
        Path pdf = print("gift-card", List.of(card("A-1", "X", "1 EUR", "Cafe\u0301")));

        assertThat(text(pdf)).contains("Café");
    }

    private static Map<String, String> carton(String sscc, String items, String outlet) {
        return Map.of(
                "sscc", sscc,
                "serial_from", "10000000000019",
                "serial_to", "10000000000200",
                "items", items,
                "outlet", outlet);
    }

    private static Map<String, String> card(
            String serial, String code, String price, String product) {
        return Map.of(
                "serial", serial, "code", code, "price", price, "product", product, "other", "–");
    }

    private String rowRefusal(String layout, Map<String, String> second) {
        Map<String, String> first =
                layout.equals("carton")
                        ? carton("340063810000000018", "20", "Grünwald")
                        : card("A-1", "GIFT", "1 EUR", "P");
        List<Map<String, String>> rows = List.of(first, second);
        return ready(prepare(layout, rows)).refusal(rows.iterator()).orElse("none");
    }

    private Prepared prepare(String layout, List<Map<String, String>> rows) {
        return engine.prepare(job(layout, "bureau"), Columns.of(rows.iterator()));
    }

    private Path print(String layout, List<Map<String, String>> rows) throws IOException {
        Volume volume = ready(prepare(layout, rows));
        assertThat(volume.refusal(rows.iterator())).isEmpty();
        return write(volume, rows);
    }

    private Path write(Volume volume, List<Map<String, String>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        volume.writeRows(bytes, rows.iterator());
        return Files.write(folder.resolve("list.pdf"), bytes.toByteArray());
    }

    private String text(Path pdf) throws Exception {
        return new ForeignPrograms(folder).output("pdftotext", "-raw", pdf, "-");
    }

    private List<String> scan(Path pdf) throws Exception {
        ForeignPrograms programs = new ForeignPrograms(folder);
        programs.output("pdftoppm", "-r", "300", "-gray", pdf, folder.resolve("page"));
        return programs
                .output("zbarimg", "--quiet", "--nodbus", folder + "/page-1.pgm", folder + "/page-2.pgm")
                .lines().toList();
    }
}
