package io.counterfoil.printing.artwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.counterfoil.printing.pdf.Seed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files that would be large in memory. */
class PdfBombsTest {
    private static final double WIDTH_MM = 100 * 25.4 / 72;
    private static final long MOST_ALLOCATED = 48L << 20;

    private static final String LARGE = "unpacks to more than 64 MiB; please simplify it.";
    private static final String OBJECTS =
            "has too many objects or nests them too deep; please simplify it.";
    private static final String UNUSUAL =
            "is packed in an unusual way; please export it anew.";
    private static final String ROWS = "has rows that are too long; please export it anew.";
    private static final String DOTS =
            "has a picture of more than 50 million dots; please make it smaller.";
    private static final String FLATE = "/Filter /FlateDecode";

    /** Twice as much as is allowed. */
    private static final byte[] BLANKS = blanks(128);

    static Stream<Arguments> bombs() {
        return Stream.of(
                arguments("a drawing", drawing(FLATE, BLANKS), LARGE),
                arguments(
                        "packed twice",
                        drawing("/Filter [/FlateDecode /RunLengthDecode]", runs(1)),
                        UNUSUAL),
                arguments(
                        "packed twice in the same way",
                        drawing("/Filter [/FlateDecode /FlateDecode]", packed(blanks(1))),
                        UNUSUAL),
                arguments(
                        "packed in a way that is said elsewhere",
                        drawing("/Filter 5 0 R", blanks(1), "/FlateDecode"),
                        UNUSUAL),
                arguments(
                        "rows that are said elsewhere",
                        drawing(
                                FLATE + "/DecodeParms 5 0 R",
                                blanks(1),
                                "<</Predictor 12 /Columns 1000000000>>"),
                        ROWS),
                arguments("packed by nobody", drawing("/Filter /Fold", blanks(1)), UNUSUAL),
                arguments(
                        "letters of a bomb",
                        drawing("/Filter [/AHx /Fl]", hex(BLANKS)),
                        LARGE),
                arguments(
                        "long rows",
                        drawing(
                                FLATE + "/DecodeParms <</Predictor 12 /Columns 1000000000>>",
                                blanks(1)),
                        ROWS),
                arguments(
                        "many colours in a row",
                        drawing(
                                FLATE
                                        + "/DecodeParms <</Predictor 12 /Columns 1000000 /Colors 32"
                                        + " /BitsPerComponent 16>>",
                                blanks(1)),
                        ROWS),
                arguments(
                        "a photograph for a drawing",
                        drawing("/Filter /DCTDecode", photograph(1)),
                        "has a picture where operators belong; please export it anew."),
                arguments(
                        "a photograph that is larger than it seems",
                        drawing("/Filter /DCTDecode", photograph(30_000)),
                        DOTS),
                arguments(
                        "the same among operators",
                        drawing("", inline("/F /DCT", photograph(30_000))),
                        DOTS),
                arguments(
                        "a high fax",
                        drawing("/Filter /CCITTFaxDecode /Height 50000000 /DecodeParms [<</Columns 1>>]", blanks(1)),
                        DOTS),
                arguments(
                        "a picture among operators",
                        drawing(
                                "",
                                inline("/F [/Fl /RL]", runs(1))),
                        UNUSUAL),
                arguments(
                        "a large picture among operators",
                        drawing("", inline("/F /Fl", BLANKS)),
                        LARGE),
                arguments("objects", objects(FLATE, BLANKS), LARGE),
                arguments("nothing but objects", objects(FLATE, repeated("<<>>", 8)), OBJECTS),
                arguments(
                        "objects where nobody says",
                        without(objects(FLATE, BLANKS), "startxref"),
                        LARGE),
                arguments("a table without columns", table("[0 0 0]"), OBJECTS),
                arguments("a long table", table("[1 0 0]"), OBJECTS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aBombIsRefusedWithoutBeingUnpacked(String what, byte[] pdf, String refusal) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        String said;
        try {
            said = "accepted " + PdfArtwork.add(new Seed(), "bad.pdf", pdf, WIDTH_MM, WIDTH_MM);
        } catch (TemplateException e) {
            said = e.getMessage();
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(said).as(what).isEqualTo("The artwork bad.pdf " + refusal);
        assertThat(allocated).as(what).isLessThan(MOST_ALLOCATED);
    }

    private static byte[] drawing(String how, byte[] content, String... more) {
        List<byte[]> objects =
                new ArrayList<>(
                        List.of(
                                ascii("<</Type/Catalog/Pages 2 0 R>>"),
                                ascii("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
                                ascii(
                                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]"
                                                + "/Contents 4 0 R/Resources<<>>>>"),
                                stream(how, content)));
        for (String each : more) {
            objects.add(ascii(each));
        }
        return file(objects);
    }

    /** A file whose catalogue is among packed objects. */
    private static byte[] objects(String how, byte[] packed) {
        int first = 4;
        byte[] table =
                ByteBuffer.allocate(3 * 6)
                        .put(new byte[] {0, 0, 0, 0, 0, 0})
                        .put(new byte[] {2, 0, 0, 0, 2, 0})
                        .put(new byte[] {1, 0, 0, 0, 9, 0})
                        .array();
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(ascii("%PDF-1.5\n"));
        pdf.writeBytes(ascii("2 0 obj\n"));
        pdf.writeBytes(stream("/Type /ObjStm /N 1 /First %d %s".formatted(first, how), packed));
        pdf.writeBytes(ascii("\nendobj\n"));
        int at = pdf.size();
        pdf.writeBytes(ascii("3 0 obj\n"));
        pdf.writeBytes(
                stream("/Type /XRef /Size 3 /W [1 4 1] /Index [0 3] /Root 1 0 R", table));
        pdf.writeBytes(ascii("\nendobj\nstartxref\n" + at + "\n%%EOF\n"));
        return pdf.toByteArray();
    }

    private static byte[] table(String columns) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(ascii("%PDF-1.5\n"));
        int at = pdf.size();
        pdf.writeBytes(ascii("1 0 obj\n"));
        pdf.writeBytes(
                stream(
                        "/Type /XRef /Size 1 /W %s /Index [0 2000000000] /Root 2 0 R %s"
                                .formatted(columns, FLATE),
                        repeated("\1", 2)));
        pdf.writeBytes(ascii("\nendobj\nstartxref\n" + at + "\n%%EOF\n"));
        return pdf.toByteArray();
    }

    private static byte[] file(List<byte[]> objects) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(ascii("%PDF-1.4\n"));
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append("%010d 00000 n \n".formatted(pdf.size()));
            pdf.writeBytes(ascii((i + 1) + " 0 obj\n"));
            pdf.writeBytes(objects.get(i));
            pdf.writeBytes(ascii("\nendobj\n"));
        }
        int at = pdf.size();
        int size = objects.size() + 1;
        pdf.writeBytes(
                ascii(
                        "xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
                                .formatted(size, table, size, at)));
        return pdf.toByteArray();
    }

