package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.ready;
import static io.counterfoil.printing.layout.PrintFixture.refusal;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.printing.layout.Placing.Flip;
import io.counterfoil.printing.layout.Placing.Order;
import io.counterfoil.printing.pdf.Points;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.PDFTextStripperByArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where items come to lie on pages, in volumes of layouts that only tests have. */
class PlacementIT {
    private static final Pattern SERIAL = Pattern.compile("(front |back )?[0-9]{14}");
    private static final Pattern ORIGIN = Pattern.compile("q 1 0 0 1 ([0-9.]+) ([0-9.]+) cm");

    /** The labels of avery-c32011-10. */
    private static final List<Box> CARDS =
            IntStream.range(0, 10)
                    .mapToObj(label -> new Box(15 + label % 2 * 95, 13.5 + label / 2 * 54, 85, 54))
                    .toList();

    @TempDir Path folder;
    private PrintEngine engine;

    @BeforeEach
    void writeLayouts() throws IOException {
        engine = new PrintEngine(Templates.in(TestLayouts.in(folder)));
    }

    @Test
    void withoutOptionsItemsLieOnTheDotsNearestToTheirLabels() throws IOException {
        // Trims of 85.6 × 53.98 mm around the centres of labels of 85 × 54 mm.
        int[] columns = {174, 1296};
        int[] rows = {160, 797, 1435, 2073, 2711};
        List<List<Integer>> expected = new ArrayList<>();
        for (int row : rows) {
            for (int column : columns) {
                expected.add(List.of(column, row));
            }
        }

        assertThat(origins(content(job("ticket", "avery-c32011-10")), 297)).isEqualTo(expected);
        // The bleed of 3 mm.
        assertThat(origins(content(job("ticket", "bureau")), 59.98))
                .isEqualTo(List.of(List.of(35, 35)));
    }

    @Test
    void theFingerprintIsThatOfTheLayoutAndNotOfTheItems() throws IOException {
        byte[] before = fingerprint("avery-c32011-10");

        assertThat(fingerprint("avery-c32011-10")).isEqualTo(before).hasSize(32);
        assertThat(fingerprint("bureau")).isNotEqualTo(before);
        assertThat(ready(engine.prepareProof(job("ticket", "avery-c32011-10"))).fingerprint())
                .isNotEqualTo(before);

        Path layout = folder.resolve("layouts/ticket.json");
        String original = Files.readString(layout);
        Files.writeString(layout, original.replace("\"y\": 20", "\"y\": 20.5"));
        assertThat(fingerprint("avery-c32011-10")).as("serial moved").isNotEqualTo(before);
        Files.writeString(layout, original);
        assertThat(fingerprint("avery-c32011-10")).isEqualTo(before);
        Path artwork = folder.resolve("layouts/ticket.svg");
        Files.writeString(
                artwork,
                Files.readString(artwork)
                        .replace("/>", "><path d=\"M5 5h9v9z\" fill=\"#00f\"/></svg>"));
        assertThat(fingerprint("avery-c32011-10")).as("painted").isNotEqualTo(before);
    }

