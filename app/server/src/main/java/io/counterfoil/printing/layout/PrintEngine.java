package io.counterfoil.printing.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
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
            Sheet sheet = forBureau(SheetReader.read(job.sheet(), sheetFile.get()), job);
            Optional<String> refusal =
                    sheet.refusal(layout)
                            .or(
                                    () ->
                                            job.bureau()
                                                    .flatMap(
                                                            order ->
                                                                    order.profile()
                                                                            .refusal(layout)));
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

    /** The sheet with the bleed and slug that a bureau wants. */
    private static Sheet forBureau(Sheet sheet, PrintJob job) {
        if (job.bureau().isEmpty()) {
            return sheet;
        }
        return switch (sheet) {
            case Sheet.TrimSize page -> page.with(job.bureau().get().profile(), job.dpi());
            case Sheet.Labels labels ->
                    throw new TemplateException(
                            labels.title()
                                    + " is a sheet for a printer of one's own; a bureau gets one"
                                    + " item a page, so please choose the sheet \"bureau\".");
        };
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
                            layout.trim().height() + 2 * bleed,
                            job.bureau().isPresent());
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
            StringBuilder forms = new StringBuilder("/I " + item + " 0 R");
            DocumentEntries entries = DocumentEntries.titled(job.id(), job.goods().product());
            List<Stamp> stamps = new ArrayList<>(face.stamps());
            if (job.bureau().isPresent()) {
                entries = finish(job, List.of(layout), artwork.isVouchedFor(), seed, forms);
                stamps.add(new Stamp.Finish(Finishing.ALIASES.getFirst()));
            }
            int resources = seed.add("<<" + fontEntries + "/XObject<<" + forms + ">>>>");
            Pages pages = new Pages(layout, sheet, job.dpi(), stamps);
            return new Prepared.Ready(
                    new Volume(
                            entries,
                            new Values(columns, new Promises(layout, job), voided),
                            pages,
                            seed.objects(),
                            resources));
        }
    }

    /**
     * Adds what a bureau wants.
     *
     * @param vouchedFor whether this program has drawn everything else
     * @param forms entries of the resources, which get those that are drawn over each item
     */
    private static DocumentEntries finish(
            PrintJob job, List<Layout> sides, boolean vouchedFor, Seed seed, StringBuilder forms) {
        BureauProfile profile = job.bureau().orElseThrow().profile();
        Finishing finishing = new Finishing(profile, seed);
        for (int side = 0; side < sides.size(); side++) {
            finishing.draw(side, sides.get(side));
        }
        forms.append(finishing.forms());
        DocumentEntries entries =
                DocumentEntries.titled(job.id(), job.goods().product())
                        .withCatalog(finishing.layers());
        return vouchedFor && profile.outputCondition().isPresent()
                ? PressStandard.apply(entries, job, profile.outputCondition().get(), seed)
                : entries;
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
