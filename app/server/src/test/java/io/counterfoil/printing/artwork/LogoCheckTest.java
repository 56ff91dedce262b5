package io.counterfoil.printing.artwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.image.BufferedImage;
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
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogoCheckTest {
    private static final String DOTS =
            "The artwork logo.pdf has a picture made of dots. Please bring one that is all shapes,"
                    + " or an SVG.";
    private static final String NEITHER =
            "logo.svg is neither an SVG nor a PDF. Please bring one of these two: pictures made of dots,"
                    + " such as PNG and JPEG, can't be printed sharply.";
    private static final String INLINE_PICTURE = "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";

    /** Draws something on a page. */
    private interface Drawing {
        void on(PDDocument document, PDPage page) throws IOException;
    }

    static Stream<Arguments> badLogos() throws IOException {
        return Stream.of(
                arguments(
                        svg("<script>alert(1)</script>"),
                        "The artwork logo.svg has a <script>; artwork is only drawn. Please remove"
                                + " it."),
                arguments(
                        svg("<use href=\"http://evil.example/a.svg#b\"/>"),
                        "The artwork logo.svg refers to something outside the file (href). Please"
                                + " draw all of it in the file."),
                arguments(
                        svg("<image href=\"data:image/png;base64,iVBOR\"/>"),
                        "The artwork logo.svg has a <image>, which would be printed as a coarse"
                                + " picture. Please turn it into shapes, or bring the artwork as a"
                                + " PDF."),
                arguments(
                        svg("<!-- " + "x".repeat(LogoCheck.LARGEST_BYTES) + " -->"),
                        "The logo is larger than 256 KiB; please simplify it."),
                arguments(
                        svg(0, 0, ""), "The logo has no size; please give it a viewBox, or width and height."),
                arguments(
                        svg(110, 10, ""),
                        "The logo is 110 × 10 mm; please bring one whose longer side is at most ten times"
                                + " the other one."),
                arguments(
                        svg(2_000, 1_000, ""),
                        "The logo is 1999.5 × 999.7 mm; please bring one whose longer side is"
                                + " between 1 mm and 1 m."),
                arguments(
                        svg(0.5, 0.5, ""),
                        "The logo is 0.5 × 0.5 mm; please bring one whose longer side is between 1"
                                + " mm and 1 m."),
                arguments(
                        svg(1, 11, ""),
                        "The logo is 1 × 11 mm; please bring one whose longer side is at most ten times"
                                + " the other one."),
                arguments(
                        new Artwork("logo.svg", Artwork.Kind.SVG, new byte[0]), NEITHER),
                arguments(
                        new Artwork(
                                "logo.svg",
                                Artwork.Kind.SVG,
                                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', '<'}),
                        NEITHER),
                arguments(
                        svg("<text>Harbour</text>"),
                        "The artwork logo.svg has a <text>, and fonts differ from machine to machine."
                                + " Please turn text into paths; drawing programs call that outlines"
                                + " or curves."),
                arguments(
                        new Artwork(
                                "logo.svg", Artwork.Kind.SVG, "<p>".getBytes(StandardCharsets.UTF_8)),
                        "The artwork logo.svg is no SVG file."),
                arguments(
                        pdf(3, (document, page) -> {}),
                        "The artwork logo.pdf has 3 pages; please save the one to print as a file"
                                + " of its own."),
                arguments(
                        new Artwork(
                                "logo.pdf",
                                Artwork.Kind.PDF,
                                "no PDF".getBytes(StandardCharsets.US_ASCII)),
                        "The artwork logo.pdf is broken or no PDF; please export it anew."),
                arguments(pdf(1, LogoCheckTest::picture), DOTS),
                arguments(pdf(1, (document, page) -> contents(document, page, INLINE_PICTURE)), DOTS),
                arguments(pdf(1, LogoCheckTest::formWithInlinePicture), DOTS),
                arguments(
                        pdf(1, LogoCheckTest::drawnFont),
                        "The artwork logo.pdf has a font that draws its letters itself; please turn"
                                + " text into outlines."));
    }

    @ParameterizedTest
    @MethodSource("badLogos")
    void aBadLogoIsRefusedInWords(Artwork logo, String refusal) {
        assertThat(LogoCheck.fault(logo)).contains(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "width=\"60mm\" height=\"20mm\" viewBox=\"0 0 60 20\"",
                "viewBox=\"0 0 32 32\"",
                "width=\"100\" height=\"10\"",
                "width=\"100%\" height=\"100%\" viewBox=\"0 0 30 20\""
            })
    void aLogoMayStateItsSizeInAnyWay(String size) {
        String svg =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" %s><rect width=\"9\" height=\"9\" fill=\"#c00\"/></svg>"
                        .formatted(size);
        Artwork logo =
                new Artwork("logo.svg", Artwork.Kind.SVG, svg.getBytes(StandardCharsets.UTF_8));

        assertThat(LogoCheck.fault(logo)).isEmpty();
    }

    @Test
    void aPdfOfShapesIsAsGood() throws IOException {
        Artwork logo =
                pdf(1, (document, page) -> contents(document, page, "0 0.4 0.4 rg 0 0 40 20 re f"));

        assertThat(LogoCheck.fault(logo)).isEmpty();
        assertThat(logo.size().widthMm() / logo.size().heightMm()).isEqualTo(3);
    }

    private static Artwork svg(String content) {
        return svg(60, 20, content);
    }

    private static Artwork svg(double width, double height, String content) {
        String svg =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%smm\" height=\"%smm\">%s</svg>"
                        .formatted(width, height, content);
        return new Artwork("logo.svg", Artwork.Kind.SVG, svg.getBytes(StandardCharsets.UTF_8));
    }

    private static Artwork pdf(int pages, Drawing drawing) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < pages; i++) {
                PDPage page = new PDPage(new PDRectangle(90, 30));
                page.setResources(new PDResources());
                document.addPage(page);
                drawing.on(document, page);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return new Artwork("logo.pdf", Artwork.Kind.PDF, bytes.toByteArray());
        }
    }

    private static void picture(PDDocument document, PDPage page) throws IOException {
        BufferedImage dots = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(LosslessFactory.createFromImage(document, dots), 0, 0, 30, 30);
        }
    }

    private static void contents(PDDocument document, PDPage page, String operators)
            throws IOException {
        PDStream contents = new PDStream(document);
        write(contents.getCOSObject(), operators);
        page.setContents(contents);
    }

    private static void formWithInlinePicture(PDDocument document, PDPage page)
            throws IOException {
        COSStream form = document.getDocument().createCOSStream();
        form.setItem(COSName.TYPE, COSName.XOBJECT);
        form.setItem(COSName.SUBTYPE, COSName.FORM);
        write(form, INLINE_PICTURE);
        COSDictionary forms = new COSDictionary();
        forms.setItem("X", form);
        page.getResources().getCOSObject().setItem(COSName.XOBJECT, forms);
        contents(document, page, "/X Do");
    }

    private static void drawnFont(PDDocument document, PDPage page) throws IOException {
        COSDictionary font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE3);
        COSDictionary fonts = new COSDictionary();
        fonts.setItem("F", font);
        page.getResources().getCOSObject().setItem(COSName.FONT, fonts);
        contents(document, page, "BT /F 9 Tf (a) Tj ET");
    }

    private static void write(COSStream stream, String operators) throws IOException {
        try (OutputStream out = stream.createOutputStream()) {
            out.write(operators.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
