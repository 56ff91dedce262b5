package io.counterfoil.printing.layout;

/** Shapes of labels as PDF paths. */
final class OutlinePath {
    /** Four Bézier curves with this handle differ from a circle by less than 0.03 %. */
    private static final double HANDLE = 0.5522847498;

    private OutlinePath() {}

    /**
     * Clips what follows to a label.
     *
     * @param bleedMm how far beyond the label paint may go
     * @param x left edge of the label in millimetres
     * @param y upper edge of the label in millimetres
     */
    static void clip(Outline label, double bleedMm, double x, double y, Content content) {
        switch (label) {
            case Outline.Rectangle rectangle -> {
                content.rectangle(
                        Points.of(x - bleedMm),
                        Points.of(-y + bleedMm),
                        Points.of(rectangle.width() + 2 * bleedMm),
                        -Points.of(rectangle.height() + 2 * bleedMm));
                content.raw("W n\n");
            }
            case Outline.Disc disc -> {
                double centreX = Points.of(x + disc.diameter() / 2);
                double centreY = -Points.of(y + disc.diameter() / 2);
                circle(centreX, centreY, Points.of(disc.diameter() / 2 + bleedMm), content);
                double hole = disc.hole() / 2 - bleedMm;
                if (hole > 0) {
                    circle(centreX, centreY, Points.of(hole), content);
                }
                content.raw("W* n\n");
            }
        }
    }

    /**
     * The edge of an item, holes included, as a path from the upper left corner of its bounds;
     * corners as round as they are cut.
     */
    static void outline(Outline item, Content content) {
        switch (item) {
            case Outline.Rectangle card -> roundRectangle(card, content);
            case Outline.Disc disc -> {
                double centre = Points.of(disc.diameter() / 2);
                circle(centre, -centre, centre, content);
                if (disc.hole() > 0) {
                    circle(centre, -centre, Points.of(disc.hole() / 2), content);
                }
            }
        }
    }

    private static void roundRectangle(Outline.Rectangle card, Content content) {
        double right = Points.of(card.width());
        double bottom = -Points.of(card.height());
        if (card.corner() == 0) {
            content.rectangle(0, 0, right, bottom);
            return;
        }
        double radius = Points.of(card.corner());
        double rest = radius * (1 - HANDLE);
        content.number(radius).number(0).raw("m\n");
        content.number(right - radius).number(0).raw("l\n");
        curve(right - rest, 0, right, -rest, right, -radius, content);
        content.number(right).number(bottom + radius).raw("l\n");
        curve(right, bottom + rest, right - rest, bottom, right - radius, bottom, content);
        content.number(radius).number(bottom).raw("l\n");
        curve(rest, bottom, 0, bottom + rest, 0, bottom + radius, content);
        content.number(0).number(-radius).raw("l\n");
        curve(0, -rest, rest, 0, radius, 0, content);
        content.raw("h\n");
    }

    private static void circle(double x, double y, double radius, Content content) {
        double handle = radius * HANDLE;
        content.number(x + radius).number(y).raw("m\n");
        curve(x + radius, y + handle, x + handle, y + radius, x, y + radius, content);
        curve(x - handle, y + radius, x - radius, y + handle, x - radius, y, content);
        curve(x - radius, y - handle, x - handle, y - radius, x, y - radius, content);
        curve(x + handle, y - radius, x + radius, y - handle, x + radius, y, content);
        content.raw("h\n");
    }

    private static void curve(
            double x1, double y1, double x2, double y2, double x, double y, Content content) {
        content.number(x1).number(y1).number(x2).number(y2).number(x).number(y).raw("c\n");
    }
}
