package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Deflate;
import io.counterfoil.printing.pdf.DocumentEntries;
import io.counterfoil.printing.pdf.Fonts;
import io.counterfoil.printing.pdf.PageFormat;
import io.counterfoil.printing.pdf.PdfWriter;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Pages to hold against a sheet, which show where a printer prints its labels, and by which numbers
 * it is corrected.
 */
public final class AlignmentPages {
    private final Templates templates;
    private final Function<Text, String> words;

    /** Pages for the sheets of {@code templates}, in the {@code words} of whoever prints them. */
    public AlignmentPages(Templates templates, Function<Text, String> words) {
        this.templates = templates;
        this.words = words;
    }

    /** What became of a page that somebody wanted. */
    public sealed interface Result {
        /** Here it is, one page of PDF, or two for both sides of one sheet. */
        record Ready(byte[] pdf) implements Result {}

        /**
         * There is no such sheet or layout.
         *
         * @param reason a sentence that says so
         */
        record Unknown(String reason) implements Result {}

        /**
         * There is none.
         *
         * @param reason a sentence that says why, and what to change
         */
        record Refused(String reason) implements Result {}
    }

    /**
     * The page for a sheet.
     *
     * @param layout a layout that is printed on it; only a sheet with one item a page asks for it
     * @param printer what the page is printed on
     * @param flip over which edge the paper is turned, for a page with a back; empty for none
     */
    public Result page(
            String sheet,
            Optional<String> layout,
            Printer printer,
            Optional<Placing.Flip> flip) {
        try {
            Optional<byte[]> sheetFile = templates.read("sheets", sheet, ".json");
            if (sheetFile.isEmpty()) {
                return new Result.Unknown(PrintEngine.unknown("sheet", sheet));
            }
            Sheet labels = SheetReader.read(sheet, sheetFile.get());
            AlignmentPage.Phrases phrases =
                    new AlignmentPage.Phrases(
                            sheet,
                            Titles.of("sheets", sheet, sheetFile.get(), labels.title()),
                            words);
            if (layout.isEmpty()) {
                return labels instanceof Sheet.Labels own
                        ? draw(phrases, own, own.asLayout(), printer, flip)
                        : new Result.Refused(
                                Text.of(
                                                "Pages of {sheet} are as large as the item; please"
                                                        + " say which layout.",
                                                "sheet",
                                                labels.title())
                                        .toString());
            }
            String name = layout.get();
            Optional<byte[]> layoutFile = templates.read("layouts", name, ".json");
            if (layoutFile.isEmpty()) {
                return new Result.Unknown(PrintEngine.unknown("layout", name));
            }
            Layout items = LayoutReader.read(name, layoutFile.get());
            Optional<String> refusal =
                    labels.refusal(items).or(() -> labels.refusal(printer));
            return refusal.isPresent()
                    ? new Result.Refused(refusal.get())
                    : draw(phrases, labels, items, printer, flip);
        } catch (TemplateException e) {
            return new Result.Refused(String.valueOf(e.getMessage()));
        }
    }

    private static Result draw(
            AlignmentPage.Phrases phrases,
            Sheet sheet,
            Layout layout,
            Printer printer,
            Optional<Placing.Flip> flip) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument();
                Deflate deflate = new Deflate()) {
            Fonts fonts = new Fonts(document);
            Trims trims = new Trims(layout, sheet, printer);
            List<Content> sides = new ArrayList<>();
            sides.add(AlignmentPage.front(phrases, trims, fonts).draw());
            if (flip.isPresent()) {
                sides.add(AlignmentPage.back(phrases, trims, flip.get(), fonts).draw());
            }
            Seed seed = new Seed();
            int resources = seed.add("<<" + fonts.entries(seed) + ">>");
            PageFormat format =
                    new PageFormat(
                            Points.of(sheet.pageWidth(layout)),
                            Points.of(sheet.pageHeight(layout)),
                            Points.of(sheet.slugMm()),
                            Points.of(sheet.bleedMm()));
            PdfWriter writer = new PdfWriter(pdf, deflate, seed.objects(), resources, format);
            for (Content side : sides) {
                writer.page(side.deflated(deflate));
            }
            String title = phrases.documentTitle();
            String identity = title + layout + printer + flip;
            UUID id = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
            writer.finish(
                    flip.map(edge -> DocumentEntries.titled(id, title, edge.duplex()))
                            .orElseGet(() -> DocumentEntries.titled(id, title)));
        } catch (IOException e) {
            throw new UncheckedIOException("The fonts can't be read.", e);
        }
        return new Result.Ready(pdf.toByteArray());
    }
}
