package io.counterfoil.printing.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.counterfoil.printing.report.Report.Align;
import io.counterfoil.printing.report.Report.Column;
import io.counterfoil.printing.report.Report.Fact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("File", 40, Align.LEFT), new Column("Items", 20, Align.RIGHT));

    @Test
    void theSameReportGivesTheSameBytes() {
        assertThat(pdf(report(rows(120)))).isEqualTo(pdf(report(rows(120))));
        assertThat(pdf(report(rows(120)))).isNotEqualTo(pdf(report(rows(121))));
    }

    @Test
    void everyPageSaysWhatItIsAndRepeatsTheHeadings() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(report(rows(120))))) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            for (int page = 1; page <= pages; page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document))
                        .contains("Harbour Backup", "Packing slip", "File", "Items")
                        .contains("Page %d of %d".formatted(page, pages));
            }
        }
    }

    @Test
    void noRowIsLostOrCutAndNothingLeavesThePage() throws IOException {
        String hash = "0123456789abcdef".repeat(4);
        List<List<String>> rows = new ArrayList<>(rows(99));
        rows.add(List.of(hash + " " + hash, "1,000,000"));
        try (PDDocument document = Loader.loadPDF(pdf(report(rows)))) {
            Positions positions = new Positions();
            String text = positions.getText(document);
            for (List<String> row : rows(99)) {
                assertThat(text).contains(row.getFirst());
            }
            assertThat(text.replaceAll("\\s", "")).contains(hash);
            assertThat(positions.left).isGreaterThan(50);
            assertThat(positions.right).isLessThan(595 - 50);
            assertThat(positions.bottom).isLessThan(842 - 30);
        }
    }

    @Test
    void allFontsAreEmbedded() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(report(rows(3))))) {
            for (var name : document.getPage(0).getResources().getFontNames()) {
                PDFont font = document.getPage(0).getResources().getFont(name);
                assertThat(font.isEmbedded()).as(font.getName()).isTrue();
            }
        }
    }

    @Test
    void aCharacterThatTheFontLacksHasAStandIn() throws IOException {
        List<List<String>> rows = List.of(List.of("Gold バ Backup\u0007", "1"));
        try (PDDocument document = Loader.loadPDF(pdf(report(rows)))) {
            assertThat(new PDFTextStripper().getText(document)).contains("Gold ? Backup?");
        }
    }

    @Test
    void aRowHasOneTextPerColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Report.Table(COLUMNS, List.of(List.of("one"))));
    }

    private static List<List<String>> rows(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(row -> List.of("row-%04d.pdf".formatted(row), Report.count(row)))
                .toList();
    }

    private static Report report(List<List<String>> rows) {
        return new Report(
                new UUID(1, 2),
                "Harbour Backup",
                "Packing slip",
                List.of(new Fact("Items", "12"), new Fact("To", "Corner Shop, Main Street")),
                new Report.Table(COLUMNS, rows),
                "Please count.");
    }

    private static byte[] pdf(Report report) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            report.write(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    /** Where the outermost glyphs are, in points. */
    private static final class Positions extends PDFTextStripper {
        private float left = Float.MAX_VALUE;
        private float right;
        private float bottom;

        @Override
        protected void processTextPosition(TextPosition text) {
            left = Math.min(left, text.getX());
            right = Math.max(right, text.getX() + text.getWidth());
            bottom = Math.max(bottom, text.getY());
            super.processTextPosition(text);
        }
    }
}
