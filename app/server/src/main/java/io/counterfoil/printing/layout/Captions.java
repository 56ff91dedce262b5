package io.counterfoil.printing.layout;

import io.counterfoil.printing.barcode.EanUpc;
import io.counterfoil.printing.barcode.ModuleSize;
import io.counterfoil.printing.barcode.Symbol;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Fonts;
import io.counterfoil.printing.pdf.Glyphs;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import java.io.IOException;

/** Digits for people below the bars of price symbols, ready to be written. */
final class Captions {
    /** All that can occur. */
    static final String DIGITS = "0123456789";

    private final Glyphs glyphs;
    private final double digitWidth;
    private final Target target;

    /**
     * Makes digits ready.
     *
     * @param digits those that will be shown
     */
    Captions(Fonts fonts, String digits, Target target) throws IOException {
        this.glyphs = new Glyphs(fonts, Typeface.SANS, digits);
        this.digitWidth = fonts.width(Typeface.SANS, "0");
        this.target = target;
    }

    /** Writes those of a symbol at its place. */
    void put(SymbolPlace place, Content content) {
        ModuleSize module = place.module();
        double left = Points.snapped(place.xMm(), target.dpi());
        double top = Points.snapped(place.yMm(), target.dpi());
        for (Symbol.Caption caption : place.symbol().captions()) {
            double size = SymbolPlace.captionSize(caption, module);
            double pitch = Points.of(caption.pitch() * module.millimetres());
            double spacing = pitch - size * digitWidth;
            double x =
                    left
                            + Points.of(
                                    (place.symbol().quiet().left() + caption.x())
                                            * module.millimetres())
                            + spacing / 2;
            double bars = (place.symbol().height() - EanUpc.GUARD_DESCENT) * module.millimetres();
            double y = -top - Points.of(bars + SymbolPlace.captionDrop(caption, module));
            TextPlace text =
                    new TextPlace(
                            Typeface.SANS, target.black(), size, x, y, Field.Reads.ACROSS);
            content.number(spacing).raw("Tc ");
            text.open(content);
            glyphs.put(caption.text(), content);
            content.endText().raw("0 Tc\n");
        }
    }
}
