package io.counterfoil.codes;

import java.nio.ByteBuffer;

/**
 * The secret under a scratch panel: 15 random symbols of Crockford's base 32 (75 bit) and a check
 * symbol over GF(32), shown as 4-4-4-4.
 *
 * <p>{@code toString} shows nothing, and two codes are compared by their {@link CodeDigest} only.
 * Codes come from a {@link CodeGenerator}, from {@link #parse} or out of a seal.
 */
public final class RedemptionCode {
    /** How many symbols a code has, its check symbol included. */
    public static final int SYMBOLS = 16;

    /** Bytes of a packed code: 16 symbols of 5 bit. */
    static final int PACKED_BYTES = 10;

    private static final int GROUP = 4;
    private static final int BITS = 5;
    private static final int MASK = 0b11111;
    private static final int HALF = SYMBOLS / 2;
    private static final int HALF_BYTES = PACKED_BYTES / 2;

    /** What became of a text that should be a redemption code. */
    public sealed interface Parsed {
        /** The symbols fit together; whether such a code exists is another question. */
        record Valid(RedemptionCode code) implements Parsed {}

        /**
         * No code can look like this: a typing error, which never counts as a guess.
         *
         * @param reason a sentence for the person who typed it; it repeats nothing of the text
         */
        record Mistyped(String reason) implements Parsed {}
    }

    // Eight symbols each, the leftmost in the highest five bits.
    private final long left;
    private final long right;

    private RedemptionCode(long left, long right) {
        this.left = left;
        this.right = right;
    }

    /**
     * The code with these 15 symbols and the check symbol that belongs to them.
     *
     * @param left the first eight symbols in the lowest 40 bits
     * @param right the last seven symbols in the lowest 35 bits
     */
    static RedemptionCode withCheck(long left, long right) {
        int sum = 0;
        for (int place = HALF - 1; place >= 0; place--) {
            sum = Gf32.add(sum, symbol(left, place));
        }
        for (int place = HALF - 2; place >= 0; place--) {
            sum = Gf32.add(sum, symbol(right, place));
        }
        return new RedemptionCode(left, (right << BITS) | sum);
    }

    /** The code with these 16 symbols, the last of which must be the check symbol that belongs. */
    static RedemptionCode of(int[] symbols) {
        long left = 0;
        long right = 0;
        for (int i = 0; i < HALF; i++) {
            left = (left << BITS) | symbols[i];
            right = (right << BITS) | symbols[HALF + i];
        }
        RedemptionCode code = withCheck(left, right >>> BITS);
        if (code.right != right) {
            throw new IllegalArgumentException("These symbols do not fit together.");
        }
        return code;
    }

    /**
     * Reads what a person typed: lower case, spaces, hyphens and the look-alikes I, L and O are
     * understood.
     */
    public static Parsed parse(String text) {
        long[] halves = new long[2];
        int symbols = 0;
        int sum = 0;
        int check = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSeparator(c)) {
                continue;
            }
            int value = Crockford.value(c);
            if (value < 0) {
                return new Parsed.Mistyped(notASymbol(c));
            }
            if (symbols == SYMBOLS) {
                return new Parsed.Mistyped("A code has 16 letters and digits; this one has more.");
            }
            halves[symbols / HALF] = (halves[symbols / HALF] << BITS) | value;
            if (++symbols < SYMBOLS) {
                sum = Gf32.add(sum, value);
            } else {
                check = value;
            }
        }
        if (symbols < SYMBOLS) {
            return new Parsed.Mistyped(
                    "A code has 16 letters and digits; this one has " + symbols + ".");
        }
        if (sum != check) {
            return new Parsed.Mistyped(
                    "There is a typing error in the code; please compare it with the card.");
        }
        return new Parsed.Valid(new RedemptionCode(halves[0], halves[1]));
    }

    /** Why no code has this character in it. */
    static String notASymbol(char c) {
        return c == 'U' || c == 'u'
                ? "A code never has the letter U; please look again, it may be a V."
                : "A code has only letters and digits.";
    }

    /** Whether a character only stands between symbols. */
    static boolean isSeparator(char c) {
        // U+2010 to U+2015 are the dashes that phones and word processors put for a hyphen.
        return c == '-'
                || Character.isWhitespace(c)
                || c == '\u00a0'
                || (c >= 0x2010 && c <= 0x2015);
    }

    /** The code in clear, 4-4-4-4: for print and for the one page that hands out an e-code. */
    public String reveal() {
        byte[] symbols = symbols();
        StringBuilder text = new StringBuilder(SYMBOLS + SYMBOLS / GROUP - 1);
        for (int i = 0; i < SYMBOLS; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append((char) symbols[i]);
        }
        return text.toString();
    }

    /** The 16 normalised symbols in ASCII, over which the digest goes. */
    byte[] symbols() {
        byte[] symbols = new byte[SYMBOLS];
        for (int i = 0; i < HALF; i++) {
            symbols[i] = Crockford.symbol(symbol(left, HALF - 1 - i));
            symbols[HALF + i] = Crockford.symbol(symbol(right, HALF - 1 - i));
        }
        return symbols;
    }

    private static int symbol(long half, int placeFromRight) {
        return (int) (half >>> (placeFromRight * BITS)) & MASK;
    }

    /** Writes the code in {@link #PACKED_BYTES} bytes. */
    void pack(ByteBuffer target) {
        put(target, left);
        put(target, right);
    }

    /**
     * Reads what {@link #pack} wrote.
     *
     * @throws IllegalArgumentException when the check symbol is wrong
     */
    static RedemptionCode unpack(ByteBuffer source) {
        long left = get(source);
        long right = get(source);
        RedemptionCode code = withCheck(left, right >>> BITS);
        if (code.right != right) {
            throw new IllegalArgumentException("These bytes are no packed redemption code.");
        }
        return code;
    }

    private static void put(ByteBuffer target, long half) {
        for (int shift = (HALF_BYTES - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            target.put((byte) (half >>> shift));
        }
    }

    private static long get(ByteBuffer source) {
        long half = 0;
        for (int i = 0; i < HALF_BYTES; i++) {
            half = (half << Byte.SIZE) | (source.get() & 0xff);
        }
        return half;
    }

    @Override
    public String toString() {
        return "RedemptionCode[hidden]";
    }
}
