package io.counterfoil.printing.artwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterfoil.printing.pdf.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files that would take for ever to draw. */
class PdfReferencesTest {
    private static final String FILL = "0 0 9 9 re f ";
    private static final String TOO_MANY =
            "The artwork bad.pdf would draw more than 100,000 forms, pictures and patterns,"
                    + " counting those that are shown again; please simplify it.";
    private static final String TOO_LONG =
            "The artwork bad.pdf would carry out more than 64 MiB of operators, counting those that"
                    + " are repeated; please simplify it.";
    private static final String ITSELF =
            "The artwork bad.pdf has a form that draws itself; please remove it from itself.";

    static Stream<Arguments> endless() {
        return Stream.of(
                arguments("nested forms", nested(6, 100), "/X Do", TOO_MANY),
                arguments(
                        "one more than may be",
                        with(form(FILL)),
                        "/X Do ".repeat(100_001),
                        TOO_MANY),
                arguments(
                        "a long form",
                        with(form(FILL.repeat(100_000))),
                        "/X Do ".repeat(60),
                        TOO_LONG),
                arguments("a form in itself", selfish(), "/X Do", ITSELF),
                arguments(
                        "a pattern that is painted with again and again",
                        resources(COSName.PATTERN, pattern(nested(3, 100), "/X Do")),
                        "/Pattern cs /X scn " + FILL.repeat(100),
                        TOO_MANY),
                arguments(
                        "a pattern that a form paints with",
                        both(
                                resources(COSName.PATTERN, pattern(nested(2, 100), "/X Do")),
                                with(form(FILL.repeat(1_000)))),
                        "/Pattern CS /X SCN /X Do /X Do",
                        TOO_MANY),
                arguments(
                        "letters that a font draws",
                        resources(COSName.FONT, font(nested(3, 100))),
                        "BT /X 9 Tf (aaaaaaaaaaaaaaaa) Tj ET",
                        TOO_MANY),
                arguments(
                        "a mask",
                        resources(COSName.EXT_G_STATE, masked(nested(2, 100))),
                        "/X gs " + FILL.repeat(20),
                        TOO_MANY),
                arguments(
                        "a large picture",
                        with(picture(5_000, 5_000)),
                        "/X Do ".repeat(50),
                        TOO_MANY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void whatWouldTakeForEverIsRefusedInWords(
            String what, COSDictionary resources, String operators, String refusal)
            throws IOException {
        byte[] pdf = pdf(resources, operators);
        assertThat(pdf.length).isLessThan(300_000);

        assertThatThrownBy(() -> add(pdf))
                .as(what)
                .isInstanceOf(TemplateException.class)
                .hasMessage(refusal);
    }

    @Test
    void anHonestComplexFilePasses() throws IOException {
        COSDictionary resources = with(form(FILL.repeat(50)));
        both(resources, resources(COSName.PATTERN, pattern(with(form(FILL)), "/X Do /X Do")));
        both(resources, resources(COSName.EXT_G_STATE, masked(nested(1, 10))));
        String operators =
                FILL.repeat(200_000)
                        + "/X Do ".repeat(5_000)
                        + "q /Pattern cs /X scn "
                        + FILL.repeat(5_000)
                        + "Q q /X gs "
                        + FILL.repeat(100)
                        + "Q "
                        + FILL.repeat(50_000);

        assertThatCode(() -> add(pdf(resources, operators))).doesNotThrowAnyException();
    }

    @Test
    void aChainOfFormsPasses() throws IOException {
        assertThat(add(pdf(nested(14, 1), "/X Do"))).isPositive();
    }

    @Test
    void asManyAsMayBePass() throws IOException {
        assertThat(add(pdf(with(form(FILL)), "/X Do ".repeat(100_000)))).isPositive();
    }

    private static int add(byte[] pdf) {
        return PdfArtwork.add(new Seed(), "bad.pdf", pdf, 25.4, 25.4);
    }

    /** Forms that each draw the next one. */
    private static COSDictionary nested(int levels, int often) {
        COSDictionary resources = new COSDictionary();
        String operators = FILL;
        for (int level = 0; level < levels; level++) {
            COSStream form = form(operators);
            form.setItem(COSName.RESOURCES, resources);
            resources = with(form);
            operators = "/X Do ".repeat(often);
        }
        return resources;
    }

    private static COSDictionary selfish() {
        COSStream form = form("/X Do");
        COSDictionary resources = with(form);
        form.setItem(COSName.RESOURCES, resources);
        return resources;
    }

    private static COSStream form(String operators) {
        COSStream form = stream(operators);
        form.setItem(COSName.TYPE, COSName.XOBJECT);
        form.setItem(COSName.SUBTYPE, COSName.FORM);
        return form;
    }

    private static COSStream pattern(COSDictionary resources, String operators) {
        COSStream pattern = stream(operators);
        pattern.setInt(COSName.PATTERN_TYPE, 1);
        pattern.setItem(COSName.RESOURCES, resources);
        return pattern;
    }

    private static COSDictionary font(COSDictionary resources) {
        COSDictionary letters = new COSDictionary();
        letters.setItem("a", stream("9 0 d0 /X Do"));
        COSDictionary font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE3);
        font.setItem(COSName.CHAR_PROCS, letters);
        font.setItem(COSName.RESOURCES, resources);
        return font;
    }

    private static COSDictionary masked(COSDictionary resources) {
        COSStream group = form("/X Do ".repeat(50));
        group.setItem(COSName.RESOURCES, resources);
        COSDictionary mask = new COSDictionary();
        mask.setItem(COSName.G, group);
        COSDictionary state = new COSDictionary();
        state.setItem(COSName.SMASK, mask);
        return state;
    }

    private static COSStream picture(int width, int height) {
        COSStream picture = stream("");
        picture.setItem(COSName.SUBTYPE, COSName.IMAGE);
        picture.setInt(COSName.WIDTH, width);
        picture.setInt(COSName.HEIGHT, height);
        return picture;
    }

    private static COSDictionary with(COSStream object) {
        return resources(COSName.XOBJECT, object);
    }

    private static COSDictionary resources(COSName kind, COSDictionary object) {
        COSDictionary named = new COSDictionary();
        named.setItem("X", object);
        COSDictionary resources = new COSDictionary();
        resources.setItem(kind, named);
        return resources;
    }

    private static COSDictionary both(COSDictionary one, COSDictionary other) {
        one.addAll(other);
        return one;
    }

    private static COSStream stream(String operators) {
        COSStream stream = new COSStream();
        write(stream, operators);
        return stream;
    }

    private static void write(COSStream stream, String operators) {
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(operators.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] pdf(COSDictionary resources, String operators) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(72, 72));
            page.getCOSObject().setItem(COSName.RESOURCES, resources);
            page.getCOSObject().setItem(COSName.CONTENTS, stream(operators));
            document.addPage(page);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
