package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Points;

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

    /**
     * A hang hole: a long slot, with half a circle above its middle for a round peg.
     *
     * @param bounds its place on the item
     */
    static void hangHole(Box bounds, Content content) {
        double radius = Points.of(bounds.height() / 2);
        double end = radius / 2;
        double left = Points.of(bounds.x());
        double right = Points.of(bounds.right());
        double centre = Points.of(bounds.centreX());
        double middle = -Points.of(bounds.centreY());
        double bottom = -Points.of(bounds.bottom());
        double handle = radius * HANDLE;
        content.number(left + end).number(middle).raw("m\n");
        content.number(centre - radius).number(middle).raw("l\n");
        curve(
                centre - radius,
                middle + handle,
                centre - handle,
                middle + radius,
                centre,
                middle + radius,
                content);
        curve(
                centre + handle,
                middle + radius,
                centre + radius,
                middle + handle,
                centre + radius,
                middle,
                content);
        content.number(right - end).number(middle).raw("l\n");
        roundEnd(right - end, middle, bottom, end, content);
        content.number(left + end).number(bottom).raw("l\n");
        roundEnd(left + end, bottom, middle, -end, content);
        content.raw("h\n");
    }

    /** Half a circle from one height to another at the same x, on the side of the radius. */
    private static void roundEnd(double x, double from, double to, double radius, Content content) {
        double handle = radius * HANDLE;
        double middle = (from + to) / 2;
        double lift = (from - middle) * HANDLE;
        curve(x + handle, from, x + radius, middle + lift, x + radius, middle, content);
        curve(x + radius, middle - lift, x + handle, to, x, to, content);
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
