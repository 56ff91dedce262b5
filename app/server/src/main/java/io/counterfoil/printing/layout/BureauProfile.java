package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.OutputCondition;
import io.counterfoil.printing.pdf.Words;
import java.util.Map;
import java.util.Optional;

/**
 * How a print bureau wants its files: one item a page, with room around the trim and the shapes
 * that are cut or coated in spot colours of their own.
 *
 * @param bleedMm how far artwork goes beyond the trim
 * @param safeMm how far everything printed stays inside the trim
 * @param slugMm room around the bleed, for crop marks and the bureau's own notes
 * @param cropMarks whether marks show where to cut; they need a slug of 5 mm
 * @param spots names of the spot colours, as the bureau's machines know them
 * @param outputCondition the press that the colours are meant for; without it a file can't be
 *     PDF/X, and does not say that it is
 */
public record BureauProfile(
        double bleedMm,
        double safeMm,
        double slugMm,
        boolean cropMarks,
        SpotColours spots,
        Optional<OutputCondition> outputCondition) {
    /**
     * What to start from, with no press named. Bureaus ask for a bleed of 1 to 3 and a safe margin
     * of 1 to 7 mm; all that is shipped keeps these.
     */
    public static final BureauProfile USUAL =
            new BureauProfile(3, 1.5, 10, true, SpotColours.USUAL, Optional.empty());

    private static final double MOST_BLEED_MM = 10;
    private static final double MOST_SAFE_MM = 20;
    private static final double MOST_SLUG_MM = 50;
    private static final double SLUG_WITH_MARKS_MM = 5;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException with a sentence for the person who typed them
     */
    public BureauProfile {
        requireBetween("bleed", bleedMm, MOST_BLEED_MM);
        requireBetween("safe margin", safeMm, MOST_SAFE_MM);
        requireBetween("slug", slugMm, MOST_SLUG_MM);
        if (cropMarks && slugMm < SLUG_WITH_MARKS_MM) {
            throw Faults.of(
                    "Crop marks need a slug of at least {least} mm; please widen it or leave them"
                            + " out.",
                    Map.of("least", Words.millimetres(SLUG_WITH_MARKS_MM)));
        }
    }

    /** Why a bureau would send this layout back; empty when it takes it. */
    Optional<String> refusal(Layout layout) {
        return layout.fields().stream()
                .filter(field -> !layout.trim().holds(field.box(), safeMm))
                .findFirst()
                .map(
                        field ->
                                new Text(
                                                "The bureau wants everything {safe} mm inside the"
                                                        + " trim, and the {key} of {layout} is"
                                                        + " closer; please choose another layout or"
                                                        + " ask the bureau for less.",
                                                Map.of(
                                                        "safe",
                                                        Words.millimetres(safeMm),
                                                        "key",
                                                        field.key(),
                                                        "layout",
                                                        layout.title()))
                                        .toString());
    }

    private static void requireBetween(String what, double millimetres, double most) {
        if (!(millimetres >= 0 && millimetres <= most)) {
            throw Faults.of(
                    "The {measure} is between 0 and {most} mm, not {typed}.",
                    Map.of(
                            "measure",
                            what,
                            "most",
                            Words.millimetres(most),
                            "typed",
                            Double.toString(millimetres)));
        }
    }
}
