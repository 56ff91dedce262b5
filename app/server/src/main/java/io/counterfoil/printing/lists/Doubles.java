package io.counterfoil.printing.lists;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalInt;

/**
 * Finds serials that stand in a list twice.
 *
 * <p>A list may have millions of rows, so a serial is kept as one number beside the number of its
 * line, in a table that is at most three quarters full: 16 to 32 bytes a row, where a map of texts
 * takes some 150. A serial of up to 18 digits, such as Counterfoil's, is that number itself, so
 * none is ever taken for another. Of any other text the number is made of 63 bits of its SHA-256:
 * among a million of those two fall together by chance once in 18 million lists.
 */
final class Doubles {
    private static final int FIRST_SIZE = 1 << 10;
    private static final int LONGEST_NUMBER = 18;

    /** Scatters neighbouring numbers over the table (Knuth, The Art of Computer Programming, 6.4). */
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final MessageDigest sha256;
    private long[] keys = new long[FIRST_SIZE];

    /** Beside each key its line, and 0 where there is none. */
    private int[] lines = new int[FIRST_SIZE];

    private int count;

    Doubles() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Notes a serial.
     *
     * @param line where it stands, from 1
     * @return the line where it stood first; empty if this is it
     */
    OptionalInt first(String serial, int line) {
        long key = key(serial);
        int place = place(key);
        if (lines[place] != 0) {
            return OptionalInt.of(lines[place]);
        }
        keys[place] = key;
        lines[place] = line;
        if (++count > lines.length / 4 * 3) {
            grow();
        }
        return OptionalInt.empty();
    }

    /** Where a key is or belongs. */
    private int place(long key) {
        int mask = lines.length - 1;
        int place = (int) ((key * GOLDEN_RATIO) >>> 32) & mask;
        while (lines[place] != 0 && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldLines = lines;
        keys = new long[2 * oldKeys.length];
        lines = new int[2 * oldLines.length];
        for (int i = 0; i < oldLines.length; i++) {
            if (oldLines[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                lines[place] = oldLines[i];
            }
        }
    }

    /** Numbers are not negative and hashes are, so none is taken for the other. */
    private long key(String serial) {
        boolean isNumber =
                !serial.isEmpty()
                        && serial.length() <= LONGEST_NUMBER
                        && serial.charAt(0) != '0'
                        && serial.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber
                ? Long.parseLong(serial)
                : ByteBuffer.wrap(sha256.digest(serial.getBytes(StandardCharsets.UTF_8))).getLong()
                        | Long.MIN_VALUE;
    }
}
