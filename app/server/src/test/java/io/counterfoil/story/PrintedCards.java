package io.counterfoil.story;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Cards of two sides as they came out of a printer, without their panels, in their order.
 *
 * @param serials the numbers that stand on them
 * @param codes the codes beside these
 * @param backs what the sides with both look like
 */
record PrintedCards(List<String> serials, List<String> codes, List<BufferedImage> backs) {
    private static final Pattern SERIAL = Pattern.compile("\\b[1-9][0-9]{13}\\b");
    private static final Pattern CODE = Pattern.compile("\\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\\b");
    private static final int DPI = 200;

    /** Reads what people read on the cards in this file. */
    static PrintedCards in(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document);
            PDFRenderer pages = new PDFRenderer(document);
            List<BufferedImage> backs = new ArrayList<>();
            // Each is followed by its front.
            for (int page = 0; page < document.getNumberOfPages(); page += 2) {
                backs.add(pages.renderImageWithDPI(page, DPI));
            }
            return new PrintedCards(all(SERIAL, text), all(CODE, text), backs);
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }
}
