package io.counterfoil.printing.artwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.platform.Text;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPatternContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.function.PDFunctionType2;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDPattern;
import org.apache.pdfbox.pdmodel.graphics.pattern.PDTilingPattern;
import org.apache.pdfbox.pdmodel.graphics.shading.PDShading;
import org.apache.pdfbox.pdmodel.graphics.shading.PDShadingType2;
import org.apache.pdfbox.rendering.ImageType;
import org.junit.jupiter.api.Test;

class TimedRendererTest {
    private static final int DPI = 144;
    private static final int WHITE = 255;

    /** As some artwork has it: its corner is not where coordinates begin. */
    private static final PDRectangle PAPER = new PDRectangle(13, 29, 100, 80);

    private static final Rectangle PLACE = new Rectangle(20, 31, 41, 57);

    @Test
    void aGradientShowsInItsPlacesToTheLastDotAndNowhereElse() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = page(document);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.shadingFill(gradient());
            }
            BufferedImage whole = whole(document);
            assertSame(
                    grey(document),
                    (x, y) -> PLACE.contains(x, y) ? whole.getRaster().getSample(x, y, 0) : WHITE);
        }
    }

    @Test
    void aGradientInATileShowsEverywhere() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = page(document);
            PDResources resources = new PDResources();
            page.setResources(resources);
            PDTilingPattern tile = tile();
            try (PDPatternContentStream content = new PDPatternContentStream(tile)) {
                content.shadingFill(gradient());
            }
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setNonStrokingColor(
                        new PDColor(resources.add(tile), new PDPattern(resources)));
                content.addRect(0, 0, 200, 200);
                content.fill();
            }
            BufferedImage whole = whole(document);
            assertThat(whole.getRaster().getSample(5, 5, 0)).isNotEqualTo(WHITE);
            assertSame(grey(document), (x, y) -> whole.getRaster().getSample(x, y, 0));
        }
    }

    private static PDPage page(PDDocument document) {
        PDPage page = new PDPage(new PDRectangle(0, 0, 200, 200));
        page.setCropBox(PAPER);
        document.addPage(page);
        return page;
    }

    private static PDTilingPattern tile() {
        PDTilingPattern tile = new PDTilingPattern();
        tile.setPaintType(PDTilingPattern.PAINT_COLORED);
        tile.setTilingType(PDTilingPattern.TILING_CONSTANT_SPACING);
        tile.setBBox(new PDRectangle(0, 0, 40, 40));
        tile.setXStep(40);
        tile.setYStep(40);
        tile.setResources(new PDResources());
        return tile;
    }

    /** From black to a light grey, from one corner of the page to the other. */
    private static PDShading gradient() {
        COSDictionary rise = new COSDictionary();
        rise.setInt(COSName.FUNCTION_TYPE, 2);
        rise.setItem(COSName.DOMAIN, numbers(0, 1));
        rise.setItem(COSName.C0, numbers(0));
        rise.setItem(COSName.C1, numbers(0.8F));
        rise.setInt(COSName.N, 1);
        PDShadingType2 gradient = new PDShadingType2(new COSDictionary());
        gradient.setShadingType(PDShading.SHADING_TYPE2);
        gradient.setColorSpace(PDDeviceGray.INSTANCE);
        gradient.setCoords(numbers(0, 0, 200, 200));
        gradient.setFunction(new PDFunctionType2(rise));
        return gradient;
    }

    private static COSArray numbers(float... numbers) {
        COSArray array = new COSArray();
        array.setFloatArray(numbers);
        return array;
    }

    private static BufferedImage grey(PDDocument document) throws IOException {
        return renderer(document).grey(0, DPI, List.of(PLACE));
    }

    private static BufferedImage whole(PDDocument document) throws IOException {
        return renderer(document).renderImageWithDPI(0, DPI, ImageType.GRAY);
    }

    private static TimedRenderer renderer(PDDocument document) {
        return new TimedRenderer(document, Text.of("The page"), Duration.ofMinutes(1));
    }

    /** How large the part is that is drawn changes in how many steps a gradient is reckoned. */
    private static void assertSame(BufferedImage picture, IntBinaryOperator wanted) {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                assertThat(picture.getRaster().getSample(x, y, 0))
                        .as("the dot %d, %d", x, y)
                        .isCloseTo(wanted.applyAsInt(x, y), within(3));
            }
        }
    }
}
