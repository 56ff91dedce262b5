package io.counterfoil.printing.layout;

import io.counterfoil.codes.Gtin;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.barcode.Qr;
import io.counterfoil.printing.barcode.Symbol;
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

    /** Web addresses of all products are equally long; this one is GS1's own example. */
    private static final Gtin ANY_PRODUCT = new Gtin("09521234543213");

    private static final String ADDRESS_TOO_LONG =
            "The address for the QR code is too long; please shorten it.";

    private final PrintJob job;
    private final Target target;
    private final Columns columns;
    private final Fonts fonts;
    private final Optional<Logo> logo;
    private final Content content = new Content(1 << 14);
    private final List<Stamp> stamps = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    FaceBuilder(PrintJob job, Columns columns, Fonts fonts, Optional<Logo> logo) {
        this.job = job;
        this.target = Target.of(job);
        this.columns = columns;
        this.fonts = fonts;
        this.logo = logo;
    }

    /** Fills all places in their order. */
    Face build(Layout layout, Outline label, double bleedMm, boolean voided) throws IOException {
        artwork(layout, label, bleedMm);
        for (Field field : layout.fields()) {
            switch (field) {
                case Field.Text text -> text(target.inInks() ? text.forPress() : text);
                case Field.Logo place -> logo(place, target.inInks());
                case Field.Symbol symbol -> symbol(symbol);
            }
        }
        if (voided) {
            VoidMark.draw(layout, target.inInks(), fonts, content);
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
        content.raw("/" + Design.ARTWORK + " Do Q\n");
    }

    private void logo(Field.Logo place, boolean inInks) throws IOException {
        Field.Text name = inInks ? place.name().forPress() : place.name();
        if (logo.isPresent()) {
            logo.get().draw(place, Design.LOGO, inInks, content);
        } else if (columns.index(name.key()).isPresent() || isShortEnough(name)) {
            text(name);
        }
    }

    /** Nobody asked for the name in the place of a logo, so one that is too long is left out. */
    private boolean isShortEnough(Field.Text name) throws IOException {
        String text = Columns.composed(name.before() + job.issuer().name());
        Typeface font = name.style().font();
        return fonts.missing(font, text).isPresent()
                || TextPlace.fittingSize(name, fonts.width(font, text)) > 0;
    }

    private void text(Field.Text field) throws IOException {
        OptionalInt column = columns.index(field.key());
        if (column.isPresent()) {
            perItem(field, column.getAsInt());
            return;
        }
        Optional<String> constant = field.wording().of(job);
        if (constant.isEmpty()) {
            refusals.add(lacks(field.key()));
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

    private static String lacks(String key) {
        return Text.of("The layout shows the {key}, which these items do not have.", "key", key)
                .toString();
    }

    private boolean hasGlyphs(Field.Text field, String text) throws IOException {
        Optional<String> missing = fonts.missing(field.style().font(), text);
        missing.ifPresent(
                sign ->
                        refusals.add(
                                Text.of(
                                                "The font has no sign for {text} in the {key};"
                                                        + " please write it differently.",
                                                "text",
                                                sign,
                                                "key",
                                                field.key())
                                        .toString()));
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
            case REDEEM_QR -> qr(field, job.issuer().redeemUrl());
            case CODE_QR -> perItem(field, ItemSymbol.code());
            case EAN, GS1_128, GS1_DATA_MATRIX, GS1_DATA_BAR, DIGITAL_LINK_QR -> {
                OptionalInt column = columns.index(Encoding.GTIN);
                if (column.isPresent()) {
                    ofProduct(field, column.getAsInt());
                } else if (gtin.isPresent()) {
                    ofProduct(field, gtin.get());
                }
            }
        }
    }

    /** Fills a place with what names the product, which is the same on all items. */
    private void ofProduct(Field.Symbol field, Gtin gtin) throws IOException {
        if (field.encoding() == Encoding.EAN) {
            ean(field, gtin);
        } else if (fitsAddress(field)) {
            perItem(field, named(field, gtin));
        }
    }

    /** Makes the same place ready for a list whose products differ from row to row. */
    private void ofProduct(Field.Symbol field, int column) throws IOException {
        if (field.encoding() == Encoding.EAN) {
            Captions captions = new Captions(fonts, Captions.DIGITS, target);
            stamps.add(
                    new Stamp.ByProduct(
                            column, gtin -> new Stamp.Price(field, target, gtin, captions)));
            return;
        }
        OptionalInt serial = columns.index(Wording.SERIAL.key());
        if (serial.isEmpty()) {
            refusals.add(lacks(Wording.SERIAL.key()));
        } else if (fitsAddress(field)) {
            stamps.add(
                    new Stamp.ByProduct(
                            column,
                            gtin ->
                                    new Stamp.FittedBarcode(
                                            serial.getAsInt(),
                                            field,
                                            target,
                                            named(field, gtin))));
        }
    }

    /** The symbol of a product and a serial. */
    private ItemSymbol named(Field.Symbol field, Gtin gtin) {
        return switch (field.encoding()) {
            case GS1_128 -> ItemSymbol.gs1Code128(gtin);
            case GS1_DATA_MATRIX -> ItemSymbol.gs1DataMatrix(gtin);
            case GS1_DATA_BAR -> ItemSymbol.gs1DataBar(gtin);
            case DIGITAL_LINK_QR -> ItemSymbol.digitalLink(gtin, job.issuer().webAddress());
            case EAN, SERIAL_BARCODE, SSCC_BARCODE, REDEEM_QR, CODE_QR ->
                    throw new IllegalArgumentException(field.key() + " names no single item");
        };
    }

    /** Whether a Digital Link with the longest serial is none too long; else that is refused. */
    private boolean fitsAddress(Field.Symbol field) {
        if (field.encoding() != Encoding.DIGITAL_LINK_QR) {
            return true;
        }
        // Small letters take more room than digits.
        String longest =
                ANY_PRODUCT.digitalLink(job.issuer().webAddress(), "x".repeat(LONGEST_SERIAL));
        boolean fits = Qr.encode(longest).isPresent();
        if (!fits) {
            refusals.add(ADDRESS_TOO_LONG);
        }
        return fits;
    }

    /** Makes a symbol ready that differs from item to item. */
    private void perItem(Field.Symbol field, ItemSymbol symbol) {
        OptionalInt column = columns.index(symbol.value().key());
        if (column.isEmpty()) {
            refusals.add(lacks(field.key()));
            return;
        }
        int index = column.getAsInt();
        Optional<String> model = columns.get(index).model().filter(symbol.accepts());
        if (model.isEmpty()) {
            stamps.add(new Stamp.FittedBarcode(index, field, target, symbol));
            return;
        }
        place(field, height -> symbol.encode().apply(model.get(), height))
                .ifPresent(
                        place -> {
                            int bars = place.module().count(field.barsMm());
                            stamps.add(
                                    new Stamp.Barcode(
                                            index, place.path(target), symbol, bars));
                        });
    }

    private void qr(Field.Symbol field, String text) {
        Optional<Symbol> code = Qr.encode(text);
        if (code.isEmpty()) {
            refusals.add(ADDRESS_TOO_LONG);
        } else {
            place(field, height -> code.get())
                    .ifPresent(place -> place.paint(target, content));
        }
    }

    private void ean(Field.Symbol field, Gtin gtin) throws IOException {
        Captions captions = new Captions(fonts, gtin.gtin14(), target);
        Stamp.Price price = new Stamp.Price(field, target, gtin, captions);
        Optional<String> refusal = price.refusal();
        if (refusal.isPresent()) {
            refusals.add(refusal.get());
        } else {
            price.put(content);
        }
    }

    /** Finds a module for the symbol, keeps its light border free of artwork, or refuses. */
    private Optional<SymbolPlace> place(Field.Symbol field, IntFunction<Symbol> encode) {
        Optional<SymbolPlace> fit = SymbolPlace.fit(field, target.dpi(), encode);
        if (fit.isEmpty()) {
            refusals.add(SymbolPlace.tooLarge(field, target.dpi(), encode));
            return fit;
        }
        fit.get().clear(target, content);
        return fit;
    }
}
