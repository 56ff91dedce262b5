package io.counterfoil.printing.layout;

import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.barcode.EanUpc;
import io.counterfoil.printing.barcode.Symbol;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Glyphs;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What is different on every item, made ready so that an item costs next to nothing. */
sealed interface Stamp {
    /** Appends what this stamp shows for an item. */
    void put(ItemText item, Content content);

    /** Why this can't be shown for an item, in a sentence; empty when it can. */
    Optional<String> refusal(ItemText item);

    /**
     * What an item shows.
     *
     * @param values in the order of the {@link Columns}; codes are grouped by hyphens
     */
    record ItemText(List<String> values) implements Piece {
        /** Values may be secret. */
        @Override
        public String toString() {
            return "ItemText";
        }
    }

    /**
     * What a bureau's machines go by; above everything else, since it must not be covered.
     *
     * @param form its name in the resources of the pages
     */
    record Finish(String form) implements Stamp {
        @Override
        public void put(ItemText item, Content content) {
            content.raw("/").raw(form).raw(" Do\n");
        }

        @Override
        public Optional<String> refusal(ItemText item) {
            return Optional.empty();
        }
    }

    /**
     * A line that is equally long on every item.
     *
     * @param column which value it shows
     * @param open the operators up to the middle of a hexadecimal string
     */
    record Line(int column, Content open, Glyphs glyphs) implements Stamp {
        @Override
        public void put(ItemText item, Content content) {
            content.append(open);
            glyphs.put(item.values.get(column), content);
            content.endText();
        }

        @Override
        public Optional<String> refusal(ItemText item) {
            return Optional.empty();
        }
    }

    /**
     * A line that is measured for each item.
     *
     * @param column which value it shows
     * @param before what stands in front of it, in hexadecimal
     * @param widthBefore its width at one point
     */
    record FittedLine(
            int column, Field.Text field, Content before, double widthBefore, Glyphs glyphs)
            implements Stamp {
        @Override
        public void put(ItemText item, Content content) {
            String text = item.values.get(column);
            double width = widthBefore + glyphs.width(text);
            double size = TextPlace.fittingSize(field, width);
            if (size == 0) {
                throw new IllegalStateException("a row that was not checked");
            }
            TextPlace.of(field, size, width).open(content).append(before);
            glyphs.put(text, content);
            content.endText();
        }

        @Override
        public Optional<String> refusal(ItemText item) {
            String text = item.values.get(column);
            double width = widthBefore + glyphs.width(text);
            return TextPlace.fittingSize(field, width) > 0
                    ? Optional.empty()
                    : Optional.of(TextPlace.tooLong(field, field.before() + text, width));
        }
    }

    /**
     * A symbol of the same size on every item.
     *
     * @param column which value it shows
     * @param bars their height in modules
     */
    record Barcode(int column, SymbolPath path, ItemSymbol symbol, int bars) implements Stamp {
        @Override
        public void put(ItemText item, Content content) {
            path.paint(symbol.encode().apply(item.values.get(column), bars), content);
        }

        @Override
        public Optional<String> refusal(ItemText item) {
            return symbol.refusal(item.values.get(column));
        }
    }

    /**
     * A symbol that is fitted into its place for each item.
     *
     * @param column which value it shows
     */
    record FittedBarcode(int column, Field.Symbol field, Target target, ItemSymbol symbol)
            implements Stamp {
        private Optional<SymbolPlace> place(ItemText item) {
            return SymbolPlace.fit(field, target.dpi(), encode(item));
        }

        private IntFunction<Symbol> encode(ItemText item) {
            return bars -> symbol.encode().apply(item.values.get(column), bars);
        }

        @Override
        public void put(ItemText item, Content content) {
            SymbolPlace place = place(item).orElseThrow();
            place.clear(target, content);
            place.paint(target, content);
        }

        @Override
        public Optional<String> refusal(ItemText item) {
            return symbol.refusal(item.values.get(column))
                    .or(
                            () ->
                                    place(item).isPresent()
                                            ? Optional.empty()
                                            : Optional.of(
                                                    SymbolPlace.tooLarge(
                                                            field, target.dpi(), encode(item))));
        }
    }

    /**
     * A symbol that names the product, in a list whose products differ; nothing where a row names
     * none.
     *
     * @param column which value is the GTIN
     * @param symbol what is shown for a product
     */
    record ByProduct(int column, Function<Gtin, Stamp> symbol) implements Stamp {
        @Override
        public void put(ItemText item, Content content) {
            if (Gtin.parse(item.values.get(column)) instanceof Gtin.Parsed.Valid valid) {
                symbol.apply(valid.gtin()).put(item, content);
            }
        }

        @Override
        public Optional<String> refusal(ItemText item) {
            String text = item.values.get(column);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            return switch (Gtin.parse(text)) {
                case Gtin.Parsed.Valid valid -> symbol.apply(valid.gtin()).refusal(item);
                case Gtin.Parsed.Invalid invalid -> Optional.of(invalid.reason());
            };
        }
    }

    /** The price symbol of a product. */
    record Price(Field.Symbol field, Target target, Gtin gtin, Captions captions) implements Stamp {
        private Optional<SymbolPlace> place() {
            return SymbolPlace.fit(field, target.dpi(), this::encode);
        }

        private Symbol encode(int bars) {
            return EanUpc.encode(gtin, bars).orElseThrow();
        }

        /** Draws it. */
        void put(Content content) {
            SymbolPlace place = place().orElseThrow();
            place.clear(target, content);
            place.paint(target, content);
            captions.put(place, content);
        }

        /** Why it can't be drawn; empty when it can. */
        Optional<String> refusal() {
            if (EanUpc.encode(gtin, 1).isEmpty()) {
                return Optional.of(
                        io.counterfoil.platform.Text.of(
                                        "The GTIN {gtin} is that of a case; tills need the GTIN of"
                                                + " the item itself.",
                                        "gtin",
                                        gtin.gtin14().toString())
                                .toString());
            }
            return place().isPresent()
                    ? Optional.empty()
                    : Optional.of(SymbolPlace.tooLarge(field, target.dpi(), this::encode));
        }

        @Override
        public void put(ItemText item, Content content) {
            put(content);
        }

        @Override
        public Optional<String> refusal(ItemText item) {
            return refusal();
        }
    }
}
