package io.counterfoil.printing.layout;

import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Text;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether texts can be told from the artwork under them. Symbols are not asked: a white ground is
 * laid under each of them.
 */
final class Legibility {
    /** Fine enough for the grounds of small texts. */
    private static final int FINEST_DPI = 100;

    /** Of the longer side; posters are looked at more coarsely, so that pictures stay small. */
    private static final double MOST_DOTS = 2_000;

    private static final double MM_PER_INCH = 25.4;

    /** What WCAG 2.2 asks of large text (1.4.3, level AA); what is less is hard to read for many. */
    private static final double LEAST = 3;

    /** A number on a round spot, say, has corners of its place outside of it. */
    private static final double LARGEST_SHARE = 0.5;

    private final Layout layout;
    private final BufferedImage artwork;
    private final int dpi;

    private Legibility(Layout layout, BufferedImage artwork, int dpi) {
        this.layout = layout;
        this.artwork = artwork;
        this.dpi = dpi;
    }

    /** The first text that could not be read, in a sentence that says what to mend. */
    static Optional<Text> fault(Design design) throws IOException {
        Layout layout = design.layout();
        double width = layout.trim().width() + 2 * layout.bleedMm();
        double height = layout.trim().height() + 2 * layout.bleedMm();
        int dpi =
                (int) Math.min(FINEST_DPI, MOST_DOTS * MM_PER_INCH / Math.max(width, height));
        Legibility legibility =
                new Legibility(layout, design.artwork().picture(width, height, dpi), dpi);
        return layout.fields().stream()
                .flatMap(Legibility::text)
                .flatMap(text -> legibility.fault(text).stream())
                .findFirst();
    }

    /** In the place of a logo stands the name of a provider that has none. */
    private static Stream<Field.Text> text(Field field) {
        return switch (field) {
            case Field.Text text -> Stream.of(text);
            case Field.Logo logo -> Stream.of(logo.name());
            case Field.Symbol symbol -> Stream.empty();
        };
    }

    private Optional<Text> fault(Field.Text text) {
        String colour = text.style().colour().hex();
        Map<Integer, Integer> grounds = grounds(text.box());
        int dots = grounds.values().stream().mapToInt(Integer::intValue).sum();
        Map<Integer, Integer> alike = new HashMap<>(grounds);
        alike.keySet().removeIf(ground -> contrast(colour, ground) >= LEAST);
        int hidden = alike.values().stream().mapToInt(Integer::intValue).sum();
        return alike.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .filter(most -> hidden > LARGEST_SHARE * dots)
                .map(
                        most ->
                                new Text(
                                        "The {text} could not be read: the contrast of its colour"
                                                + " {colour} with the artwork under it ({ground})"
                                                + " is {contrast}, and {least} is needed. Give it"
                                                + " another colour or ground.",
                                        Map.of(
                                                "text",
                                                name(text),
                                                "colour",
                                                colour,
                                                "ground",
                                                hex(most.getKey()),
                                                "contrast",
                                                "%.1f".formatted(contrast(colour, most.getKey())),
                                                "least",
                                                "%.1f".formatted(LEAST))));
    }

    private static double contrast(String colour, int ground) {
        return Palette.contrast(colour, hex(ground));
    }

    private static String name(Field.Text text) {
        return text.wording() == Wording.CAPTION
                ? "%s \"%s\"".formatted(text.key(), text.before())
                : text.key();
    }

    /** How many dots of which colour are under a place. */
    private Map<Integer, Integer> grounds(Box place) {
        Map<Integer, Integer> grounds = new HashMap<>();
        for (int y = dot(place.y()); y < Math.min(dot(place.bottom()), artwork.getHeight()); y++) {
            for (int x = dot(place.x()); x < Math.min(dot(place.right()), artwork.getWidth()); x++) {
                grounds.merge(artwork.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        return grounds;
    }

    /** Where a measure of the layout lies in the picture, which has the bleed besides. */
    private int dot(double millimetres) {
        return (int) Math.round((millimetres + layout.bleedMm()) * dpi / MM_PER_INCH);
    }

    private static String hex(int rgb) {
        return "#%06x".formatted(rgb);
    }
}
