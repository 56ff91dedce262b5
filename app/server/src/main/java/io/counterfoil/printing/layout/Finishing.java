package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Seed;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a bureau's machines go by, drawn over each item: crop marks for all inks outside the bleed,
 * cut contour, hang hole and scratch panel in spot colours, which print over whatever is below them
 * instead of leaving it out.
 *
 * <p>All but the marks are in layers that say to which processing step they belong (ISO 19593-1).
 */
final class Finishing {
    /** Names of the forms of front and back in the resources of the pages. */
    static final List<String> ALIASES = List.of("M", "N");

    private static final double LINE = 0.25;
    private static final double MARK_GAP_MM = 0.5;
    private static final double LONGEST_MARK_MM = 5;

    /** A processing step, with its name in the resources of the forms and in the standard. */
    private enum Step {
        CUT("C", "/Structural/GTS_ProcStepsType/Cutting"),
        PUNCH("P", "/Structural/GTS_ProcStepsType/Punching"),
        /**
         * The standard has no step for scratch-off ink, and names of one's own need a registered
         * prefix; its varnish, which is any coat printed over the inks, is what the panel is.
         */
        COAT("S", "/Varnish");

        private final String alias;
        private final String group;

        Step(String alias, String group) {
            this.alias = alias;
            this.group = group;
        }
    }

    private final BureauProfile profile;
    private final Seed seed;
    private final Map<Step, Integer> layers = new EnumMap<>(Step.class);
    private final StringBuilder forms = new StringBuilder();

    /** Puts what a bureau wants into the seed of a document. */
    Finishing(BureauProfile profile, Seed seed) {
        this.profile = profile;
        this.seed = seed;
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
        contour(layout.trim(), content);
        layout.hangHole().ifPresent(hole -> hole(hole, content));
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
                                + "/Properties<<"
                                + properties()
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
        String all =
                layers.values().stream()
                        .map(layer -> layer + " 0 R")
                        .collect(Collectors.joining(" "));
        return "/OCProperties<</OCGs["
                + all
                + "]/D<</Name(Bureau)/BaseState/ON/Order["
                + all
                + "]>>>>";
    }

    private String properties() {
        return layers.entrySet().stream()
                .map(layer -> "/" + layer.getKey().alias + " " + layer.getValue() + " 0 R")
                .collect(Collectors.joining());
    }

    /** Draws what follows in the layer of a step, until {@link #end}. */
    private void begin(Step step, Content content) {
        layers.computeIfAbsent(
                step,
                missing ->
                        seed.add(
                                "<</Type/OCG/Name("
                                        + name(missing)
                                        + ")/GTS_Metadata<</GTS_ProcStepsGroup"
                                        + missing.group
                                        + ">>>>"));
        content.raw("/OC /").raw(step.alias).raw(" BDC q /O gs ");
    }

    private static void end(Content content) {
        content.raw("Q EMC\n");
    }

    private String name(Step step) {
        return switch (step) {
            case CUT -> profile.spots().cutContour();
            case PUNCH -> "HangHole";
            case COAT -> profile.spots().scratchPanel();
        };
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

    private void contour(Outline trim, Content content) {
        begin(Step.CUT, content);
        content.raw("/C CS 1 SCN ").number(LINE).raw("w\n");
        OutlinePath.outline(trim, content);
        content.raw("S ");
        end(content);
    }

    /** A tool of its own makes it, in the same colour as all that is cut. */
    private void hole(Box hole, Content content) {
        begin(Step.PUNCH, content);
        content.raw("/C CS 1 SCN ").number(LINE).raw("w\n");
        OutlinePath.hangHole(hole, content);
        content.raw("S ");
        end(content);
    }

    private void panel(Box panel, Content content) {
        begin(Step.COAT, content);
        content.raw("/S cs 1 scn\n")
                .rectangle(
                        Points.of(panel.x()),
                        -Points.of(panel.y()),
                        Points.of(panel.width()),
                        -Points.of(panel.height()))
                .raw("f ");
        end(content);
    }
}
