package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.codes.CodeGenerator;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.printing.layout.TestPress;
import io.counterfoil.printing.lists.WholeFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintCommandIT {
    private static final CodeGenerator CODES = new CodeGenerator(new SecureRandom());
    private static final String CODE = CODES.next().reveal();

    @TempDir private Path folder;
    private Path out;

    @BeforeEach
    void nameTheFile() {
        out = folder.resolve("cards.pdf");
    }

    @Test
    void printsTheRowsOfAListInTheirOrder() throws Exception {
        Path list = list("serial,code\n" + row(1) + row(2) + row(3));
        assertThat(print(list)).isEmpty();
        assertThat(text())
                .containsSubsequence(serial(1), serial(2), serial(3))
                .contains("Select Backup", "49.00 EUR", "1 year", "codes.example.com", CODE);
    }

    @Test
    void printsTheSameBytesEachTime() throws Exception {
        Path list = list("serial,code\n" + row(1) + row(2));
        assertThat(print(list)).isEmpty();
        byte[] first = Files.readAllBytes(out);
        assertThat(print(list, "--force")).isEmpty();
        assertThat(Files.readAllBytes(out)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serial,code,product\n%s,%s,Für Jürgen\n",
                "\ufeffSerial;Code;Product\r\n%s;%s;Für Jürgen\r\n",
                "serial\tcode\tproduct\r%s\t%s\tFür Jürgen",
                "\n\"code\",\"serial\",\"product\"\n\"%2$s\",\"%1$s\",\"Für Jürgen\"\n\n"
            })
    void takesListsAsSpreadsheetsSaveThem(String text) throws Exception {
        assertThat(print(list(text.formatted(serial(1), CODE)))).isEmpty();
        assertThat(text()).contains("Für Jürgen", serial(1), CODE).doesNotContain("Select Backup");
    }

    @Test
    void printsARowAsOftenAsItsCopiesSay() throws Exception {
        Path list =
                list(
                        "serial,code,copies\n%s,%s,2\n%s,%s,0\n%s,%s,1\n"
                                .formatted(
                                        serial(1), CODE, serial(2), CODE, serial(3), CODE));
        assertThat(print(list)).isEmpty();
        assertThat(text())
                .containsSubsequence(serial(1), serial(1), serial(3))
                .doesNotContain(serial(2));
    }

    @Test
    void startsOnAPartlyUsedSheet() throws Exception {
        Path list = list("serial,code\n" + row(1) + row(2));
        assertThat(print(list, "--start=10")).isEmpty();
        assertThat(text(1)).contains(serial(1)).doesNotContain(serial(2));
        assertThat(text(2)).contains(serial(2));
        assertThat(print(list, "--force", "--start=11").orElseThrow()).contains("has no label 11");
        assertThat(print(list, "--force", "--start=0").orElseThrow())
                .contains("Labels are counted from 1 to 1000, not 0.");
    }

    @Test
    void printsSoThatPilesAreInSequenceOnceAStackIsCut() throws Exception {
        Path list =
                list(
                        "serial,code\n"
                                + IntStream.rangeClosed(1, 20)
                                        .mapToObj(PrintCommandIT::row)
                                        .collect(Collectors.joining()));
        assertThat(print(list, "--order=stack")).isEmpty();
        assertThat(text(1)).contains(serial(1), serial(3), serial(19)).doesNotContain(serial(2));
        assertThat(text(2)).contains(serial(2), serial(4), serial(20)).doesNotContain(serial(1));
    }

    @Test
    void printsSlipsForTheOperator() throws Exception {
        Path list = list("serial,code\n" + row(1) + row(2));
        assertThat(print(list, "--slips")).isEmpty();
        assertThat(text()).contains("list.csv", serial(1), serial(2));
    }

    @Test
    void correctsAPrinterThatMisses() throws Exception {
        Path list = list("serial,code\n" + row(1));
        assertThat(print(list)).isEmpty();
        byte[] exact = Files.readAllBytes(out);
        assertThat(print(list, "--force", "--offset-x=1.5", "--scale-y=100.2")).isEmpty();
        assertThat(Files.readAllBytes(out)).isNotEqualTo(exact);
        assertThat(print(list, "--force", "--dpi=42").orElseThrow())
                .contains("A printer has between 150 and 9600 dots per inch, not 42.");
        assertThat(print(list, "--force", "--offset-x=99").orElseThrow())
                .contains("An offset is between");
    }

    @Test
    void printsNumbersOfOnesOwnAsTheyStand() throws Exception {
        Path list = list("serial,code\nA-17,swordfish\n");
        assertRefused(print(list), "Line 2: serial \"A-17\": A serial number has digits only.");
        assertThat(print(list, "--own-numbers")).isEmpty();
        assertThat(text()).contains("A-17", "swordfish");
    }

    @Test
    void namesEachBadRowByItsLineAndWritesNothing() throws Exception {
        String bad = serial(6).substring(0, 13) + (serial(6).charAt(13) == '0' ? '1' : '0');
        Path list =
                list(
                        "serial,code\n"
                                + IntStream.rangeClosed(1, 5)
                                        .mapToObj(PrintCommandIT::row)
                                        .collect(Collectors.joining())
                                + bad
                                + ","
                                + CODE
                                + "\n"
                                + serial(8)
                                + ",0000-0000-0000-0001\n"
                                + serial(9)
                                + "\n"
                                + ",\n");
        assertRefused(
                print(list),
                "Line 7: serial \"" + bad + "\": The digits do not fit together",
                "Line 8: code: There is a typing error in the code",
                "Line 9: there are 1 cells, and the first row names 2 columns.",
                "Line 10: the serial is missing.",
                "Line 10: the code is missing.",
                "Nothing was printed.");
    }

    @Test
    void namesTheFirstFaultsOfManyAndCountsTheOthers() throws Exception {
        Path list = list("serial,code\n" + "1,2\n".repeat(1_000));
        assertThat(print(list).orElseThrow().lines())
                .hasSize(22)
                .contains("And 1,980 more.", "Nothing was printed.");
    }

    @Test
    void namesTheRowWhoseTextDoesNotFit() throws Exception {
        Path list =
                list(
                        "serial,code,product\n%s,%s,Short\n%s,%s,%s\n%s,%s,\u0645\n"
                                .formatted(
                                        serial(1),
                                        CODE,
                                        serial(2),
                                        CODE,
                                        "Long ".repeat(40),
                                        serial(3),
                                        CODE));
        assertThat(print(list).orElseThrow()).contains("U+0645").doesNotContain("Exception");
        Files.writeString(
                list,
                Files.readAllLines(list).stream().limit(3).collect(Collectors.joining("\n")));
        assertRefused(print(list), "Line 3: ", "product");
    }

    @Test
    void saysWhatIsWrongWithAWholeList() throws Exception {
        assertRefused(print(folder.resolve("none.csv")), "There is no file");
        assertRefused(print(folder), "is no plain file");
        assertRefused(print(list("")), "is empty. Its first row names the columns: code,");
        assertRefused(print(list("serial,code\n\n")), "has no rows to print");
        assertRefused(print(list("serial\n" + serial(1))), "the list needs a column code");
        assertRefused(
                print(list("serial,code,colour\n")), "Line 1: there is no column \"colour\".");
        assertRefused(print(list("serial,code,Code\n")), "the column \"code\" is there twice");
        assertRefused(print(list("serial,code\n\"1,2\n")), "Line 2: a quote is opened here");
        assertRefused(
                print(list("serial,code,copies\n" + serial(1) + "," + CODE + ",many\n")),
                "Line 2: copies is \"many\"; it should be a whole number from 0 to 1000.");
        Files.write(
                folder.resolve("list.csv"),
                "serial,code\nZ\u00fcrich,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(print(folder.resolve("list.csv")), "Line 2: this is not UTF-8.");
    }

    @Test
    void saysWhichTextTheLayoutNeeds() throws Exception {
        Path list = list("serial,code,price\n" + serial(1) + "," + CODE + ",5 EUR\n");
        assertThat(
                        CommandLine.refusal(
                                        "print",
                                        "--layout=gift-card",
                                        "--sheet=avery-c32011-10",
                                        "--data=" + list,
                                        "--out=" + out)
                                .orElseThrow())
                .contains(
                        "shows the product: give it with --product, or add a column product.",
                        "shows the web address: give it with --web-address.")
                .doesNotContain("price", "gtin");
    }

    @Test
    void printsThePriceSymbolOfEachRow() throws Exception {
        Path list =
                list(
                        "serial,code,gtin\n%s,%s,4006381333931\n%s,%s,\n%s,%s,96385074\n"
                                .formatted(
                                        serial(1), CODE, serial(2), CODE, serial(3), CODE));
        assertThat(print(list)).isEmpty();
        // The digits stand below the bars, each on its own.
        assertThat(text())
                .containsOnlyOnce(serial(1) + " 4 0 0 6 3 8 1 3 3 3 9 3 1\n")
                .containsOnlyOnce(serial(2) + "\n")
                .containsOnlyOnce(serial(3) + " 9 6 3 8 5 0 7 4\n");
    }

    @Test
    void namesTheRowWhoseGtinIsNone() throws Exception {
        Path list =
                list(
                        "serial,code,gtin\n%s,%s,4006381333932\n%s,%s,14006381333938\n"
                                .formatted(serial(1), CODE, serial(2), CODE));
        assertRefused(
                print(list),
                "Line 2: gtin \"4006381333932\": The GTIN's last digit should be 1;",
                "Nothing was printed.");
        list(
                "serial,code,gtin\n%s,%s,\n%s,%s,14006381333938\n"
                        .formatted(serial(1), CODE, serial(2), CODE));
        assertRefused(
                print(list), "Line 3: The GTIN 14006381333938 is that of a case;", "itself.");
    }

    @Test
    void refusesASerialThatStandsInTwoRows() throws Exception {
        Path list =
                list(
                        "serial,code,copies\n%s,%s,2\n%s,%s,1\n%s,%s,1\n%s,%s,0\n"
                                .formatted(
                                        serial(1),
                                        CODE,
                                        serial(2),
                                        CODE,
                                        serial(1).substring(0, 6)
                                                + "-"
                                                + serial(1).substring(6),
                                        CODE,
                                        serial(2),
                                        CODE));
        assertRefused(
                print(list), "Line 4: serial \"" + serial(1) + "\" stands in line 2 already.");
        list("serial,code\nA-1,X\nA-2,Y\nA-1,Z\n");
        assertRefused(
                print(list, "--own-numbers"),
                "Line 4: serial \"A-1\" stands in line 2 already.",
                "Nothing was printed.");
    }

    @Test
    void printsInTheProvidersColoursWithItsLogo() throws Exception {
        Path list = list("serial,code\n" + row(1));
        assertThat(print(list, "--sheet=bureau")).isEmpty();
        assertThat(text()).contains("Harbour Data");
        Path logo =
                Files.writeString(
                        folder.resolve("ours.svg"),
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><rect"
                                + " width=\"20\" height=\"10\" fill=\"#cc0000\"/></svg>");

        assertThat(
                        print(
                                list,
                                "--force",
                                "--sheet=bureau",
                                "--logo=" + logo,
                                "--colour-main=#1D4ED8"))
                .isEmpty();

        assertThat(text()).doesNotContain("Harbour Data");
        assertThat(colours()).contains(0xcc0000, 0x1d4ed8);
        assertThat(print(list, "--force", "--colour-main=blue").orElseThrow())
                .contains("--colour-main: Write a colour as #rrggbb");
        assertThat(print(list, "--force", "--colour-main=#ffe000").orElseThrow())
                .contains("--colour-main: White text on it could not be read");
        assertThat(print(list, "--force", "--logo=" + list).orElseThrow()).contains("--logo: ");
        assertThat(print(list, "--force", "--logo=none.svg").orElseThrow())
                .contains("none.svg can't be read");
    }

    /** All colours of the front of the first item. */
    private Set<Integer> colours() throws IOException {
        try (PDDocument document = Loader.loadPDF(out.toFile())) {
            BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(0, 150);
            Set<Integer> colours = new HashSet<>();
            for (int y = 0; y < picture.getHeight(); y++) {
                for (int x = 0; x < picture.getWidth(); x++) {
                    colours.add(picture.getRGB(x, y) & 0xffffff);
                }
            }
            return colours;
        }
    }

    @Test
    void makesAFileThatABureauTakes() throws Exception {
        Path list = list("serial,code\n" + row(1) + row(2));
        Path profile = Files.write(folder.resolve("press.icc"), TestPress.profile());
        List<String> bureau =
                List.of(
                        "--sheet=bureau",
                        "--output-condition=TEST",
                        "--icc-profile=" + profile,
                        "--slug=6",
                        "--cut-contour=Dieline");
        assertThat(print(list, bureau.toArray(String[]::new))).isEmpty();
        byte[] file = Files.readAllBytes(out);
        try (PDDocument document = Loader.loadPDF(out.toFile())) {
            assertThat(document.getPage(0).getBleedBox().getLowerLeftX())
                    .isCloseTo(6 * 72 / 25.4f, within(0.25f));
            assertThat(document.getDocumentCatalog().getOutputIntents())
                    .extracting(PDOutputIntent::getOutputConditionIdentifier)
                    .containsOnly("TEST");
            assertThat(document.getDocumentCatalog().getOCProperties().getGroupNames())
                    .contains("Dieline", "ScratchOff");
        }
        assertThat(print(list, "--force", "--bureau").orElseThrow())
                .contains("please choose the sheet \"bureau\"");
        assertThat(
                        print(list, "--force", "--sheet=bureau", "--output-condition=TEST")
                                .orElseThrow())
                .contains("Give --output-condition and --icc-profile together");
        assertThat(
                        print(
                                        list,
                                        "--force",
                                        "--output-condition=TEST",
                                        "--icc-profile=" + list)
                                .orElseThrow())
                .contains("profile");
        assertThat(print(list, Stream.concat(bureau.stream(), Stream.of("--force")).toArray(String[]::new))).isEmpty();
        assertThat(out).hasBinaryContent(file);
    }

    @Test
    void replacesNoFileUnlessForced() throws Exception {
        Path list = list("serial,code\n" + row(1));
        Files.writeString(out, "mine");
        assertThat(print(list).orElseThrow()).contains("exists already", "--force");
        assertThat(out).hasContent("mine");
        assertThat(print(list, "--force")).isEmpty();
        assertThat(text()).contains(serial(1));
    }

    @Test
    void aLinkStaysAndTheFileThatItLeadsToIsReplaced() throws Exception {
        Path list = list("serial,code\n" + row(1));
        Path file = Files.writeString(folder.resolve("far.pdf"), "mine");
        out = Files.createSymbolicLink(folder.resolve("near.pdf"), file);
        assertThat(print(list).orElseThrow()).contains("exists already");
        assertThat(print(list, "--force")).isEmpty();
        assertThat(out).isSymbolicLink();
        assertThat(file).binaryContent().startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));

        Files.delete(file);
        assertThat(print(list, "--force").orElseThrow()).contains("a link to where nothing is");
    }

    @Test
    void theOutputOfAProgramIsNoFileWhereverItLeads() {
        assertThat(Path.of("/dev/stdout")).isSymbolicLink();
        assertThat(WholeFile.isFile(Path.of("/dev/stdout"))).isFalse();
        assertThat(WholeFile.isFile(Path.of("/dev/fd/1"))).isFalse();
        assertThat(WholeFile.isFile(Path.of("/dev/null"))).isFalse();
        assertThat(WholeFile.isFile(Path.of("/dev/shm/cards.pdf"))).isTrue();
        assertThat(WholeFile.isFile(folder.resolve("cards.pdf"))).isTrue();
    }

    @Test
    void saysWhereItCanNotWrite() throws Exception {
        Path list = list("serial,code\n" + row(1));
        out = folder.resolve("none/cards.pdf");
        assertRefused(print(list), "There is no folder " + folder.resolve("none"));
        out = folder;
        assertThat(print(list).orElseThrow()).contains("is a folder; name a file to write.");
        // Not even the superuser makes a file there.
        out = Path.of("/proc/cards.pdf");
        assertThat(print(list).orElseThrow())
                .contains("/proc/cards.pdf can't be written: ")
                .doesNotContain("Exception");
    }

    @Test
    void saysThatADiskIsFull() throws Exception {
        Path list = list("serial,code\n" + row(1));
        out = Path.of("/dev/full");
        assertThat(print(list).orElseThrow())
                .isEqualToIgnoringNewLines(
                        "/dev/full can't be written: No space left on device. Choose another place"
                                + " or make room there; nothing was kept.");
    }

    @Test
    void printsTwentyThousandRowsInLittleMemoryAndTellsItsStatus() throws Exception {
        int rows = 20_000;
        Path list =
                list(
                        Stream.concat(
                                        Stream.of("serial,code\n"),
                                        IntStream.rangeClosed(1, rows)
                                                .mapToObj(PrintCommandIT::row))
                                .collect(Collectors.joining()));
        CommandLine.Ended ended = CommandLine.run(arguments(list));
        assertThat(ended.said()).contains("20,000 items on 2,000 pages");
        assertThat(ended.status()).isZero();
        try (PDDocument document = Loader.loadPDF(out.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(rows / 10);
        }
        CommandLine.Ended again = CommandLine.run(arguments(list));
        assertThat(again.said()).contains("exists already").doesNotContain("Exception");
        assertThat(again.status()).isEqualTo(1);
    }

    private Optional<String> print(Path list, String... more) {
        return CommandLine.refusal(arguments(list, more));
    }

    private String[] arguments(Path list, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "print",
                                "--layout=gift-card",
                                "--sheet=avery-c32011-10",
                                "--data=" + list,
                                "--out=" + out,
                                "--provider=Harbour Data",
                                "--product=Select Backup",
                                "--price=49.00 EUR",
                                "--term=1 year",
                                "--web-address=codes.example.com",
                                "--gtin=4006381333931"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private void assertRefused(Optional<String> refusal, String... sentences) throws IOException {
        assertThat(refusal.orElseThrow()).contains(sentences).doesNotContain("Exception");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> !file.toString().endsWith(".csv"));
        }
    }

    private Path list(String text) throws IOException {
        return Files.writeString(folder.resolve("list.csv"), text);
    }

    private String text() throws IOException {
        try (PDDocument document = Loader.loadPDF(out.toFile())) {
            return new PDFTextStripper().getText(document);
        }
    }

    private String text(int page) throws IOException {
        try (PDDocument document = Loader.loadPDF(out.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            return stripper.getText(document);
        }
    }

    private static String serial(int sequence) {
        return SerialNumber.of(100_000, sequence).toString();
    }

    private static String row(int sequence) {
        return serial(sequence) + "," + CODE + "\n";
    }
}
