package io.counterfoil.printing.layout;

import io.counterfoil.printing.barcode.Symbol;
import java.util.function.Function;

/** What is different on every item, made ready so that an item costs next to nothing. */
sealed interface Stamp {
    /** Appends what this stamp shows for an item. */
    void put(ItemText item, Content content);

    /**
     * What an item shows.
     *
     * @param code grouped by hyphens; empty where the layout shows none
     */
    record ItemText(String serial, String code) {
        @Override
        public String toString() {
            return "ItemText[" + serial + "]";
        }
    }

    /** A line with the serial or the code. */
    final class Line implements Stamp {
        private static final int FIRST = '-';
        private static final int LAST = 'Z';

        private final boolean isCode;
        private final byte[] open;
        private final byte[] close;
        private final byte[][] glyphs = new byte[LAST - FIRST + 1][];

        /** A line that begins with these operators, in the middle of a hexadecimal string. */
        Line(boolean isCode, byte[] open, byte[] close) {
            this.isCode = isCode;
            this.open = open;
            this.close = close;
        }

        /** Says how a character is written. */
        void glyph(char character, byte[] hexadecimal) {
            glyphs[character - FIRST] = hexadecimal;
        }

        @Override
        public void put(ItemText item, Content content) {
            String text = isCode ? item.code : item.serial;
            content.raw(open);
            for (int i = 0; i < text.length(); i++) {
                content.raw(glyphs[text.charAt(i) - FIRST]);
            }
            content.raw(close);
        }
    }

    /** A symbol of the serial, always of the same size. */
    record Barcode(SymbolPath path, Function<String, Symbol> encode) implements Stamp {
        @Override
        public void put(ItemText item, Content content) {
            path.paint(encode.apply(item.serial), content);
        }
    }
}
