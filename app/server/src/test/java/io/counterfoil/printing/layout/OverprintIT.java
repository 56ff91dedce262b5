package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the four plates of a press get, as Ghostscript separates them: a card of 60 × 40 mm whose
 * artwork is one red area.
 */
class OverprintIT {
    private static final int DPI = 100;

    /** From the page's edge to the trim: slug and bleed. */
    private static final int MARGIN_MM = 13;

    private static final BureauProfile BUREAU =
            new BureauProfile(3, 1.5, 10, true, SpotColours.USUAL, Optional.empty());

    private static final String CARD =
            """
            {"title": "Over", "trim": {"width": 60, "height": 40}, "bleed": 3, "safe": 2, "fields": [
              {"field": "provider", "x": 5, "y": 4, "width": 50, "height": 9, "font": "sans_bold", "size": 20},
              {"field": "product", "x": 5, "y": 14, "width": 50, "height": 9, "font": "sans_bold", "size": 20,
                "colour": "#0b4a57"},
              {"field": "serial_barcode", "x": 5, "y": 25, "width": 50, "height": 10, "module": 0.254, "bars": 10}
            ]}
            """;

    /** The lower edge of its bars is at 28.6 mm, that of its digits at 31.3 mm. */
    private static final String PRICED =
            """
            {"title": "Priced", "trim": {"width": 60, "height": 40}, "bleed": 3, "safe": 2, "fields": [
              {"field": "ean", "x": 5, "y": 5, "width": 50, "height": 30, "module": 0.33, "bars": 20}
            ]}
            """;
    private static final String ARTWORK =
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="66mm" height="46mm" viewBox="0 0 66 46">
              <rect width="66" height="46" fill="#ffb0b0"/></svg>
            """;

    /** The artwork, and what prints on it: cyan, magenta, yellow and black of 255. */
    private static final String RED = "0 79 79 0";

    private static final String BLACK_ON_RED = "0 79 79 255";
    private static final String BLACK_ALONE = "0 0 0 255";
    private static final String WHITE = "0 0 0 0";

    @TempDir Path folder;

    private byte[] pdf;

    @BeforeEach
    void print() throws IOException {
        print(CARD);
    }

    private void print(String card) throws IOException {
        Path layouts = Files.createDirectories(folder.resolve("layouts"));
        Files.writeString(layouts.resolve("over.json"), card);
        Files.writeString(layouts.resolve("over.svg"), ARTWORK);
        PrintJob job = job("over", "bureau").forBureau(BUREAU, Instant.EPOCH);
        pdf = write(new PrintEngine(Templates.in(folder)).prepare(job), items(1));
    }

    @Test
    void blackTextKeepsTheArtworkBelowIt() throws Exception {
        Box provider = new Box(5, 4, 50, 9);

        assertThat(inks(pdf, provider)).containsExactlyInAnyOrder(RED, BLACK_ON_RED);
        // The same file without overprint would leave holes, which show where plates don't meet.
        assertThat(inks(withoutOverprint(), provider)).containsExactlyInAnyOrder(RED, BLACK_ALONE);
    }

    @Test
    void textInColourKnocksTheArtworkOut() throws Exception {
        assertThat(inks(pdf, new Box(5, 14, 50, 9)))
                .hasSize(2)
                .contains(RED)
                .allMatch(ink -> ink.equals(RED) || !ink.contains(" 79 79 "));
    }

    @Test
    void barsAreBlackAloneOnPaper() throws Exception {
        assertThat(inks(pdf, new Box(20, 27, 20, 6))).containsExactlyInAnyOrder(WHITE, BLACK_ALONE);
    }

    @Test
    void theDigitsBelowAPriceSymbolAreOnPaperDownToTheirFeet() throws Exception {
        print(PRICED);

        assertThat(inks(pdf, new Box(12, 30.6, 36, 0.5)))
                .containsExactlyInAnyOrder(WHITE, BLACK_ALONE);
    }

    private byte[] withoutOverprint() {
        String file = new String(pdf, StandardCharsets.ISO_8859_1);
        assertThat(file).contains("/OP true/op true");
        return file.replace("/OP true/op true", "/OP null/op null")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Which inks dots in a place of the card have, in millimetres from its upper left corner. */
    private Set<String> inks(byte[] file, Box place) throws Exception {
        Path separated = folder.resolve("plates.pam");
        new Tools(folder)
                .run(
                        "gs -q -dSAFER -dGraphicsAlphaBits=1 -sDEVICE=pamcmyk32 -r" + DPI + " -o",
                        separated,
                        Files.write(folder.resolve("over.pdf"), file));
        byte[] dots = Files.readAllBytes(separated);
        String head = new String(dots, 0, 200, StandardCharsets.ISO_8859_1);
        int width = Integer.parseInt(head.replaceAll("(?s).*WIDTH ([0-9]+)\n.*", "$1"));
        int start = head.indexOf("ENDHDR\n") + "ENDHDR\n".length();
        Set<String> inks = new TreeSet<>();
        for (int y = dot(place.y()); y < dot(place.bottom()); y++) {
            for (int x = dot(place.x()); x < dot(place.right()); x++) {
                int at = start + 4 * (y * width + x);
                inks.add(
                        "%d %d %d %d"
                                .formatted(
                                        dots[at] & 0xff,
                                        dots[at + 1] & 0xff,
                                        dots[at + 2] & 0xff,
                                        dots[at + 3] & 0xff));
            }
        }
        return inks;
    }

    private static int dot(double millimetres) {
        return (int) Math.round((MARGIN_MM + millimetres) * DPI / 25.4);
    }
}
