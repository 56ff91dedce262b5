package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import io.counterfoil.printing.pdf.Words;
import java.util.Map;

/**
 * A line of text that fits its place.
 *
 * @param size in points
 * @param x start of the base line in points from the item's left edge
 * @param y start of the base line in points, upwards from the item's upper edge
 */
record TextPlace(
        Typeface font, Colour colour, double size, double x, double y, Field.Reads reads) {
    private static final double STEP = 0.5;
    private static final double SLACK_MM = 0.01;

    /** The largest size, from the wanted one downwards, at which a text fits; 0 for none. */
    static double fittingSize(Field.Text field, double widthAtOnePoint) {
        Field.Style style = field.style();
        double room = Points.of(field.length() + SLACK_MM);
        double line = Points.of(field.depth() + SLACK_MM);
        for (double size = style.size(); size >= style.smallest(); size -= STEP) {
            if (size * widthAtOnePoint <= room
                    && size * (Typeface.CAP_HEIGHT + Typeface.DESCENT) <= line) {
                return size;
            }
        }
        return 0;
    }

    /** Why a text has no fitting size. A code is never shown in a message. */
    static String tooLong(Field.Text field, String text, double widthAtOnePoint) {
        double smallest = field.style().smallest();
        return new Text(
                        "The {text} is {length} mm long at {size} pt, its place only {room} mm;"
                                + " please shorten it.",
                        Map.of(
                                "text",
                                field.key()
                                        + (field.wording() == Wording.CODE
                                                ? ""
                                                : " \"" + text + "\""),
                                "length",
                                Words.millimetres(widthAtOnePoint * smallest * Points.MM_PER_POINT),
                                "size",
                                Words.millimetres(smallest),
                                "room",
                                Words.millimetres(field.length())))
                .toString();
    }

    /** Puts a text of a fitting size into its place. */
    static TextPlace of(Field.Text field, double size, double widthAtOnePoint) {
        Box box = field.box();
        Field.Style style = field.style();
        double spare = Points.of(field.length()) - size * widthAtOnePoint;
        double start =
                switch (style.align()) {
                    case LEFT -> 0;
                    case CENTRE -> spare / 2;
                    case RIGHT -> spare;
                };
        // The base line lies so far off the middle that capitals are centred, and no g is cut.
        double drop =
                Math.min(
                        size * Typeface.CAP_HEIGHT / 2,
                        Points.of(field.depth()) / 2 - size * Typeface.DESCENT);
        double x =
                switch (style.reads()) {
                    case ACROSS -> Points.of(box.x()) + start;
                    case UP -> Points.of(box.centreX()) + drop;
                    case DOWN -> Points.of(box.centreX()) - drop;
                };
        double y =
                switch (style.reads()) {
                    case ACROSS -> -Points.of(box.centreY()) - drop;
                    case UP -> -Points.of(box.bottom()) + start;
                    case DOWN -> -Points.of(box.y()) - start;
                };
        return new TextPlace(style.font(), style.colour(), size, x, y, style.reads());
    }

    /**
     * The operators up to the start of the hexadecimal string, which {@link Content#endText} ends.
     */
    Content open(Content content) {
        content.beginText(font, size);
        colour.fill(content);
        return switch (reads) {
            case ACROSS -> content.number(x).number(y).raw("Td <");
            case UP -> content.raw("0 1 -1 0 ").number(x).number(y).raw("Tm <");
            case DOWN -> content.raw("0 -1 1 0 ").number(x).number(y).raw("Tm <");
        };
    }
}
