package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.barcode.ModuleSize;
import io.counterfoil.printing.barcode.Symbol;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import io.counterfoil.printing.pdf.Words;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A symbol that fits its place, and where it lies in it.
 *
 * @param symbol the symbol, or for serials one of the same size
 * @param xMm left edge of the light border
 * @param yMm upper edge of the light border
 * @param heightMm from there to the end of the light border, or of digits that go beyond it
 */
record SymbolPlace(Symbol symbol, ModuleSize module, double xMm, double yMm, double heightMm) {
    /** Digits below bars: cell width to font size, and the gap above them in modules. */
    private static final double CAPTION_SIZE = 1.4;

    private static final double CAPTION_GAP = 1;

    /** The font size of captions in points. */
    static double captionSize(Symbol.Caption caption, ModuleSize module) {
        return Points.of(caption.pitch() * module.millimetres()) * CAPTION_SIZE;
    }

    /** How far the base line of captions is below the ordinary bars, in millimetres. */
    static double captionDrop(Symbol.Caption caption, ModuleSize module) {
        return CAPTION_GAP * module.millimetres()
                + captionSize(caption, module) * Typeface.CAP_HEIGHT * Points.MM_PER_POINT;
    }

    /**
     * Takes the largest module, from the wanted one downwards, with which the symbol fits.
     *
     * @param encode makes the symbol for a height of bars in modules
     * @return empty when it fits with none
     */
    static Optional<SymbolPlace> fit(Field.Symbol field, int dpi, IntFunction<Symbol> encode) {
        ModuleSize smallest = ModuleSize.nearest(field.smallestMm(), dpi);
        for (ModuleSize module = ModuleSize.nearest(field.moduleMm(), dpi);
                module.dots() >= smallest.dots();
                module = module.smaller()) {
            if (field.encoding().symbology().accepts(module)) {
                Symbol symbol = encode.apply(module.count(field.barsMm()));
                double width = symbol.outerWidth() * module.millimetres();
                double height = heightMm(symbol, module, field);
                Box box = field.box();
                if (width <= box.width() + 1e-6 && height <= box.height() + 1e-6) {
                    return Optional.of(
                            new SymbolPlace(
                                    symbol,
                                    module,
                                    box.centreX() - width / 2,
                                    box.centreY() - height / 2,
                                    height));
                }
            }
            if (module.dots() == 2) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Why a symbol fits with no module. */
    static String tooLarge(Field.Symbol field, int dpi, IntFunction<Symbol> encode) {
        ModuleSize module = ModuleSize.nearest(field.smallestMm(), dpi);
        Symbol symbol = encode.apply(module.count(field.barsMm()));
        return new Text(
                        "The {symbol} needs {size} with its light border at {dpi} dpi, its place"
                                + " has {room}; {remedy}",
                        Map.of(
                                "symbol",
                                field.encoding().symbology().title(),
                                "size",
                                size(
                                        symbol.outerWidth() * module.millimetres(),
                                        symbol.outerHeight() * module.millimetres()),
                                "dpi",
                                String.valueOf(dpi),
                                "room",
                                size(field.box().width(), field.box().height()),
                                "remedy",
                                remedy(field.encoding())))
                .toString();
    }

    private static Text remedy(Encoding encoding) {
        return switch (encoding) {
            case CODE_QR -> Text.of("please make its place larger, or its module smaller.");
            case REDEEM_QR, DIGITAL_LINK_QR -> Text.of("please use a shorter web address.");
            case SERIAL_BARCODE, EAN, GS1_128, GS1_DATA_MATRIX, GS1_DATA_BAR, SSCC_BARCODE ->
                    Text.of("please choose another layout or a printer with more dots.");
        };
    }

    private static String size(double width, double height) {
        return Words.millimetres(width) + " × " + Words.millimetres(height) + " mm";
    }

    /** Draws the symbol, and leaves the rest of the place as it is. */
    void paint(Target target, Content content) {
        path(target).paint(symbol, content);
    }

    /** The symbol's place as a path, on whole dots of the printer. */
    SymbolPath path(Target target) {
        return new SymbolPath(
                module,
                Points.snapped(xMm, target.dpi()) + border(symbol.quiet().left()),
                -Points.snapped(yMm, target.dpi()) - border(symbol.quiet().top()),
                target.black());
    }

    private double border(int modules) {
        return Points.dots(modules * module.dots(), module.dpi());
    }

    /** Keeps its light border, what is within, and its digits free of artwork. */
    void clear(Target target, Content content) {
        target.white()
                .cover(content)
                .rectangle(
                        Points.snapped(xMm, target.dpi()),
                        -Points.snapped(yMm, target.dpi()),
                        Points.of(symbol.outerWidth() * module.millimetres()),
                        -Points.of(heightMm))
                .raw("f\n");
    }

    private static double heightMm(Symbol symbol, ModuleSize module, Field.Symbol field) {
        double outer = symbol.outerHeight() * module.millimetres();
        return symbol.captions().isEmpty()
                ? outer
                : Math.max(
                        outer,
                        module.count(field.barsMm()) * module.millimetres()
                                + captionDrop(symbol.captions().getFirst(), module));
    }
}
