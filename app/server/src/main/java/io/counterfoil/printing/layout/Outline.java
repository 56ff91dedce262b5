package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Words;

/** The shape of an item or label in millimetres, its origin the upper left of its bounds. */
sealed interface Outline {
    /** Larger things are no cards, labels or posters, but mistakes of a unit. */
    double LARGEST_MM = 1_000;

    double width();

    double height();

    /** Whether a place lies inside with at least this distance to every edge. */
    boolean holds(Box place, double margin);

    /** An upright place for a few lines of words. */
    Box words();

    /** The shape in words, with its size. */
    String describe();

    /**
     * A card or label.
     *
     * @param corner the radius to which its corners are cut
     */
    record Rectangle(double width, double height, double corner) implements Outline {
        public Rectangle {
            if (!(width > 0 && height > 0 && Math.max(width, height) <= LARGEST_MM)) {
                throw new IllegalArgumentException(
                        "A label has a width and a height above zero and up to 1,000 mm.");
            }
            if (!(corner >= 0 && 2 * corner <= Math.min(width, height))) {
                throw new IllegalArgumentException(
                        "The radius of a corner is between 0 and half the shorter side.");
            }
        }

        /** With sharp corners. */
        Rectangle(double width, double height) {
            this(width, height, 0);
        }

        @Override
        public boolean holds(Box place, double margin) {
            return new Box(0, 0, width, height).holds(place, margin);
        }

        @Override
        public Box words() {
            return new Box(0, 0, width, height).inset(Math.min(2, Math.min(width, height) / 10));
        }

        @Override
        public String describe() {
            return Words.millimetres(width) + " × " + Words.millimetres(height) + " mm";
        }
    }

    /** A disc with a hole in its centre. */
    record Disc(double diameter, double hole) implements Outline {
        public Disc {
            if (!(hole >= 0 && diameter > hole && diameter <= LARGEST_MM)) {
                throw new IllegalArgumentException(
                        "A disc is larger than its hole and up to 1,000 mm.");
            }
        }

        @Override
        public double width() {
            return diameter;
        }

        @Override
        public double height() {
            return diameter;
        }

        @Override
        public boolean holds(Box place, double margin) {
            double centre = diameter / 2;
            double farX = Math.max(Math.abs(place.x() - centre), Math.abs(place.right() - centre));
            double farY = Math.max(Math.abs(place.y() - centre), Math.abs(place.bottom() - centre));
            double nearX = distance(centre, place.x(), place.right());
            double nearY = distance(centre, place.y(), place.bottom());
            return Math.hypot(farX, farY) <= diameter / 2 - margin
                    && Math.hypot(nearX, nearY) >= hole / 2 + margin;
        }

        /** Above the hole. */
        @Override
        public Box words() {
            double top = diameter * 0.08;
            double bottom = (diameter - hole) / 2 - 2;
            double half = Math.sqrt(diameter / 2 * diameter / 2 - square(diameter / 2 - top)) - 2;
            return new Box(diameter / 2 - half, top, 2 * half, Math.max(1, bottom - top));
        }

        private static double square(double value) {
            return value * value;
        }

        private static double distance(double point, double from, double to) {
            return Math.max(0, Math.max(from - point, point - to));
        }

        @Override
        public String describe() {
            return Text.of(
                            "disc of {diameter} mm with a hole of {hole} mm",
                            "diameter",
                            Words.millimetres(diameter),
                            "hole",
                            Words.millimetres(hole))
                    .toString();
        }
    }
}
