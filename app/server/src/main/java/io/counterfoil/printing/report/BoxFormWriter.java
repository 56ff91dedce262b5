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

/** Sets a form. Lengths are in millimetres, sizes of letters in points. */
final class BoxFormWriter {
    private static final double SIDE_MM = 15;
    private static final double TOP_MM = 14;
    private static final double BOTTOM_MM = 16;
    private static final double FOOT_MM = 10;
    private static final double FACT_NAME_MM = 24;
    private static final double BOX_WIDTH_MM = 5.1;
    private static final double BOX_HEIGHT_MM = 6.4;

    /** Between two groups of boxes. */
    private static final double GROUP_GAP_MM = 1.4;

    private static final double COLUMN_GAP_MM = 3;
    private static final double NUMBER_MM = 6;

    /** A line with the room below it. */
    private static final double PITCH_MM = 8.7;

    private static final double TITLE_SIZE = 18;
    private static final double TEXT_SIZE = 9;
    private static final double SMALL_SIZE = 7.5;
    private static final double LINE = 1.3;
    private static final double THIN_MM = 0.15;

    private final BoxForm form;
    private final ReportText text;
    private final double width;
    private final double height;

    private BoxFormWriter(BoxForm form, Fonts fonts) {
        this.form = form;
        this.width = form.paper().width();
        this.height = form.paper().height();
        this.text = new ReportText(fonts, height);
    }

    static void write(BoxForm form, OutputStream out) throws IOException {
        try (PDDocument document = new PDDocument();
                Deflate deflate = new Deflate()) {
            Fonts fonts = new Fonts(document);
            BoxFormWriter writer = new BoxFormWriter(form, fonts);
            // All of it first, since the fonts are embedded with the glyphs that it uses.
            List<Content> pages = new ArrayList<>();
            for (BoxForm.Sheet sheet : form.sheets()) {
                pages.add(writer.page(sheet));
            }
            Seed seed = new Seed();
            Optional<PaperLogo> logo = PaperLogo.of(form.logo());
            String drawn = logo.isPresent() ? logo.get().entry(seed, document) : "";
            logo.ifPresent(
                    one ->
                            pages.forEach(
                                    page ->
                                            one.draw(page, writer.width - SIDE_MM, writer.height)));
            int resources = seed.add("<<" + fonts.entries(seed) + drawn + ">>");
            PageFormat format =
                    new PageFormat(Points.of(writer.width), Points.of(writer.height), 0, 0);
            PdfWriter pdf = new PdfWriter(out, deflate, seed.objects(), resources, format);
            for (Content page : pages) {
                pdf.page(page.deflated(deflate));
            }
            pdf.finish(DocumentEntries.titled(form.id(), form.title()));
        }
    }

    private Content page(BoxForm.Sheet sheet) throws IOException {
        Content page = new Content(1 << 14);
        double y = TOP_MM;
        text.put(page, Typeface.SANS, SMALL_SIZE, SIDE_MM, y, form.issuer());
        y += 4 + line(TITLE_SIZE);
        text.put(page, Typeface.SANS_BOLD, TITLE_SIZE, SIDE_MM, y, sheet.title());
        y += 3;
        for (Report.Fact fact : sheet.facts()) {
            y += line(TEXT_SIZE);
            text.put(page, Typeface.SANS_BOLD, TEXT_SIZE, SIDE_MM, y, fact.name());
            text.put(page, Typeface.SANS, TEXT_SIZE, SIDE_MM + FACT_NAME_MM, y, fact.value());
        }
        y += 2;
        double room = width - 2 * SIDE_MM;
        for (String words : text.wrapped(Typeface.SANS, TEXT_SIZE, room, sheet.note())) {
            y += line(TEXT_SIZE);
            text.put(page, Typeface.SANS, TEXT_SIZE, SIDE_MM, y, words);
        }
        y += 3 + line(SMALL_SIZE);
        headings(page, y);
        y += 1.5;
        for (int number = 1; number <= form.lines(); number++) {
            row(page, y, number);
            y += PITCH_MM;
        }
        if (y > height - BOTTOM_MM) {
            throw new IllegalArgumentException("A sheet of this paper has no room for its lines.");
        }
        double x = width - SIDE_MM - text.width(Typeface.SANS, SMALL_SIZE, sheet.title());
        text.put(page, Typeface.SANS, SMALL_SIZE, x, height - FOOT_MM, sheet.title());
        return page;
    }

    private void headings(Content page, double y) throws IOException {
        double x = SIDE_MM + NUMBER_MM;
        for (BoxForm.Column column : form.columns()) {
            text.put(page, Typeface.SANS_BOLD, SMALL_SIZE, x, y, column.heading());
            x += width(column) + COLUMN_GAP_MM;
        }
        if (x - COLUMN_GAP_MM > width - SIDE_MM) {
            throw new IllegalArgumentException("The columns are too wide for this paper.");
        }
    }

    private void row(Content page, double top, int number) throws IOException {
        String label = Integer.toString(number);
        double baseLine = top + BOX_HEIGHT_MM - 1.8;
        double right = SIDE_MM + NUMBER_MM - 2;
        text.put(
                page,
                Typeface.SANS_BOLD,
                TEXT_SIZE,
                right - text.width(Typeface.SANS_BOLD, TEXT_SIZE, label),
                baseLine,
                label);
        page.number(Points.of(THIN_MM)).raw("w\n");
        double x = SIDE_MM + NUMBER_MM;
        for (BoxForm.Column column : form.columns()) {
            switch (column) {
                case BoxForm.Column.Digits digits -> boxes(page, x, top, digits.groups());
                case BoxForm.Column.Free free -> rule(page, x, top + BOX_HEIGHT_MM, free.width());
            }
            x += width(column) + COLUMN_GAP_MM;
        }
    }

    private void boxes(Content page, double left, double top, List<Integer> groups) {
        double x = left;
        for (int boxes : groups) {
            for (int i = 0; i < boxes; i++) {
                page.rectangle(
                        Points.of(x),
                        Points.of(height - top - BOX_HEIGHT_MM),
                        Points.of(BOX_WIDTH_MM),
                        Points.of(BOX_HEIGHT_MM));
                x += BOX_WIDTH_MM;
            }
            x += GROUP_GAP_MM;
        }
        page.raw("S\n");
    }

    private void rule(Content page, double x, double y, double length) {
        page.number(Points.of(x))
                .number(Points.of(height - y))
                .raw("m ")
                .number(Points.of(x + length))
                .number(Points.of(height - y))
                .raw("l S\n");
    }

    private static double width(BoxForm.Column column) {
        return switch (column) {
            case BoxForm.Column.Digits digits ->
                    digits.groups().stream().mapToInt(Integer::intValue).sum() * BOX_WIDTH_MM
                            + (digits.groups().size() - 1) * GROUP_GAP_MM;
            case BoxForm.Column.Free free -> free.width();
        };
    }

    /** Height of a line in millimetres. */
    private static double line(double size) {
        return size * LINE / Points.of(1);
    }
}