    private static byte[] stream(String how, byte[] content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ascii("<</Length %d %s>>\nstream\n".formatted(content.length, how)));
        all.writeBytes(content);
        all.writeBytes(ascii("\nendstream"));
        return all.toByteArray();
    }

    private static byte[] inline(String how, byte[] content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ascii("BI /W 1 /H 1 /BPC 8 /CS /G %s ID ".formatted(how)));
        all.writeBytes(content);
        all.writeBytes(ascii("\nEI\n"));
        return all.toByteArray();
    }

    /** The same file with something in it made unreadable. */
    private static byte[] without(byte[] pdf, String word) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        return text.replace(word, "*".repeat(word.length())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] blanks(int mebibytes) {
        return repeated(" ", mebibytes);
    }

    /** Each two bytes are a run of 128. */
    private static byte[] runs(int mebibytes) {
        return repeated("\u0081 ", mebibytes);
    }

    private static byte[] repeated(String text, int mebibytes) {
        byte[] once = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] content = new byte[1 << 20];
        for (int i = 0; i < content.length; i++) {
            content[i] = once[i % once.length];
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
            for (int i = 0; i < mebibytes; i++) {
                out.write(content);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        return packed.toByteArray();
    }

    /** One dot, and a header that says something else. */
    private static byte[] photograph(int side) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        byte[] photograph = out.toByteArray();
        for (int at = 0; at < photograph.length - 8; at++) {
            if (photograph[at] == (byte) 0xff && photograph[at + 1] == (byte) 0xc0) {
                ByteBuffer.wrap(photograph, at + 5, 4).putShort((short) side).putShort((short) side);
            }
        }
        return photograph;
    }

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        return packed.toByteArray();
    }

    private static byte[] hex(byte[] content) {
        byte[] letters = new byte[2 * content.length];
        for (int i = 0; i < content.length; i++) {
            byte[] two = ascii("%02x".formatted(content[i]));
            letters[2 * i] = two[0];
            letters[2 * i + 1] = two[1];
        }
        return letters;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
