package io.counterfoil.printing.layout;

import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.barcode.EanUpc;
import io.counterfoil.printing.barcode.ModuleSize;
import io.counterfoil.printing.barcode.Qr;
import io.counterfoil.printing.barcode.Symbol;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Fonts;
import io.counterfoil.printing.pdf.Glyphs;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/** Fills the places of a layout with what a job shows, and says what doesn't fit. */
final class FaceBuilder {
    /** Application identifier 21 holds no longer one. */
    private static final int LONGEST_SERIAL = 20;

    private static final String ADDRESS_TOO_LONG =
            "The address for the QR code is too long; please shorten it.";

    private final PrintJob job;
    private final Columns columns;
    private final Fonts fonts;
    private final Content content = new Content(1 << 14);
    private final List<Stamp> stamps = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    FaceBuilder(PrintJob job, Columns columns, Fonts fonts) {
        this.job = job;
        this.columns = columns;
        this.fonts = fonts;
    }

    /** Fills all places in their order. */
    Face build(Layout layout, Outline label, double bleedMm, boolean voided) throws IOException {
        boolean inInks = job.bureau().isPresent();
        artwork(layout, label, bleedMm);
        for (Field field : layout.fields()) {
            switch (field) {
                case Field.Text text -> text(inInks ? text.forPress() : text);
                case Field.Symbol symbol -> symbol(symbol);
            }
        }
        if (voided) {
            VoidMark.draw(layout, inInks, fonts, content);
        }
        return new Face(content, List.copyOf(stamps), List.copyOf(refusals));
    }

    private void artwork(Layout layout, Outline label, double bleedMm) {
        double dx = (layout.trim().width() - label.width()) / 2;
        double dy = (layout.trim().height() - label.height()) / 2;
        content.raw("q\n");
        OutlinePath.clip(label, bleedMm, dx, dy, content);
        content.translate(
                Points.of(-layout.bleedMm()),
                Points.of(-layout.trim().height() - layout.bleedMm()));
        content.raw("/A Do Q\n");
    }

    private void text(Field.Text field) throws IOException {
        OptionalInt column = columns.index(field.key());
        if (column.isPresent()) {
            perItem(field, column.getAsInt());
            return;
        }
        Optional<String> constant = field.wording().of(job);
        if (constant.isEmpty()) {
            refusals.add(lacks(field));
            return;
        }
        Typeface font = field.style().font();
        String text = Columns.composed(field.before() + constant.get());
        if (hasGlyphs(field, text)) {
            double width = fonts.width(font, text);
            Optional<TextPlace> place = place(field, text, width);
            if (place.isPresent()) {
                place.get().open(content).raw(fonts.encode(font, text)).endText();
            }
        }
    }

    /** Makes a line ready that differs from item to item. */
    private void perItem(Field.Text field, int index) throws IOException {
        Columns.Column column = columns.get(index);
        Typeface font = field.style().font();
        if (!hasGlyphs(field, field.before() + column.characters())) {
            return;
        }
        Glyphs glyphs = new Glyphs(fonts, font, column.characters());
        Content before = new Content(64).raw(fonts.encode(font, field.before()));
        double widthBefore = fonts.width(font, field.before());
        if (column.model().isEmpty()) {
            stamps.add(new Stamp.FittedLine(index, field, before, widthBefore, glyphs));
            return;
        }
        String text = field.before() + column.model().get();
        place(field, text, fonts.width(font, text))
                .ifPresent(
                        place -> {
                            Content open = place.open(new Content(64)).append(before);
                            stamps.add(new Stamp.Line(index, open, glyphs));
                        });
    }

    private static String lacks(Field field) {
        return "The layout shows the %s, which these items do not have.".formatted(field.key());
    }

    private boolean hasGlyphs(Field.Text field, String text) throws IOException {
        Optional<String> missing = fonts.missing(field.style().font(), text);
        missing.ifPresent(
                sign ->
                        refusals.add(
                                "The font has no sign for %s in the %s; please write it differently."
                                        .formatted(sign, field.key())));
        return missing.isEmpty();
    }

    private Optional<TextPlace> place(Field.Text field, String text, double width) {
        double size = TextPlace.fittingSize(field, width);
        if (size == 0) {
            refusals.add(TextPlace.tooLong(field, text, width));
            return Optional.empty();
        }
        return Optional.of(TextPlace.of(field, size, width));
    }

    private void symbol(Field.Symbol field) throws IOException {
        Optional<Gtin> gtin = job.goods().gtin();
        switch (field.encoding()) {
            case SERIAL_BARCODE -> perItem(field, ItemSymbol.serial());
            case SSCC_BARCODE -> perItem(field, ItemSymbol.sscc());
            case EAN -> {
                if (gtin.isPresent()) {
                    ean(field, gtin.get());
                }
            }
            case GS1_128 ->
                    gtin.ifPresent(product -> perItem(field, ItemSymbol.gs1Code128(product)));
            case GS1_DATA_MATRIX ->
                    gtin.ifPresent(product -> perItem(field, ItemSymbol.gs1DataMatrix(product)));
            case GS1_DATA_BAR ->
                    gtin.ifPresent(product -> perItem(field, ItemSymbol.gs1DataBar(product)));
            case DIGITAL_LINK_QR -> gtin.ifPresent(product -> digitalLink(field, product));
            case REDEEM_QR -> qr(field, job.issuer().redeemUrl());
        }
    }

