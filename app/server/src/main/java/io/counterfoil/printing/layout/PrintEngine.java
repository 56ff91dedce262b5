package io.counterfoil.printing.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Makes volumes: everything that all items share is checked, measured and drawn once, so that what
 * is left for an item is cheap. Safe for many threads.
 */
public final class PrintEngine {
    private final Templates templates;

    public PrintEngine(Templates templates) {
        this.templates = templates;
    }

    /** A volume of minted items, or the reason why there can't be one. */
    public Prepared prepare(PrintJob job) {
        return prepare(job, Columns.MINTED);
    }

    /**
     * A volume of a list of one's own, or the reason why there can't be one. Whether each row fits
     * is asked of the volume.
     *
     * @param columns what differs from row to row
     */
    public Prepared prepare(PrintJob job, Columns columns) {
        return prepare(job, columns, false);
    }

    /** A volume of minted items to look at: void codes and the word VOID across every item. */
    public Prepared prepareProof(PrintJob job) {
        return prepareProof(job, Columns.MINTED);
    }

    /** The same for a list of one's own. */
    public Prepared prepareProof(PrintJob job, Columns columns) {
        return prepare(job, columns, true);
    }

    private Prepared prepare(PrintJob job, Columns columns, boolean voided) {
        try {
            Optional<byte[]> layoutFile = templates.read("layouts", job.layout(), ".json");
            Optional<Artwork> artwork = templates.artwork(job.layout());
            Optional<byte[]> sheetFile = templates.read("sheets", job.sheet(), ".json");
            if (layoutFile.isEmpty() || artwork.isEmpty()) {
                return new Prepared.Refused(unknown("layout", job.layout()));
            }
            if (sheetFile.isEmpty()) {
                return new Prepared.Refused(unknown("sheet", job.sheet()));
            }
            Layout layout = LayoutReader.read(job.layout(), layoutFile.get());
            Sheet sheet = SheetReader.read(job.sheet(), sheetFile.get());
            Optional<String> refusal = sheet.refusal(layout);
            if (refusal.isPresent()) {
                return new Prepared.Refused(refusal.get());
            }
            return draw(job, columns, layout, sheet, artwork.get(), voided);
        } catch (TemplateException e) {
            return new Prepared.Refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("The fonts or the artwork can't be drawn.", e);
        }
    }

    private static String unknown(String kind, String name) {
        return "There is no %s \"%s\"; GET /api/v1/%ss lists those there are."
                .formatted(kind, name, kind);
    }

    private static Prepared draw(
            PrintJob job,
            Columns columns,
            Layout layout,
            Sheet sheet,
            Artwork artwork,
            boolean voided)
            throws IOException {
        try (PDDocument document = new PDDocument()) {
            Fonts fonts = new Fonts(document);
            Face face =
                    new FaceBuilder(job, columns, fonts)
                            .build(layout, sheet.label(layout), sheet.bleedMm(), voided);
            if (!face.refusals().isEmpty()) {
                return new Prepared.Refused(String.join(" ", face.refusals()));
            }
            double bleed = layout.bleedMm();
            Seed seed = new Seed();
            int art =
                    artwork.add(
                            seed,
                            document,
                            layout.trim().width() + 2 * bleed,
                            layout.trim().height() + 2 * bleed);
            String fontEntries = fonts.entries(seed);
            int item =
                    seed.addStream(
                            "/Type/XObject/Subtype/Form"
                                    + box(layout)
                                    + "/Resources<<"
                                    + fontEntries
                                    + "/XObject<</A "
                                    + art
                                    + " 0 R>>/ExtGState<</V<</ca 0.2>>>>>>",
                            face.content().toBytes());
            int resources = seed.add("<<" + fontEntries + "/XObject<</I " + item + " 0 R>>>>");
            Pages pages = new Pages(layout, sheet, job.dpi(), face.stamps());
            return new Prepared.Ready(
                    new Volume(
                            job,
                            new Values(columns, new Promises(layout, job), voided),
                            pages,
                            seed.objects(),
                            resources));
        }
    }

    private static String box(Layout layout) {
        double bleed = Points.of(layout.bleedMm());
        return new Content(64)
                .raw("/BBox[")
                .number(-bleed)
                .number(-Points.of(layout.trim().height()) - bleed)
                .number(Points.of(layout.trim().width()) + bleed)
                .number(bleed)
                .raw("]")
                .toString();
    }
}
