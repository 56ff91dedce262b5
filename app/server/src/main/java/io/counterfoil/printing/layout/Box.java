package io.counterfoil.printing.layout;

/**
 * A rectangle in millimetres; the origin is an upper left corner, of the item's trim or of the
 * page, and y goes down.
 */
record Box(double x, double y, double width, double height) {
    private static final double SLACK_MM = 0.01;

    Box {
        if (!(width > 0 && height > 0)) {
            throw new IllegalArgumentException("A place has a width and a height above zero.");
        }
    }

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    double centreX() {
        return x + width / 2;
    }

    double centreY() {
        return y + height / 2;
    }

    Box moved(double dx, double dy) {
        return new Box(x + dx, y + dy, width, height);
    }

    /** Smaller by this on each side. */
    Box inset(double margin) {
        return new Box(x + margin, y + margin, width - 2 * margin, height - 2 * margin);
    }

    boolean overlaps(Box other) {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    /** Whether the other one is the same, but for what nobody sees. */
    boolean isNearly(Box other) {
        return holds(other, -SLACK_MM) && other.holds(this, -SLACK_MM);
    }

    /** Whether the other one lies inside with at least this distance to each edge. */
    boolean holds(Box other, double margin) {
        return other.x >= x + margin
                && other.y >= y + margin
                && other.right() <= right() - margin
                && other.bottom() <= bottom() - margin;
    }
}
