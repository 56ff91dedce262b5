package io.counterfoil.printing.layout;

/**
 * A line of text that fits its place.
 *
 * @param size in points
 * @param x start in points from the item's left edge
 * @param y base line in points, upwards from the item's upper edge
 */
record TextPlace(Typeface font, Colour colour, double size, double x, double y) {
    /** The operators after the hexadecimal string that {@link #open} begins. */
    static final String CLOSE = "> Tj ET\n";

    private static final double STEP = 0.5;
    private static final double SLACK_MM = 0.01;

    /** The largest size, from the wanted one downwards, at which a text fits; 0 for none. */
    static double fittingSize(Field.Text field, double widthAtOnePoint) {
        Field.Style style = field.style();
        double room = Points.of(field.box().width() + SLACK_MM);
        double line = Points.of(field.box().height() + SLACK_MM);
        for (double size = style.size(); size >= style.smallest(); size -= STEP) {
            if (size * widthAtOnePoint <= room
                    && size * (Typeface.CAP_HEIGHT + Typeface.DESCENT) <= line) {
                return size;
            }
        }
        return 0;
    }

    /** Puts a text of a fitting size into its place. */
    static TextPlace of(Field.Text field, double size, double widthAtOnePoint) {
        Box box = field.box();
        double spare = Points.of(box.width()) - size * widthAtOnePoint;
        double x =
                Points.of(box.x())
                        + switch (field.style().align()) {
                            case LEFT -> 0;
                            case CENTRE -> spare / 2;
                            case RIGHT -> spare;
                        };
        double baseLine =
                Math.min(
                        Points.of(box.centreY()) + size * Typeface.CAP_HEIGHT / 2,
                        Points.of(box.bottom()) - size * Typeface.DESCENT);
        return new TextPlace(field.style().font(), field.style().colour(), size, x, -baseLine);
    }

    /** The operators up to the start of the hexadecimal string. */
    Content open(Content content) {
        content.raw("BT /" + font.alias() + " ").number(size).raw("Tf ");
        if (colour.equals(Colour.BLACK)) {
            content.raw("0 g ");
        } else {
            content.number(colour.red() / 255.0);
            content.number(colour.green() / 255.0);
            content.number(colour.blue() / 255.0);
            content.raw("rg ");
        }
        return content.number(x).number(y).raw("Td <");
    }
}
