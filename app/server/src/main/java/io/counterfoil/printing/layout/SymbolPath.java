package io.counterfoil.printing.layout;

import io.counterfoil.printing.barcode.ModuleSize;
import io.counterfoil.printing.barcode.Symbol;
import java.nio.charset.StandardCharsets;

/**
 * A symbol as PDF path, in half dots of the printer.
 *
 * <p>Rasterisers paint every dot that a path touches. Each rectangle is therefore one dot smaller
 * than its modules, half a dot on each side, and comes out exactly as wide as it should.
 */
final class SymbolPath {
    private static final byte[] RECTANGLE = " re\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HALVES = 2;

    private final ModuleSize module;
    private final byte[] start;

    /**
     * A place for symbols.
     *
     * @param x left edge in points, on a whole dot
     * @param y upper edge in points, on a whole dot
     */
    SymbolPath(ModuleSize module, double x, double y) {
        this.module = module;
        double half = Points.dots(1, module.dpi()) / HALVES;
        this.start =
                new Content(64)
                        .raw("q ")
                        .number(half)
                        .raw("0 0 ")
                        .number(half)
                        .number(x)
                        .number(y)
                        .raw("cm 0 g\n")
                        .toBytes();
    }

    /** Paints the symbol black; the light border is left as it is. */
    void paint(Symbol symbol, Content content) {
        content.raw(start);
        int unit = HALVES * module.dots();
        int left = symbol.quiet().left();
        int top = symbol.quiet().top();
        symbol.draw(
                (x, y, width, height) -> {
                    content.number((left + x) * unit + 1);
                    content.number(-(top + y) * unit - 1);
                    content.number(width * unit - HALVES);
                    content.number(-height * unit + HALVES);
                    content.raw(RECTANGLE);
                });
        content.raw("f Q\n");
    }
}
