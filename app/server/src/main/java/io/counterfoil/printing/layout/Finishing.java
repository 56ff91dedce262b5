package io.counterfoil.printing.layout;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a bureau's machines go by, drawn over each item: crop marks for all inks outside the bleed,
 * the cut contour and the scratch panel in spot colours of their own, which print over whatever is
 * below them instead of leaving it out.
 *
 * <p>Contour and panel are layers that say which processing step they belong to (ISO 19593-1). That
 * standard has no step for scratch-off ink, and names of one's own need a registered prefix; its
 * "varnish", which is any coat printed over the inks, is what the panel is.
 */
final class Finishing {
    /** Names of the forms of front and back in the resources of the pages. */
    static final List<String> ALIASES = List.of("M", "N");

    private static final double LINE = 0.25;
    private static final double MARK_GAP_MM = 0.5;
    private static final double LONGEST_MARK_MM = 5;

    private final BureauProfile profile;
    private final Seed seed;
    private final int cut;
    private OptionalInt coat = OptionalInt.empty();
    private final StringBuilder forms = new StringBuilder();

    /** Puts what a bureau wants into the seed of a document. */
    Finishing(BureauProfile profile, Seed seed) {
        this.profile = profile;
        this.seed = seed;
        this.cut =
                seed.add(
                        layer(
                                profile.spots().cutContour(),
                                "/Structural/GTS_ProcStepsType/Cutting"));
    }

    /**
     * Draws it once for a side of all items, into a form whose origin is the upper left corner of
     * the trim.
     */
    void draw(int side, Layout layout) {
        Content content = new Content(1 << 10);
        if (profile.cropMarks()) {
            marks(layout.trim(), content);
        }
        contour(layout, content);
        layout.scratchPanel().ifPresent(panel -> panel(panel, content));
        SpotColours spots = profile.spots();
        int form =
                seed.addStream(
                        "/Type/XObject/Subtype/Form"
                                + box(layout.trim())
                                + "/Resources<</ColorSpace<<"
                                + spot("/All", "All", "1 1 1 1")
                                + spot("/C", spots.cutContour(), "0 1 0 0")
                                + spot("/S", spots.scratchPanel(), "0 0 0 0.4")
                                + ">>/ExtGState<</O<</Type/ExtGState/OP true/op true/OPM 1>>>>"
                                + "/Properties<</C "
                                + cut
                                + " 0 R"
                                + (coat.isPresent() ? "/S " + coat.getAsInt() + " 0 R" : "")
                                + ">>>>",
                        content.toBytes());
        forms.append('/').append(ALIASES.get(side)).append(' ').append(form).append(" 0 R");
    }

    /** The forms drawn, as entries of the resources of the pages. */
    String forms() {
        return forms.toString();
    }

    /**
     * The entries of the catalog that list the layers. All are on: a press prints them, and a
     * person can switch them off to look below.
     */
    String layers() {
        String layers = cut + " 0 R" + (coat.isPresent() ? " " + coat.getAsInt() + " 0 R" : "");
        return "/OCProperties<</OCGs["
                + layers
                + "]/D<</Name(Bureau)/BaseState/ON/Order["
                + layers
                + "]>>>>";
    }

    private static String layer(String name, String step) {
        return "<</Type/OCG/Name(" + name + ")/GTS_Metadata<</GTS_ProcStepsGroup" + step + ">>>>";
    }

    /** A spot colour, and the inks in which those see it who do not have it. */
    private static String spot(String alias, String name, String inks) {
        return alias
                + "[/Separation/"
                + name.replace(" ", "#20")
                + "/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1["
                + inks
                + "]/N 1>>]";
    }

    private String box(Outline trim) {
        double room = Points.of(profile.bleedMm() + profile.slugMm());
        return new Content(64)
                .raw("/BBox[")
                .number(-room)
                .number(-Points.of(trim.height()) - room)
                .number(Points.of(trim.width()) + room)
                .number(room)
                .raw("]")
                .toString();
    }

    private void marks(Outline trim, Content content) {
        content.raw("q /All CS 1 SCN ").number(LINE).raw("w\n");
        double width = trim.width();
        double height = trim.height();
        switch (trim) {
            case Outline.Rectangle card -> {
                marksAboveAndBelow(0, height, content);
                marksAboveAndBelow(width, height, content);
                marksLeftAndRight(0, width, content);
                marksLeftAndRight(height, width, content);
            }
            case Outline.Disc disc -> {
                // Round things are laid to their centre.
                marksAboveAndBelow(width / 2, height, content);
                marksLeftAndRight(height / 2, width, content);
            }
        }
        content.raw("Q\n");
    }

    private void marksAboveAndBelow(double x, double height, Content content) {
        line(x, -near(), x, -far(), content);
        line(x, height + near(), x, height + far(), content);
    }

    private void marksLeftAndRight(double y, double width, Content content) {
        line(-near(), y, -far(), y, content);
        line(width + near(), y, width + far(), y, content);
    }

    private double near() {
        return profile.bleedMm() + MARK_GAP_MM;
    }

    private double far() {
        return profile.bleedMm() + Math.min(LONGEST_MARK_MM, profile.slugMm());
    }

    private static void line(double x1, double y1, double x2, double y2, Content content) {
        content.number(Points.of(x1)).number(-Points.of(y1)).raw("m ");
        content.number(Points.of(x2)).number(-Points.of(y2)).raw("l S\n");
    }

    private static void contour(Layout layout, Content content) {
        content.raw("/OC /C BDC q /O gs /C CS 1 SCN ").number(LINE).raw("w\n");
        OutlinePath.outline(layout.trim(), content);
        layout.hangHole().ifPresent(hole -> OutlinePath.hangHole(hole, content));
        content.raw("S Q EMC\n");
    }

    private void panel(Box panel, Content content) {
        if (coat.isEmpty()) {
            coat = OptionalInt.of(seed.add(layer(profile.spots().scratchPanel(), "/Varnish")));
        }
        content.raw("/OC /S BDC q /O gs /S cs 1 scn\n")
                .rectangle(
                        Points.of(panel.x()),
                        -Points.of(panel.y()),
                        Points.of(panel.width()),
                        -Points.of(panel.height()))
                .raw("f Q EMC\n");
    }
}
