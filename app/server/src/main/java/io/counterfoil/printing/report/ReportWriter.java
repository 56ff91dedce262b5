package io.counterfoil.printing.report;

import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Deflate;
import io.counterfoil.printing.pdf.DocumentEntries;
import io.counterfoil.printing.pdf.Fonts;
import io.counterfoil.printing.pdf.PageFormat;
import io.counterfoil.printing.pdf.PdfWriter;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Seed;
import io.counterfoil.printing.pdf.Typeface;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Sets a report: measures all of it first, since its fonts are embedded with the glyphs it uses. */
final class ReportWriter {
    private static final double PAGE_WIDTH_MM = 210;
    private static final double PAGE_HEIGHT_MM = 297;
    private static final double LEFT_MM = 20;
    private static final double TOP_MM = 16;
    private static final double BOTTOM_MM = 22;
    private static final double FOOT_MM = 12;
    private static final double WIDTH_MM = PAGE_WIDTH_MM - 2 * LEFT_MM;
    private static final double FACT_NAME_MM = 38;

    /** Between two columns. */
    private static final double GAP_MM = 3;

    private static final double TITLE_SIZE = 18;
    private static final double TEXT_SIZE = 9;
    private static final double CELL_SIZE = 8;
    private static final double SMALL_SIZE = 7.5;
    private static final double LINE = 1.3;
    private static final double ROW_PADDING_MM = 1.1;

    private final Report report;
    private final ReportText text;
    private final List<Content> pages = new ArrayList<>();
    private final double[] columnX;
    private final double[] columnWidth;

    /** How far the page is filled, in millimetres from its upper edge. */
    private double y;

    private ReportWriter(Report report, Fonts fonts) {
        this.report = report;
        this.text = new ReportText(fonts, PAGE_HEIGHT_MM);
        List<Report.Column> columns = report.table().columns();
        double shares = columns.stream().mapToDouble(Report.Column::share).sum();
        double room = WIDTH_MM - GAP_MM * Math.max(0, columns.size() - 1);
        columnX = new double[columns.size()];
        columnWidth = new double[columns.size()];
        double x = LEFT_MM;
        for (int i = 0; i < columns.size(); i++) {
            columnX[i] = x;
            columnWidth[i] = room * columns.get(i).share() / shares;
            x += columnWidth[i] + GAP_MM;
        }
    }

    static void write(Report report, OutputStream out) throws IOException {
        try (PDDocument document = new PDDocument();
                Deflate deflate = new Deflate()) {
            Fonts fonts = new Fonts(document);
            ReportWriter writer = new ReportWriter(report, fonts);
            writer.set();
            Seed seed = new Seed();
            Optional<PaperLogo> logo = PaperLogo.of(report.logo());
            String drawn = logo.isPresent() ? logo.get().entry(seed, document) : "";
            logo.ifPresent(
                    one ->
                            one.draw(
                                    writer.pages.getFirst(), LEFT_MM + WIDTH_MM, PAGE_HEIGHT_MM));
            int resources = seed.add("<<" + fonts.entries(seed) + drawn + ">>");
            PageFormat format =
                    new PageFormat(Points.of(PAGE_WIDTH_MM), Points.of(PAGE_HEIGHT_MM), 0, 0);
            PdfWriter pdf = new PdfWriter(out, deflate, seed.objects(), resources, format);
            for (Content page : writer.pages) {
                pdf.page(page.deflated(deflate));
            }
            pdf.finish(DocumentEntries.titled(report.id(), report.title()));
        }
    }

    private void set() throws IOException {
        newPage();
        y += line(TITLE_SIZE);
        text.put(page(), Typeface.SANS_BOLD, TITLE_SIZE, LEFT_MM, y, report.title());
        y += 5;
        for (Report.Fact fact : report.facts()) {
            fact(fact);
        }
        y += 5;
        if (!report.table().columns().isEmpty()) {
            headings();
            for (List<String> row : report.table().rows()) {
                row(row);
            }
        }
        if (!report.note().isEmpty()) {
            y += 4;
            for (String line : text.wrapped(Typeface.SANS, TEXT_SIZE, WIDTH_MM, report.note())) {
                reserve(line(TEXT_SIZE));
                y += line(TEXT_SIZE);
                text.put(page(), Typeface.SANS, TEXT_SIZE, LEFT_MM, y, line);
            }
        }
        for (int i = 0; i < pages.size(); i++) {
            foot(
                    pages.get(i),
                    report.pages()
                            .replace("{page}", String.valueOf(i + 1))
                            .replace("{pages}", String.valueOf(pages.size())));
        }
    }

