package io.counterfoil.printing.artwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterfoil.printing.pdf.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PDF artwork for a card of 91.6 × 59.98 mm with its bleed. */
class PdfArtworkTest {
    private static final float WIDTH = 91.6f * 72 / 25.4f;
    private static final float HEIGHT = 59.98f * 72 / 25.4f;
    private static final String BROKEN =
            "The artwork bad.pdf is broken or no PDF; please export it anew.";
    private static final String ENCRYPTED =
            "The artwork bad.pdf is encrypted; please save it without a password.";

    /** Changes a good file into a bad one. */
    private interface Mischief {
        void on(PDDocument document, PDPage page) throws IOException;
    }

    static Stream<Arguments> badArtwork() throws IOException {
        byte[] good = pdf((document, page) -> {});
        return Stream.of(
                arguments("nothing", new byte[0], BROKEN),
                arguments("no PDF", "no picture".getBytes(StandardCharsets.UTF_8), BROKEN),
                arguments("a half", Arrays.copyOf(good, good.length / 3), BROKEN),
                arguments(
                        "a password",
                        pdf((document, page) -> protect(document, "secret")),
                        ENCRYPTED),
                arguments("rights only", pdf((document, page) -> protect(document, "")), ENCRYPTED),
                arguments(
                        "1,000 pages",
                        pdf(
                                (document, page) -> {
                                    for (int i = 1; i < 1_000; i++) {
                                        document.addPage(new PDPage(page.getMediaBox()));
                                    }
                                }),
                        "The artwork bad.pdf has 1,000 pages; please save the one to print as a"
                            + " file of its own."),
                arguments(
                        "A4",
                        pdf((document, page) -> page.setMediaBox(PDRectangle.A4)),
                        "The artwork bad.pdf is 210 × 297 mm; with its bleed it should be 91.6 ×"
                                + " 59.98 mm."),
                arguments(
                        "turned",
                        pdf((document, page) -> page.setRotation(90)),
                        "The artwork bad.pdf has a page that is turned or scaled; please export it"
                                + " as it is."),
                arguments(
                        "a font from outside",
                        pdf(PdfArtworkTest::writeInHelvetica),
                        "The artwork bad.pdf uses the font Helvetica without having it inside."
                                + " Please export it with all fonts embedded, or turn text into"
                                + " outlines."),
                arguments(
                        "hidden layers",
                        pdf((document, page) -> hideLayer(document)),
                        "The artwork bad.pdf has hidden layers; please delete them or merge all"
                                + " layers."),
                arguments(
                        "another file",
                        pdf((document, page) -> form(document, page).setString(COSName.F, "a.pdf")),
                        "The artwork bad.pdf refers to another file; please put all of it into"
                            + " one."),
                arguments(
                        "PostScript",
                        pdf(
                                (document, page) ->
                                        form(document, page).setItem(COSName.SUBTYPE, COSName.PS)),
                        "The artwork bad.pdf has PostScript in it; please export it without."),
                arguments(
                        "a huge picture",
                        pdf((document, page) -> picture(document, page, 100_000, 100_000)),
                        "The artwork bad.pdf has a picture of more than 50 million dots; please"
                            + " make it smaller."),
                arguments(
                        "a picture without a size",
                        pdf((document, page) -> picture(document, page, -100_000, -100)),
                        "The artwork bad.pdf has a picture without a size; please export it anew."),
                arguments(
                        "a picture of less than nothing",
                        pdf((document, page) -> picture(document, page, 100_000, -100_000)),
                        "The artwork bad.pdf has a picture without a size; please export it anew."),
                arguments(
                        "a packed picture",
                        pdf(
                                (document, page) -> {
                                    COSArray filters = new COSArray();
                                    filters.add(COSName.FLATE_DECODE);
                                    filters.add(COSName.DCT_DECODE);
                                    picture(document, page, 10, 10)
                                            .setItem(COSName.FILTER, filters);
                                }),
                        "The artwork bad.pdf has a picture that is packed twice; please export it"
                            + " anew."),
                arguments(
                        "a bomb",
                        pdf((document, page) -> fill(form(document, page), 80 << 20)),
                        "The artwork bad.pdf unpacks to more than 64 MiB; please simplify it."),
                arguments(
                        "a bomb of a page",
                        pdf(
                                (document, page) -> {
                                    COSStream contents = document.getDocument().createCOSStream();
                                    fill(contents, 80 << 20);
                                    page.getCOSObject().setItem(COSName.CONTENTS, contents);
                                }),
                        "The artwork bad.pdf unpacks to more than 64 MiB; please simplify it."),
                arguments(
                        "the same part again and again",
                        pdf(
                                (document, page) -> {
                                    COSStream part = document.getDocument().createCOSStream();
                                    fill(part, 1 << 20);
                                    COSArray parts = new COSArray();
                                    for (int i = 0; i < 100; i++) {
                                        parts.add(part);
                                    }
                                    page.getCOSObject().setItem(COSName.CONTENTS, parts);
                                }),
                        "The artwork bad.pdf unpacks to more than 64 MiB; please simplify it."),
                arguments(
                        "a million objects",
                        pdf((document, page) -> form(document, page).setItem("Laughs", laughs())),
                        "The artwork bad.pdf has too many objects or nests them too deep; please"
                                + " simplify it."),
                arguments(
                        "a circle",
                        pdf(
                                (document, page) -> {
                                    COSDictionary circle = new COSDictionary();
                                    circle.setItem("Self", circle);
                                    circle.setDirect(false);
                                    form(document, page).setItem("Circle", circle);
                                }),
                        "The artwork bad.pdf has too many objects or nests them too deep; please"
                                + " simplify it."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badArtwork")
    void badArtworkIsRefusedInWords(String what, byte[] pdf, String refusal) {
        String said;
        try {
            said = "accepted " + PdfArtwork.add(new Seed(), "bad.pdf", pdf, 91.6, 59.98);
        } catch (TemplateException e) {
            said = e.getMessage();
        }
        assertThat(said).as(what).isEqualTo(refusal);
    }

    @Test
    void onlyWhatIsDrawnIsTakenOver() throws IOException {
        byte[] pdf =
                pdf(
                        (document, page) -> {
                            document.getDocumentCatalog()
                                    .setOpenAction(new PDActionJavaScript("app.alert('Hello')"));
                            PDAnnotationText note = new PDAnnotationText();
                            note.setContents("a note");
                            page.getAnnotations().add(note);
                        });
        Seed seed = new Seed();

        int form = PdfArtwork.add(seed, "good.pdf", pdf, 91.6, 59.98);

        StringBuilder all = new StringBuilder();
        for (byte[] object : seed.objects()) {
            all.append(new String(object, StandardCharsets.ISO_8859_1));
        }
        assertThat(all).contains("/Subtype /Form").doesNotContain("JavaScript", "Annot", "a note");
        assertThat(form).isPositive();
    }

    @Test
    void theSameFileGivesTheSameBytes() throws IOException {
        byte[] pdf = pdf((document, page) -> form(document, page));
        Seed once = new Seed();
        Seed twice = new Seed();

        PdfArtwork.add(once, "good.pdf", pdf, 91.6, 59.98);
        PdfArtwork.add(twice, "good.pdf", pdf, 91.6, 59.98);

        assertThat(once.objects()).hasSizeGreaterThan(1).containsExactlyElementsOf(twice.objects());
    }

    private static byte[] pdf(Mischief mischief) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(WIDTH, HEIGHT));
            page.setResources(new PDResources());
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setNonStrokingColor(0f, 0.5f, 0.5f, 0f);
                content.addRect(0, 0, WIDTH, HEIGHT);
                content.fill();
            }
            mischief.on(document, page);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static void protect(PDDocument document, String password) throws IOException {
        document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
    }

    private static void writeInHelvetica(PDDocument document, PDPage page) {
        page.getResources().add(new PDType1Font(Standard14Fonts.FontName.HELVETICA));
    }

    private static void hideLayer(PDDocument document) {
        COSDictionary layer = new COSDictionary();
        COSArray off = new COSArray();
        off.add(layer);
        COSDictionary usual = new COSDictionary();
        usual.setItem(COSName.OFF, off);
        COSDictionary layers = new COSDictionary();
        layers.setItem(COSName.D, usual);
        document.getDocumentCatalog().getCOSObject().setItem(COSName.OCPROPERTIES, layers);
    }

    /** Adds a form to what the page draws with. */
    private static COSStream form(PDDocument document, PDPage page) throws IOException {
        COSStream form = document.getDocument().createCOSStream();
        form.setItem(COSName.TYPE, COSName.XOBJECT);
        form.setItem(COSName.SUBTYPE, COSName.FORM);
        fill(form, 10);
        COSDictionary forms = new COSDictionary();
        forms.setItem("X", form);
        page.getResources().getCOSObject().setItem(COSName.XOBJECT, forms);
        return form;
    }

    /** Adds a picture that says to have this size. */
    private static COSStream picture(PDDocument document, PDPage page, int width, int height)
            throws IOException {
        COSStream picture = form(document, page);
        picture.setItem(COSName.SUBTYPE, COSName.IMAGE);
        picture.setInt(COSName.WIDTH, width);
        picture.setInt(COSName.HEIGHT, height);
        return picture;
    }

    private static void fill(COSStream stream, int length) throws IOException {
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            byte[] blanks = " ".repeat(1 << 10).getBytes(StandardCharsets.US_ASCII);
            for (int written = 0; written < length; written += blanks.length) {
                out.write(blanks);
            }
        }
    }

    /** Each dictionary has the next one ten times. */
    private static COSDictionary laughs() {
        List<COSDictionary> levels = new ArrayList<>(List.of(new COSDictionary()));
        for (int level = 0; level < 9; level++) {
            COSDictionary next = new COSDictionary();
            for (int i = 0; i < 10; i++) {
                next.setItem("Key" + i, levels.getLast());
            }
            levels.add(next);
        }
        return levels.getLast();
    }
}
