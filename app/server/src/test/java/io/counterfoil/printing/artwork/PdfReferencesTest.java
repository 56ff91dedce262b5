package io.counterfoil.printing.artwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
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

    private static final String TOO_FINE =
            "The artwork bad.pdf cuts something out along shapes of more than some 100 curves, or"
                + " fills them with a gradient or pattern; please simplify these shapes.";
    private static final String TOO_OFTEN =
            "The artwork bad.pdf cuts along shapes, or fills them with a gradient or pattern, too"
                + " often; please simplify it.";
    private static final String SLOW_SHADE =
            "The artwork bad.pdf has a shade that is neither along a line nor around a circle;"
                + " please turn it into such gradients.";

    static Stream<Arguments> slowCuts() {
        String cut = path(200) + "W n ";
        return Stream.of(
                arguments("one shape", new COSDictionary(), path(600) + "W n", TOO_FINE),
                arguments("shapes in each other", new COSDictionary(), cut.repeat(3), TOO_FINE),
                arguments("a shape in a form", with(form(cut)), cut + cut + "/X Do", TOO_FINE),
                arguments(
                        "a shape that is filled with a pattern",
                        resources(COSName.PATTERN, pattern(new COSDictionary(), FILL)),
                        "/Pattern cs /X scn " + path(600) + "f",
                        TOO_FINE),
                arguments(
                        "many shapes",
                        new COSDictionary(),
                        ("q " + path(290) + "W* n Q ").repeat(18),
                        TOO_OFTEN),
                arguments(
                        "many forms in one shape",
                        with(form("0 0 9 9 re W n")),
                        path(290) + "W n " + "/X Do ".repeat(12),
                        TOO_OFTEN),
                arguments(
                        "letters",
                        new COSDictionary(),
                        "BT 7 Tr ET",
                        "The artwork bad.pdf cuts along letters; please turn text into outlines."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowCuts")
    void whatIsSlowToCutOutIsRefusedInWords(
            String what, COSDictionary resources, String operators, String refusal)
            throws IOException {
        byte[] pdf = pdf(resources, operators);

        assertThatThrownBy(() -> add(pdf)).as(what).hasMessage(refusal);
    }

    @Test
    void shapesOfAPlainColourMayBeAsFineAsTheyLike() throws IOException {
        byte[] pdf =
                pdf(
                        new COSDictionary(),
                        path(20_000) + "f q " + path(290) + "W n " + path(5_000) + "f* Q "
                                + ("q " + path(20) + "W n Q ").repeat(2_000));

        assertThat(add(pdf)).isPositive();
    }

    static Stream<Arguments> slowShades() {
        return Stream.of(
                arguments("a program for each dot", 1, program(1), SLOW_SHADE),
                arguments("a mesh", 6, program(1), SLOW_SHADE),
                arguments(
                        "a long program",
                        2,
                        program(65),
                        "The artwork bad.pdf has a program of more than 64 steps for its colours;"
                            + " please export it with plain CMYK or RGB colours."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowShades")
    void whatIsWorkedOutForEachDotIsRefusedInWords(
            String what, int type, COSStream function, String refusal) throws IOException {
        byte[] pdf = pdf(resources(COSName.SHADING, shade(type, function)), "/X sh");
        assertThat(pdf.length).isLessThan(1_000);

        assertThatThrownBy(() -> add(pdf)).as(what).hasMessage(refusal);
    }

    @Test
    void aLargePictureInSpotInksIsRefusedInWords() throws IOException {
        COSArray space = new COSArray();
        space.add(COSName.SEPARATION);
        space.add(COSName.getPDFName("Gold"));
        space.add(COSName.DEVICECMYK);
        space.add(program(20));
        COSStream picture = picture(3_000, 3_000);
        picture.setItem(COSName.COLORSPACE, space);
        byte[] pdf = pdf(with(picture), "/X Do");

        assertThatThrownBy(() -> add(pdf)).hasMessageContaining("a large picture in spot inks");
    }

    @Test
    void gradientsAlongALinePass() throws IOException {
        COSDictionary shades = resources(COSName.SHADING, shade(2, program(64)));

        assertThat(add(pdf(shades, "/X sh ".repeat(4_000)))).isPositive();
    }

    @Test
    void aDrawingThatTakesLongerThanItMayIsLeft() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(new COSDictionary(), FILL))) {
            TimedRenderer renderer = new TimedRenderer(document, Text.of("A page"), Duration.ZERO);

            assertThatThrownBy(() -> renderer.renderImage(0))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining("A page takes more than 0 seconds to draw");
        }
    }

    private static COSDictionary shade(int type, COSStream function) {
        COSDictionary shade = new COSDictionary();
        shade.setInt(COSName.SHADING_TYPE, type);
        shade.setItem(COSName.COLORSPACE, COSName.DEVICEGRAY);
        COSArray line = new COSArray();
        line.setFloatArray(new float[] {0, 0, 72, 72});
        shade.setItem(COSName.COORDS, line);
        shade.setItem(COSName.FUNCTION, function);
        return shade;
    }

    private static COSStream program(int steps) {
        COSStream program = stream("{ " + "sin ".repeat(steps) + "}");
        program.setInt(COSName.FUNCTION_TYPE, 4);
        COSArray range = new COSArray();
        range.setFloatArray(new float[] {0, 1});
        program.setItem(COSName.DOMAIN, range);
        program.setItem(COSName.RANGE, range);
        return program;
    }

    private static String path(int lines) {
        return "0 0 m " + "9 7 l ".repeat(lines);
    }

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