    @Test
    void theFingerprintIsThatOfThePlacingAndThePrinterToo() {
        PrintJob job = job("ticket", "avery-c32011-10");
        List<PrintJob> jobs =
                List.of(
                        job,
                        job.placed(new Placing(2, Order.READING, Flip.LONG, false)),
                        job.placed(new Placing(1, Order.STACK, Flip.LONG, false)),
                        job.placed(new Placing(1, Order.READING, Flip.LONG, true)),
                        job.on(new Printer(300, new Correction(0.5, 0, 100, 100))),
                        job.on(Printer.exact(600)));

        assertThat(jobs)
                .extracting(one -> hex(ready(engine.prepare(one)).fingerprint()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPartlyUsedSheetIsFilledFromItsNextLabel() throws IOException {
        PrintJob job =
                job("ticket", "avery-c32011-10")
                        .placed(new Placing(8, Order.READING, Flip.LONG, false));

        List<List<String>> pages = pages(job, 5);

        assertThat(ready(engine.prepare(job)).pages(5)).isEqualTo(2).isEqualTo(pages.size());
        assertThat(pages.getFirst().subList(0, 7)).containsOnly("");
        assertThat(pages.getFirst().subList(7, 10)).isEqualTo(serials(1, 2, 3));
        assertThat(pages.getLast().subList(0, 2)).isEqualTo(serials(4, 5));
        assertThat(pages.getLast().subList(2, 10)).containsOnly("");
    }

    @Test
    void aStackRunsThroughItsSheets() throws IOException {
        PrintJob job =
                job("ticket", "avery-c32011-10")
                        .placed(new Placing(1, Order.STACK, Flip.LONG, false));

        List<List<String>> pages = pages(job, 21);

        assertThat(pages).hasSize(3);
        assertThat(pages.get(0)).isEqualTo(serials(1, 4, 6, 8, 10, 12, 14, 16, 18, 20));
        assertThat(pages.get(1)).isEqualTo(serials(2, 5, 7, 9, 11, 13, 15, 17, 19, 21));
        assertThat(pages.get(2).getFirst()).isEqualTo(serials(3).getFirst());
    }

    @ParameterizedTest
    @EnumSource(Flip.class)
    void eachBackLiesBehindItsFront(Flip flip) throws IOException {
        PrintJob job =
                job("front", "avery-c32011-10").placed(new Placing(2, Order.READING, flip, false));

        List<List<String>> pages = pages(job, 12);

        assertThat(pages).hasSize(4);
        for (int page = 0; page < 4; page += 2) {
            for (int label = 0; label < 10; label++) {
                int behind =
                        switch (flip) {
                            case LONG -> label % 2 == 0 ? label + 1 : label - 1;
                            case SHORT -> 8 - label / 2 * 2 + label % 2;
                        };
                assertThat(pages.get(page + 1).get(behind))
                        .isEqualTo(pages.get(page).get(label).replace("front", "back"));
            }
        }
        assertThat(duplex(job))
                .isEqualTo(flip == Flip.LONG ? "DuplexFlipLongEdge" : "DuplexFlipShortEdge");
        assertThat(pages.get(0).get(1)).isEqualTo("front " + serials(1).getFirst());
        assertThat(ready(engine.prepare(job)).needsCodes()).as("the back shows them").isTrue();
    }

    @Test
    void atABureauFrontAndBackFollowEachOther() throws IOException {
        assertThat(pages(job("front", "bureau"), 2))
                .containsExactly(
                        List.of("front " + serials(1).getFirst()),
                        List.of("back " + serials(1).getFirst()),
                        List.of("front " + serials(2).getFirst()),
                        List.of("back " + serials(2).getFirst()));
    }

    @Test
    void headerAndTrailerSayWhatLiesBetween() throws IOException {
        PrintJob job =
                job("front", "avery-c32011-10")
                        .placed(new Placing(10, Order.READING, Flip.LONG, true));
        Volume volume = ready(engine.prepare(job));
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        Slip slip = new Slip("100000", "10000000000019", "10000000000125", 12);

        volume.write(pdf, items(12).iterator(), slip);

        assertThat(volume.pages(12)).isEqualTo(6);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            assertThat(document.getNumberOfPages()).isEqualTo(6);
            assertThat(text(document, 1))
                    .contains(
                            "START",
                            "Run 100000",
                            "Select Backup",
                            "10000000000019 – 10000000000125",
                            "12 items, 6 pages",
                            "front on avery-c32011-10")
                    .doesNotContain("front 1");
            assertThat(text(document, 2)).as("its back").isBlank();
            assertThat(text(document, 5)).contains("END", "front 1");
            assertThat(text(document, 6)).contains("back 1").doesNotContain("END");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> volume.write(pdf, items(1).iterator()))
                .withMessageContaining("Header and trailer");
    }

    @Test
    void aCorrectedPrinterStillPrintsOnWholeDots() throws IOException {
        Printer printer = new Printer(600, new Correction(0.37, -1.234, 100.4, 99.7));
        PrintJob job = job("ticket", "avery-c32011-10").on(printer);
        String exact = content(job("ticket", "avery-c32011-10").on(Printer.exact(600)));
        String corrected = content(job);

        Matcher origin = ORIGIN.matcher(corrected);
        int origins = 0;
        while (origin.find()) {
            double x = Double.parseDouble(origin.group(1)) / 72 * 600;
            double y = (297 / 25.4 * 72 - Double.parseDouble(origin.group(2))) / 72 * 600;
            assertThat(x).isCloseTo(Math.rint(x), within(0.01));
            assertThat(y).isCloseTo(Math.rint(y), within(0.01));
            origins++;
        }
        assertThat(origins).isEqualTo(10);
        assertThat(corrected).isNotEqualTo(exact);
        assertThat(ORIGIN.matcher(corrected).replaceAll(""))
                .as("nothing but the places differs")
                .isEqualTo(ORIGIN.matcher(exact).replaceAll(""));
    }

    @Test
    void whatCannotBePlacedIsRefusedInWords() throws IOException {
        PrintJob job = job("ticket", "avery-c32011-10");
        Placing eleventh = new Placing(11, Order.READING, Flip.LONG, false);
        Placing slips = new Placing(1, Order.READING, Flip.LONG, true);
        Path back = folder.resolve("layouts/back.json");
        String original = Files.readString(back);

        assertThat(refusal(engine.prepare(job.placed(eleventh))))
                .contains("has no label 11", "from 1 to 10");
        Printer moved = new Printer(300, new Correction(1, 0, 100, 100));
        assertThat(refusal(engine.prepare(job("ticket", "bureau").on(moved))))
                .contains("for a bureau", "leave the printer's offset and scale out");
        assertThat(refusal(engine.prepare(job("stub", "stubs").placed(slips))))
                .contains("too small for a header");
        Files.writeString(back, original.replace("85.6", "85"));
        assertThat(refusal(engine.prepare(job("front", "bureau"))))
                .contains("Back (85 × 53.98 mm) can't be the back of Front (85.6 × 53.98 mm)");
        Files.delete(back);
        assertThat(refusal(engine.prepare(job("front", "bureau")))).contains("no layout \"back\"");
    }

    /** Which way of printing both sides the file asks printers for. */
    private String duplex(PrintJob job) throws IOException {
        try (PDDocument document = Loader.loadPDF(write(engine.prepare(job), items(1)))) {
            return document.getDocumentCatalog().getViewerPreferences().getDuplex();
        }
    }

    private static List<String> serials(int... sequences) {
        return IntStream.of(sequences)
                .mapToObj(sequence -> SerialNumber.of(100_000, sequence).toString())
                .toList();
    }

    /** For each page the serial on each label, or nothing. */
    private List<List<String>> pages(PrintJob job, int items) throws IOException {
        List<Box> labels = job.sheet().equals("bureau") ? List.of(new Box(3, 3, 85, 53)) : CARDS;
        List<List<String>> pages = new ArrayList<>();
        byte[] pdf = write(engine.prepare(job), items(items));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (PDPage page : document.getPages()) {
                PDFTextStripperByArea text = new PDFTextStripperByArea();
                for (int label = 0; label < labels.size(); label++) {
                    Box box = labels.get(label);
                    text.addRegion(
                            Integer.toString(label),
                            new Rectangle2D.Double(
                                    Points.of(box.x()),
                                    Points.of(box.y()),
                                    Points.of(box.width()),
                                    Points.of(box.height())));
                }
                text.extractRegions(page);
                pages.add(
                        IntStream.range(0, labels.size())
                                .mapToObj(
                                        label ->
                                                serial(
                                                        text.getTextForRegion(
                                                                Integer.toString(label))))
                                .toList());
            }
        }
        return pages;
    }

    private static String serial(String text) {
        Matcher matcher = SERIAL.matcher(text);
        return matcher.find() ? matcher.group() : "";
    }

    private static String text(PDDocument document, int page) throws IOException {
        PDFTextStripper text = new PDFTextStripper();
        text.setStartPage(page);
        text.setEndPage(page);
        return text.getText(document);
    }

    private String content(PrintJob job) throws IOException {
        try (PDDocument document = Loader.loadPDF(write(engine.prepareProof(job), items(10)))) {
            return new String(
                    document.getPage(0).getContents().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private byte[] fingerprint(String sheet) {
        return ready(engine.prepare(job("ticket", sheet))).fingerprint();
    }

    /** Where items begin on a page for a printer of 300 dpi, in dots from its upper left corner. */
    private static List<List<Integer>> origins(String content, double heightMm) {
        return ORIGIN.matcher(content)
                .results()
                .map(
                        origin ->
                                List.of(
                                        dots(Double.parseDouble(origin.group(1))),
                                        dots(
                                                Points.of(heightMm)
                                                        - Double.parseDouble(origin.group(2)))))
                .toList();
    }

    private static int dots(double points) {
        double dots = points / 72 * 300;
        assertThat(dots).isCloseTo(Math.rint(dots), within(0.01));
        return (int) Math.rint(dots);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
