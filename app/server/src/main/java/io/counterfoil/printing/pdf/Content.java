package io.counterfoil.printing.pdf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing piece of PDF content: ASCII operators and numbers without trailing zeros. Lengths are in
 * points, and every method that writes gives the content itself back. For one thread.
 */
public final class Content {
    private static final byte[] END_OF_TEXT = "> Tj ET\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DECIMALS = 10_000;
    private static final int[] DIVISORS = {1_000, 100, 10, 1};

    private byte[] bytes;
    private int size;

    /**
     * Empty content.
     *
     * @param capacity bytes that it has room for before it grows
     */
    public Content(int capacity) {
        bytes = new byte[capacity];
    }

    private void require(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /** Operators and names, ASCII only. */
    public Content raw(String ascii) {
        return raw(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** The same, encoded once for many items. */
    public Content raw(byte[] ascii) {
        require(ascii.length);
        System.arraycopy(ascii, 0, bytes, size, ascii.length);
        size += ascii.length;
        return this;
    }

    /** Everything of another one. */
    public Content append(Content other) {
        require(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
        return this;
    }

    /** A whole number and a space. */
    public Content number(int value) {
        require(12);
        integer(value);
        bytes[size++] = ' ';
        return this;
    }

    /** A number with up to four decimals and a space. */
    public Content number(double value) {
        require(24);
        long scaled = Math.round(Math.abs(value) * DECIMALS);
        if (value < 0 && scaled > 0) {
            bytes[size++] = '-';
        }
        integer((int) (scaled / DECIMALS));
        int fraction = (int) (scaled % DECIMALS);
        if (fraction > 0) {
            bytes[size++] = '.';
            for (int divisor : DIVISORS) {
                if (fraction > 0) {
                    bytes[size++] = (byte) ('0' + fraction / divisor);
                    fraction %= divisor;
                }
            }
        }
        bytes[size++] = ' ';
        return this;
    }

    private void integer(int value) {
        int rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        // From the right: a processor divides by a constant several times as fast.
        int end = size + digits(rest);
        size = end;
        do {
            bytes[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    private static int digits(int value) {
        // Nearly all are so short.
        if (value < 1_000) {
            return value < 10 ? 1 : value < 100 ? 2 : 3;
        }
        int digits = 4;
        for (long limit = 10_000; value >= limit; limit *= 10) {
            digits++;
        }
        return digits;
    }

    /** The four numbers of a rectangle. */
    public Content rectangle(double x, double y, double width, double height) {
        return number(x).number(y).number(width).number(height).raw("re\n");
    }

    /** Moves the origin. */
    public Content translate(double x, double y) {
        return raw("1 0 0 1 ").number(x).number(y).raw("cm\n");
    }

    /**
     * Begins a line of text; its colour and place and a hexadecimal string follow.
     *
     * @param size in points
     */
    public Content beginText(Typeface font, double size) {
        return raw("BT /").raw(font.alias()).raw(" ").number(size).raw("Tf ");
    }

    /** Ends the hexadecimal string, shows it and ends the line. */
    public Content endText() {
        return raw(END_OF_TEXT);
    }

    /** The content as text. */
    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.US_ASCII);
    }

    /** The content as it stands in a stream that is not compressed. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The content compressed, for {@link PdfWriter#page}. */
    public byte[] deflated(Deflate deflate) {
        return deflate.of(bytes, size);
    }
}
