package io.counterfoil.printing.layout;

import java.io.IOException;

/** The word VOID across a proof, see-through so that its symbols can still be tried. */
final class VoidMark {
    private static final String WORD = "VOID";
    private static final double SHARE_OF_WIDTH = 0.7;
    private static final double ANGLE = Math.toRadians(25);

    private VoidMark() {}

    /**
     * Draws it across an item.
     *
     * @param inInks whether colours are written in the inks of a press
     */
    static void draw(Outline trim, boolean inInks, Fonts fonts, Content content)
            throws IOException {
        double unit = fonts.width(Typeface.SANS_BOLD, WORD);
        double length = Points.of(trim.width()) * SHARE_OF_WIDTH;
        double size = Math.min(length / unit, Points.of(trim.height()) * SHARE_OF_WIDTH);
        double half = size * unit / 2;
        double rise = size * Typeface.CAP_HEIGHT / 2;
        double cos = Math.cos(ANGLE);
        double sin = Math.sin(ANGLE);
        content.raw("q /V gs ")
                .raw(inInks ? "0 0.9 0.9 0 k" : "0.85 0.1 0.1 rg")
                .raw(" BT /" + Typeface.SANS_BOLD.alias() + " ")
                .number(size)
                .raw("Tf ")
                .number(cos)
                .number(sin)
                .number(-sin)
                .number(cos)
                .number(Points.of(trim.width() / 2) - half * cos + rise * sin)
                .number(-Points.of(trim.height() / 2) - half * sin - rise * cos)
                .raw("Tm <" + fonts.encode(Typeface.SANS_BOLD, WORD) + TextPlace.CLOSE + "Q\n");
    }
}
