package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Fonts;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import java.io.IOException;

/**
 * What a proof shows beyond its items: the word VOID, see-through so that symbols can still be
 * tried, and where the hang hole will be.
 */
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
    static void draw(Layout layout, boolean inInks, Fonts fonts, Content content)
            throws IOException {
        if (layout.hangHole().isPresent()) {
            // Dashes of red on white are seen on any artwork.
            Box hole = layout.hangHole().get();
            content.raw("q 1 w ").raw(inInks ? Colour.KNOCK_OUT + "0 0 0 0 K\n" : "1 G\n");
            OutlinePath.hangHole(hole, content);
            content.raw("S ").raw(inInks ? "0 0.9 0.9 0 K" : "0.85 0.1 0.1 RG");
            content.raw(" [2 2] 0 d\n");
            OutlinePath.hangHole(hole, content);
            content.raw("S Q\n");
        }
        Outline trim = layout.trim();
        double unit = fonts.width(Typeface.SANS_BOLD, WORD);
        double length = Points.of(trim.width()) * SHARE_OF_WIDTH;
        double size = Math.min(length / unit, Points.of(trim.height()) * SHARE_OF_WIDTH);
        double half = size * unit / 2;
        double rise = size * Typeface.CAP_HEIGHT / 2;
        double cos = Math.cos(ANGLE);
        double sin = Math.sin(ANGLE);
        content.raw("q /V gs ")
                .raw(inInks ? Colour.KNOCK_OUT + "0 0.9 0.9 0 k" : "0.85 0.1 0.1 rg")
                .raw(" ")
                .beginText(Typeface.SANS_BOLD, size)
                .number(cos)
                .number(sin)
                .number(-sin)
                .number(cos)
                .number(Points.of(trim.width() / 2) - half * cos + rise * sin)
                .number(-Points.of(trim.height() / 2) - half * sin - rise * cos)
                .raw("Tm <" + fonts.encode(Typeface.SANS_BOLD, WORD))
                .endText()
                .raw("Q\n");
    }
}
