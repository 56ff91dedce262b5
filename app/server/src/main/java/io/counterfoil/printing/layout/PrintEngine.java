package io.counterfoil.printing.layout;

import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.DocumentEntries;
import io.counterfoil.printing.pdf.Fonts;
import io.counterfoil.printing.pdf.OutputCondition;
import io.counterfoil.printing.pdf.PageFormat;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.PressStandard;
import io.counterfoil.printing.pdf.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Makes volumes: everything that all items share is checked, measured and drawn once, so that what
 * is left for an item is cheap. Safe for many threads.
 */
public final class PrintEngine {
    /** Names of front and back in the resources of the pages. */
    private static final List<String> FORMS = List.of("I", "J");

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
            Palette colours = job.issuer().brand().colours();
            Optional<Design> front = design(job.layout(), colours);
            Optional<byte[]> sheetFile = templates.read("sheets", job.sheet(), ".json");
            if (front.isEmpty()) {
                return new Prepared.Refused(unknown("layout", job.layout()));
            }
            if (sheetFile.isEmpty()) {
                return new Prepared.Refused(
                        unknown("sheet", job.sheet()), Prepared.Choice.SHEET);
            }
            List<Design> sides = new ArrayList<>(List.of(front.get()));
            Optional<String> reverse = front.get().layout().reverse();
            if (reverse.isPresent()) {
                Optional<Design> back = design(reverse.get(), colours);
                if (back.isEmpty()) {
                    return new Prepared.Refused(unknown("layout", reverse.get()));
                }
                sides.add(back.get());
            }
            Sheet sheet = forBureau(SheetReader.read(job.sheet(), sheetFile.get()), job);
            Optional<Prepared.Refused> refusal = refusal(job, sides, sheet);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return draw(job, columns, sides, sheet, voided);
        } catch (TemplateException e) {
            return new Prepared.Refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("The fonts or the artwork can't be drawn.", e);
        }
    }

    private Optional<Design> design(String name, Palette colours) {
        Optional<byte[]> layout = templates.read("layouts", name, ".json");
        Optional<Artwork> artwork = templates.artwork(name);
        return layout.isEmpty() || artwork.isEmpty()
                ? Optional.empty()
                : Optional.of(Design.read(name, layout.get(), artwork.get(), colours));
    }

    private static Optional<Prepared.Refused> refusal(
            PrintJob job, List<Design> sides, Sheet sheet) {
        Layout front = sides.getFirst().layout();
        Layout back = sides.getLast().layout();
        return sheet.refusal(front)
                .or(() -> front.refusalOfBack(back))
                .or(() -> sheet.refusal(back))
                .or(() -> job.bureau().flatMap(order -> order.profile().refusal(front)))
                .or(() -> job.bureau().flatMap(order -> order.profile().refusal(back)))
                .map(Prepared.Refused::new)
                .or(() -> refused(sheet.refusal(job.printer()), Prepared.Choice.PRINTER))
                .or(() -> refused(sheet.refusal(job.placing()), Prepared.Choice.START));
    }

    private static Optional<Prepared.Refused> refused(
            Optional<String> reason, Prepared.Choice choice) {
        return reason.map(words -> new Prepared.Refused(words, choice));
    }

    static String unknown(String kind, String name) {
        return new Text(
                        "There is no {kind} \"{text}\"; GET /api/v1/{list}s lists those there are.",
                        Map.of("kind", kind, "text", name, "list", kind))
                .toString();
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
                            Text.of(
                                    "{sheet} is a sheet for a printer of one's own; a bureau gets"
                                            + " one item a page, so please choose the sheet"
                                            + " \"bureau\".",
                                    "sheet",
                                    labels.title()));
        };
    }

    private static Prepared draw(
            PrintJob job, Columns columns, List<Design> sides, Sheet sheet, boolean voided)
            throws IOException {
        try (PDDocument document = new PDDocument()) {
            Fonts fonts = new Fonts(document);
            boolean inInks = job.bureau().isPresent();
            Optional<Logo> logo = logo(job, sides).map(Logo::of);
            List<Face> faces = new ArrayList<>();
            for (Design side : sides) {
                Layout layout = side.layout();
                faces.add(
                        new FaceBuilder(job, columns, fonts, logo)
                                .build(layout, sheet.label(layout), sheet.bleedMm(), voided));
            }
            Layout front = sides.getFirst().layout();
            Box words = sheet.words(front);
            List<String> refusals = new ArrayList<>();
            faces.forEach(face -> refusals.addAll(face.refusals()));
            if (job.placing().slips()) {
                SlipFace.refusal(job, words, fonts).ifPresent(refusals::add);
            }
            if (!refusals.isEmpty()) {
                return new Prepared.Refused(String.join(" ", refusals));
            }
            Optional<SlipFace> slips =
                    job.placing().slips()
                            ? Optional.of(new SlipFace(job, words, fonts))
                            : Optional.empty();
            Seed seed = new Seed();
            List<Integer> artworks = new ArrayList<>();
            for (Design side : sides) {
                artworks.add(side.addArtwork(seed, document, inInks));
            }
            String logoEntry =
                    logo.isEmpty()
                            ? ""
                            : "/"
                                    + Design.LOGO
                                    + " "
                                    + logo.get().add(seed, document, inInks)
                                    + " 0 R";
            String fontEntries = fonts.entries(seed);
            String states = inInks ? Colour.STATES : "";
            StringBuilder forms = new StringBuilder();
            for (int side = 0; side < sides.size(); side++) {
                int form =
                        seed.addStream(
                                "/Type/XObject/Subtype/Form"
                                        + box(sides.get(side).layout())
                                        + "/Resources<<"
                                        + fontEntries
                                        + "/XObject<</"
                                        + Design.ARTWORK
                                        + " "
                                        + artworks.get(side)
                                        + " 0 R"
                                        + (sides.get(side).layout().showsLogo() ? logoEntry : "")
                                        + ">>/ExtGState<</V<</ca 0.2>>"
                                        + states
                                        + ">>>>",
                                faces.get(side).content().toBytes());
                forms.append('/').append(FORMS.get(side)).append(' ').append(form).append(" 0 R");
            }
            DocumentEntries entries =
                    job.bureau().isPresent()
                            ? finish(job, sides, seed, forms)
                            : titled(job, sides);
            int resources =
                    seed.add(
                            "<<"
                                    + fontEntries
                                    + "/XObject<<"
                                    + forms
                                    + ">>/ExtGState<<"
                                    + states
                                    + ">>>>");
            boolean showsCode = sides.stream().anyMatch(side -> side.layout().showsCode());
            return new Prepared.Ready(
                    new Volume(
                            entries,
                            new Values(columns, showsCode, voided),
                            job.placing(),
                            pages(job, sides, sheet, faces, slips),
                            seed.objects(),
                            resources));
        }
    }

    /** The provider's logo, if it has one and a side shows it. */
    private static Optional<Artwork> logo(PrintJob job, List<Design> sides) {
        return sides.stream().anyMatch(side -> side.layout().showsLogo())
                ? job.issuer().brand().logo()
                : Optional.empty();
    }

    /**
     * Adds what a bureau wants.
     *
     * @param forms entries of the resources, which get those that are drawn over each item
     */
    private static DocumentEntries finish(
            PrintJob job, List<Design> sides, Seed seed, StringBuilder forms) {
        BureauOrder bureau = job.bureau().orElseThrow();
        Finishing finishing = new Finishing(bureau.profile(), seed);
        for (int side = 0; side < sides.size(); side++) {
            finishing.draw(side, sides.get(side).layout());
        }
        forms.append(finishing.forms());
        String title = job.goods().product();
        DocumentEntries entries =
                DocumentEntries.titled(job.id(), title).withCatalog(finishing.layers());
        // What others have drawn is put in as it is, and nobody here has judged it.
        boolean vouchedFor =
                sides.stream().allMatch(side -> side.artwork().isVouchedFor())
                        && logo(job, sides).stream().allMatch(Artwork::isVouchedFor);
        Optional<OutputCondition> condition = bureau.profile().outputCondition();
        return vouchedFor && condition.isPresent()
                ? new PressStandard(condition.get(), title, bureau.ordered()).apply(entries, seed)
                : entries;
    }

    private static DocumentEntries titled(PrintJob job, List<Design> sides) {
        String title = job.goods().product();
        return sides.size() > 1
                ? DocumentEntries.titled(job.id(), title, job.placing().flip().duplex())
                : DocumentEntries.titled(job.id(), title);
    }

    private static Pages pages(
            PrintJob job,
            List<Design> sides,
            Sheet sheet,
            List<Face> faces,
            Optional<SlipFace> slips) {
        Layout front = sides.getFirst().layout();
        PageFormat format =
                new PageFormat(
                        Points.of(sheet.pageWidth(front)),
                        Points.of(sheet.pageHeight(front)),
                        Points.of(sheet.slugMm()),
                        Points.of(sheet.bleedMm()));
        Trims places = new Trims(front, sheet, job.printer());
        List<List<Box>> trims = List.of(places.front(), places.back(job.placing().flip()));
        List<Side> printed = new ArrayList<>();
        for (int side = 0; side < faces.size(); side++) {
            List<Stamp> stamps = new ArrayList<>(faces.get(side).stamps());
            if (job.bureau().isPresent()) {
                stamps.add(new Stamp.Finish(Finishing.ALIASES.get(side)));
            }
            printed.add(
                    new Side(
                            new Promises(sides.get(side).layout(), job),
                            FORMS.get(side),
                            stamps,
                            trims.get(side),
                            format));
        }
        return new Pages(format, printed, slips);
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
