package io.counterfoil.printing.layout;

import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.printing.barcode.Code128;
import io.counterfoil.printing.barcode.EanUpc;
import io.counterfoil.printing.barcode.Gs1;
import io.counterfoil.printing.barcode.ModuleSize;
import io.counterfoil.printing.barcode.Qr;
import io.counterfoil.printing.barcode.Symbol;
import io.counterfoil.printing.barcode.Symbology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Fills the places of a layout with what a job shows, and says what doesn't fit. */
final class FaceBuilder {
    private static final String ITEM_CHARACTERS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String ANY_SERIAL = "0".repeat(SerialNumber.DIGITS);

    /** A row of two pairs is 102 modules wide, 34 mm at the till's usual size. */
    private static final int DATA_BAR_COLUMNS = 2;

    private static final String ADDRESS_TOO_LONG =
            "The address for the QR code is too long; please shorten it.";
    private static final String ANY_CODE = "WWWW-WWWW-WWWW-WWWW";

    private final PrintJob job;
    private final Fonts fonts;
    private final Content content = new Content(1 << 14);
    private final List<Stamp> stamps = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    FaceBuilder(PrintJob job, Fonts fonts) {
        this.job = job;
        this.fonts = fonts;
    }

    /** Fills all places in their order. */
    Face build(Layout layout, Outline label, double bleedMm, boolean voided) throws IOException {
        artwork(layout, label, bleedMm);
        for (Field field : layout.fields()) {
            switch (field) {
                case Field.Text text -> text(text);
                case Field.Symbol symbol -> symbol(symbol);
            }
        }
        if (voided) {
            VoidMark.draw(layout.trim(), fonts, content);
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
        Optional<String> constant = field.wording().of(job);
        boolean isCode = field.wording() == Wording.CODE;
        String text = field.before() + constant.orElse(isCode ? ANY_CODE : ANY_SERIAL);
        Typeface font = field.style().font();
        Optional<String> missing = fonts.missing(font, text);
        if (missing.isPresent()) {
            refusals.add(
                    "The font has no sign for \"%s\" in %s \"%s\"; please write it differently."
                            .formatted(missing.get(), field.key(), text));
            return;
        }
        double width = fonts.width(font, text);
        double size = TextPlace.fittingSize(field, width);
        if (size == 0) {
            refusals.add(tooLong(field, text, width));
            return;
        }
        TextPlace place = TextPlace.of(field, size, width);
        if (constant.isPresent()) {
            place.open(content).raw(fonts.encode(font, text)).raw(TextPlace.CLOSE);
        } else {
            stamps.add(line(field, place, isCode));
        }
    }

    private static String tooLong(Field.Text field, String text, double width) {
        return "The %s \"%s\" is %s mm long at %s pt, its place only %s mm; please shorten it."
                .formatted(
                        field.key(),
                        text,
                        Words.millimetres(
                                width * field.style().smallest() * Field.Style.MM_PER_POINT),
                        Words.millimetres(field.style().smallest()),
                        Words.millimetres(field.length()));
    }

    private Stamp line(Field.Text field, TextPlace place, boolean isCode) throws IOException {
        Typeface font = place.font();
        byte[] open = place.open(new Content(64)).raw(fonts.encode(font, field.before())).toBytes();
        Stamp.Line line = new Stamp.Line(isCode, open, ascii(TextPlace.CLOSE));
        for (int i = 0; i < ITEM_CHARACTERS.length(); i++) {
            char c = ITEM_CHARACTERS.charAt(i);
            line.glyph(c, ascii(fonts.encode(font, String.valueOf(c))));
        }
        return line;
    }

    private void symbol(Field.Symbol field) throws IOException {
        Optional<Gtin> gtin = job.goods().gtin();
        switch (field.encoding()) {
            case SERIAL_BARCODE -> perItem(field, Code128::encode);
            case EAN -> {
                if (gtin.isPresent()) {
                    ean(field, gtin.get());
                }
            }
            case GS1_128 ->
                    gtin.ifPresent(
                            product ->
                                    perItem(
                                            field,
                                            (serial, height) ->
                                                    Gs1.code128(
                                                            product.withSerial(serial), height)));
            case GS1_DATA_MATRIX ->
                    gtin.ifPresent(
                            product ->
                                    perItem(
                                            field,
                                            (serial, height) ->
                                                    Gs1.dataMatrix(product.withSerial(serial))));
            case GS1_DATA_BAR ->
                    gtin.ifPresent(
                            product ->
                                    perItem(
                                            field,
                                            (serial, height) ->
                                                    Gs1.dataBarExpandedStacked(
                                                            product.withSerial(serial),
                                                            DATA_BAR_COLUMNS)));
            case DIGITAL_LINK_QR -> gtin.ifPresent(product -> digitalLink(field, product));
            case REDEEM_QR -> qr(field, job.issuer().redeemUrl());
        }
    }

    /** Reserves the place for a symbol of each item's serial; all are as large as the first. */
    private void perItem(Field.Symbol field, BiFunction<String, Integer, Symbol> encode) {
        place(field, height -> encode.apply(ANY_SERIAL, height))
                .ifPresent(
                        place -> {
                            int bars = place.module().count(field.barsMm());
                            stamps.add(
                                    new Stamp.Barcode(
                                            path(place), serial -> encode.apply(serial, bars)));
                        });
    }

    private void digitalLink(Field.Symbol field, Gtin gtin) {
        String host = job.issuer().webAddress();
        if (Qr.encode(gtin.digitalLink(host, ANY_SERIAL)).isEmpty()) {
            refusals.add(ADDRESS_TOO_LONG);
        } else {
            perItem(
                    field,
                    (serial, height) -> Qr.encode(gtin.digitalLink(host, serial)).orElseThrow());
        }
    }

    private void qr(Field.Symbol field, String text) {
        Optional<Symbol> code = Qr.encode(text);
        if (code.isEmpty()) {
            refusals.add(ADDRESS_TOO_LONG);
        } else {
            place(field, height -> code.get())
                    .ifPresent(place -> path(place).paint(place.symbol(), content));
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
            path(place).paint(place.symbol(), content);
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
            content.raw(TextPlace.CLOSE).raw("0 Tc\n");
        }
    }

    /** Finds a module for the symbol, keeps its light border free of artwork, or refuses. */
    private Optional<SymbolPlace> place(Field.Symbol field, IntFunction<Symbol> encode) {
        Optional<SymbolPlace> fit = SymbolPlace.fit(field, job.dpi(), encode);
        if (fit.isEmpty()) {
            refusals.add(tooLarge(field, encode));
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

    private String tooLarge(Field.Symbol field, IntFunction<Symbol> encode) {
        ModuleSize module = ModuleSize.nearest(field.smallestMm(), job.dpi());
        Symbol symbol = encode.apply(module.count(field.barsMm()));
        return "The %s needs %s × %s mm with its light border at %d dpi, its place has %s × %s mm;"
                        .formatted(
                                field.encoding().symbology().title(),
                                Words.millimetres(symbol.outerWidth() * module.millimetres()),
                                Words.millimetres(symbol.outerHeight() * module.millimetres()),
                                job.dpi(),
                                Words.millimetres(field.box().width()),
                                Words.millimetres(field.box().height()))
                + (field.encoding().symbology() == Symbology.QR
                        ? " please use a shorter web address."
                        : " please choose another layout or a printer with more dots.");
    }

    private SymbolPath path(SymbolPlace place) {
        return new SymbolPath(
                place.module(),
                Points.snapped(place.xMm(), job.dpi()),
                -Points.snapped(place.yMm(), job.dpi()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