    /** Makes a symbol ready that differs from item to item. */
    private void perItem(Field.Symbol field, ItemSymbol symbol) {
        OptionalInt column = columns.index(symbol.value().key());
        if (column.isEmpty()) {
            refusals.add(lacks(field));
            return;
        }
        int index = column.getAsInt();
        Optional<String> model = columns.get(index).model().filter(symbol.accepts());
        if (model.isEmpty()) {
            // Nobody knows yet how large the symbols are, so all of the place is theirs.
            Box box = field.box();
            content.raw("1 g ")
                    .rectangle(
                            Points.of(box.x()),
                            -Points.of(box.y()),
                            Points.of(box.width()),
                            -Points.of(box.height()))
                    .raw("f\n");
            stamps.add(new Stamp.FittedBarcode(index, field, job.dpi(), symbol));
            return;
        }
        place(field, height -> symbol.encode().apply(model.get(), height))
                .ifPresent(
                        place -> {
                            int bars = place.module().count(field.barsMm());
                            stamps.add(
                                    new Stamp.Barcode(
                                            index, place.path(job.dpi()), symbol, bars));
                        });
    }

    private void digitalLink(Field.Symbol field, Gtin gtin) {
        String host = job.issuer().webAddress();
        if (Qr.encode(gtin.digitalLink(host, "0".repeat(LONGEST_SERIAL))).isEmpty()) {
            refusals.add(ADDRESS_TOO_LONG);
        } else {
            perItem(field, ItemSymbol.digitalLink(gtin, host));
        }
    }

    private void qr(Field.Symbol field, String text) {
        Optional<Symbol> code = Qr.encode(text);
        if (code.isEmpty()) {
            refusals.add(ADDRESS_TOO_LONG);
        } else {
            place(field, height -> code.get())
                    .ifPresent(place -> place.path(job.dpi()).paint(place.symbol(), content));
        }
    }

    private void ean(Field.Symbol field, Gtin gtin) throws IOException {
        if (EanUpc.encode(gtin, 1).isEmpty()) {
            refusals.add(
                    "The GTIN "
                            + gtin.gtin14()
                            + " is that of a case; tills need the GTIN of the item itself.");
            return;
        }
        Optional<SymbolPlace> fit =
                place(field, height -> EanUpc.encode(gtin, height).orElseThrow());
        if (fit.isPresent()) {
            SymbolPlace place = fit.get();
            place.path(job.dpi()).paint(place.symbol(), content);
            captions(place);
        }
    }

    private void captions(SymbolPlace place) throws IOException {
        ModuleSize module = place.module();
        double left = Points.snapped(place.xMm(), job.dpi());
        double top = Points.snapped(place.yMm(), job.dpi());
        for (Symbol.Caption caption : place.symbol().captions()) {
            double size = SymbolPlace.captionSize(caption, module);
            double pitch = Points.of(caption.pitch() * module.millimetres());
            double spacing = pitch - size * fonts.width(Typeface.SANS, "0");
            double x =
                    left
                            + Points.of(
                                    (place.symbol().quiet().left() + caption.x())
                                            * module.millimetres())
                            + spacing / 2;
            double bars = (place.symbol().height() - EanUpc.GUARD_DESCENT) * module.millimetres();
            double y = -top - Points.of(bars + SymbolPlace.captionDrop(caption, module));
            TextPlace text =
                    new TextPlace(Typeface.SANS, Colour.BLACK, size, x, y, Field.Reads.ACROSS);
            content.number(spacing).raw("Tc ");
            text.open(content).raw(fonts.encode(Typeface.SANS, caption.text()));
            content.endText().raw("0 Tc\n");
        }
    }

    /** Finds a module for the symbol, keeps its light border free of artwork, or refuses. */
    private Optional<SymbolPlace> place(Field.Symbol field, IntFunction<Symbol> encode) {
        Optional<SymbolPlace> fit = SymbolPlace.fit(field, job.dpi(), encode);
        if (fit.isEmpty()) {
            refusals.add(SymbolPlace.tooLarge(field, job.dpi(), encode));
            return fit;
        }
        SymbolPlace place = fit.get();
        double module = place.module().millimetres();
        content.raw("1 g ")
                .rectangle(
                        Points.snapped(place.xMm(), job.dpi()),
                        -Points.snapped(place.yMm(), job.dpi()),
                        Points.of(place.symbol().outerWidth() * module),
                        -Points.of(place.symbol().outerHeight() * module))
                .raw("f\n");
        return fit;
    }
}
