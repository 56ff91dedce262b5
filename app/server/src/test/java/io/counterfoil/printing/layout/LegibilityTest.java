package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.pdf.Points;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;

/** Whether texts can be told from the artwork under them. */
class LegibilityTest {
    @Test
    void everyShippedLayoutCanBeRead() {
        Templates shipped = Templates.shipped();
        assertThat(shipped.names("layouts", ".json"))
                .isNotEmpty()
                .allSatisfy(
                        name ->
                                assertThat(
                                                TemplateCheck.artwork(
                                                        name,
                                                        shipped.read("layouts", name, ".json")
                                                                .orElseThrow(),
                                                        shipped.artwork(name).orElseThrow()))
                                        .as(name)
                                        .isEmpty());
    }

    @Test
    void aTextOnAGroundOfItsOwnColourIsRefusedWithItsContrast() {
        assertThat(TemplateCheck.artwork("tag", layout("#000000"), ground("#ffffff"))).isEmpty();
        assertThat(TemplateCheck.artwork("tag", layout("#000000"), ground("#101010")))
                .hasValueSatisfying(
                        fault ->
                                assertThat(fault)
                                        .contains(
                                                "The serial could not be read",
                                                "#000000",
                                                "#101010",
                                                "is 1.1, and 3.0"));
        assertThat(TemplateCheck.artwork("tag", layout("#ffffff"), ground("#101010"))).isEmpty();
        assertThat(TemplateCheck.artwork("tag", layout("#ffffff"), ground("none")))
                .as("white on paper")
                .hasValueSatisfying(fault -> assertThat(fault).contains("is 1.0, and 3.0"));
    }

    @Test
    void thePageOfAPdfIsLookedAtToo() throws IOException {
        PDRectangle size = new PDRectangle((float) Points.of(40), (float) Points.of(20));
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(size);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setNonStrokingColor(0.1f);
                content.addRect(0, 0, size.getWidth(), size.getHeight());
                content.fill();
            }
            document.save(pdf);
        }
        Artwork dark = new Artwork("tag.pdf", Artwork.Kind.PDF, pdf.toByteArray());

        assertThat(TemplateCheck.artwork("tag", layout("#ffffff"), dark)).isEmpty();
        assertThat(TemplateCheck.artwork("tag", layout("#000000"), dark))
                .hasValueSatisfying(fault -> assertThat(fault).contains("The serial could not"));
    }

    private static byte[] layout(String colour) {
        return """
                {"title": "Tag", "trim": {"width": 40, "height": 20}, "bleed": 0, "safe": 1,
                 "fields": [
                   {"field": "serial", "x": 2, "y": 2, "width": 30, "height": 5, "font": "sans",
                    "size": 9, "colour": "%s"},
                   {"field": "serial_barcode", "x": 2, "y": 8, "width": 36, "height": 11,
                    "module": 0.254, "bars": 7}]}
                """
                .formatted(colour)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Artwork ground(String colour) {
        String svg =
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="20mm" viewBox="0 0 40 20">
                  <rect width="40" height="20" fill="%s"/>
                </svg>
                """
                        .formatted(colour);
        return new Artwork("tag.svg", Artwork.Kind.SVG, svg.getBytes(StandardCharsets.UTF_8));
    }
}
