package io.counterfoil.codes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Douglas Crockford's base 32: digits and letters without I, L, O and U. Lower case and the
 * look-alikes I, L (for 1) and O (for 0) are read as what they look like.
 */
final class Crockford {
    private static final byte[] SYMBOLS =
            "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (byte value = 0; value < SYMBOLS.length; value++) {
            VALUES[SYMBOLS[value]] = value;
            VALUES[Character.toLowerCase(SYMBOLS[value])] = value;
        }
        for (char one : "IiLl".toCharArray()) {
            VALUES[one] = 1;
        }
        for (char zero : "Oo".toCharArray()) {
            VALUES[zero] = 0;
        }
    }

    private Crockford() {}

    /** The symbol for a value of 0 to 31, in ASCII. */
    static byte symbol(int value) {
        return SYMBOLS[value];
    }

    /** The value of a symbol or look-alike, -1 for any other character. */
    static int value(char symbol) {
        return symbol < VALUES.length ? VALUES[symbol] : -1;
    }
}