    private void fact(Report.Fact fact) throws IOException {
        List<String> lines =
                text.wrapped(Typeface.SANS, TEXT_SIZE, WIDTH_MM - FACT_NAME_MM, fact.value());
        boolean named = false;
        for (String line : lines) {
            reserve(line(TEXT_SIZE));
            y += line(TEXT_SIZE);
            if (!named) {
                text.put(page(), Typeface.SANS_BOLD, TEXT_SIZE, LEFT_MM, y, fact.name());
                named = true;
            }
            text.put(page(), Typeface.SANS, TEXT_SIZE, LEFT_MM + FACT_NAME_MM, y, line);
        }
    }

    private void headings() throws IOException {
        List<String> headings =
                report.table().columns().stream().map(Report.Column::heading).toList();
        cells(Typeface.SANS_BOLD, wrapped(Typeface.SANS_BOLD, headings));
        rule(0.3);
    }

    private void row(List<String> row) throws IOException {
        List<List<String>> cells = wrapped(Typeface.SANS, row);
        if (reserve(height(cells))) {
            headings();
        }
        cells(Typeface.SANS, cells);
        rule(0.1);
    }

    private List<List<String>> wrapped(Typeface font, List<String> cells) throws IOException {
        List<List<String>> wrapped = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            wrapped.add(text.wrapped(font, CELL_SIZE, columnWidth[i], cells.get(i)));
        }
        return wrapped;
    }

    private static double height(List<List<String>> cells) {
        int lines = cells.stream().mapToInt(List::size).max().orElse(0);
        return lines * line(CELL_SIZE) + 2 * ROW_PADDING_MM;
    }

    private void cells(Typeface font, List<List<String>> cells) throws IOException {
        double top = y + ROW_PADDING_MM;
        for (int i = 0; i < cells.size(); i++) {
            boolean right = report.table().columns().get(i).align() == Report.Align.RIGHT;
            double baseLine = top;
            for (String line : cells.get(i)) {
                baseLine += line(CELL_SIZE);
                double x =
                        right
                                ? columnX[i] + columnWidth[i] - text.width(font, CELL_SIZE, line)
                                : columnX[i];
                text.put(page(), font, CELL_SIZE, x, baseLine, line);
            }
        }
        y += height(cells);
    }

    private void rule(double thickness) {
        // Below the letters that go under their line.
        double at = Points.of(PAGE_HEIGHT_MM - y - 0.4);
        page().number(thickness * Points.of(1))
                .raw("w ")
                .number(Points.of(LEFT_MM))
                .number(at)
                .raw("m ")
                .number(Points.of(LEFT_MM + WIDTH_MM))
                .number(at)
                .raw("l S\n");
    }

    /** Begins a page if there isn't so much room left on this one. */
    private boolean reserve(double height) throws IOException {
        if (y + height <= PAGE_HEIGHT_MM - BOTTOM_MM) {
            return false;
        }
        newPage();
        return true;
    }

    private void newPage() throws IOException {
        pages.add(new Content(1 << 12));
        y = TOP_MM;
        text.put(page(), Typeface.SANS, SMALL_SIZE, LEFT_MM, y, report.issuer());
        if (pages.size() > 1) {
            double width = text.width(Typeface.SANS, SMALL_SIZE, report.title());
            double x = LEFT_MM + WIDTH_MM - width;
            text.put(page(), Typeface.SANS, SMALL_SIZE, x, y, report.title());
        }
        y += 4;
    }

    private void foot(Content page, String words) throws IOException {
        double x = LEFT_MM + WIDTH_MM - text.width(Typeface.SANS, SMALL_SIZE, words);
        text.put(page, Typeface.SANS, SMALL_SIZE, x, PAGE_HEIGHT_MM - FOOT_MM, words);
    }

    private Content page() {
        return pages.getLast();
    }

    /** Height of a line in millimetres. */
    private static double line(double size) {
        return size * LINE / Points.of(1);
    }
}
