package io.counterfoil.printing.layout;

import io.counterfoil.printing.barcode.ModuleSize;
import io.counterfoil.printing.barcode.Symbol;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Points;
import java.nio.charset.StandardCharsets;

/**
 * A symbol as PDF path, in dots of the printer.
 *
 * <p>Rasterisers paint every dot that a path touches. Each rectangle is therefore one dot smaller
 * than its modules, half a dot on each side, and comes out exactly as wide as it should.
 */
final class SymbolPath {
    private static final byte[] RECTANGLE = "re\n".getBytes(StandardCharsets.US_ASCII);

    private final ModuleSize module;
    private final byte[] start;

    /**
     * A place for symbols of one size.
     *
     * @param x left edge of the dark modules in points, on a whole dot
     * @param y their upper edge in points, on a whole dot
     * @param ink what bars are printed with
     */
    SymbolPath(ModuleSize module, double x, double y, Colour ink) {
        this.module = module;
        double dot = Points.dots(1, module.dpi());
        Content content =
                new Content(64)
                        .raw("q ")
                        .number(dot)
                        .raw("0 0 ")
                        .number(-dot)
                        .number(x + dot / 2)
                        .number(y - dot / 2)
                        .raw("cm ");
        this.start = ink.fill(content).raw("\n").toBytes();
    }

    /** Paints the dark modules of a symbol. */
    void paint(Symbol symbol, Content content) {
        content.raw(start);
        int unit = module.dots();
        symbol.draw(
                (x, y, width, height, joinedAbove, joinedBelow) -> {
                    int above = joinedAbove ? 1 : 0;
                    content.number(x * unit);
                    content.number(y * unit - above);
                    content.number(width * unit - 1);
                    content.number(height * unit - 1 + above + (joinedBelow ? 1 : 0));
                    content.raw(RECTANGLE);
                });
        content.raw("f Q\n");
    }
}
