package io.counterfoil.printing.barcode;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** Collects the dark rectangles of a symbol. */
final class Rectangles {
    /** How many numbers describe a rectangle: x, y, width, height and where it is joined. */
    static final int NUMBERS = 5;

    /** It belongs together with all that is dark above it. */
    static final int ABOVE = 1;

    /** It belongs together with all that is dark below it. */
    static final int BELOW = 2;

    private static final int BITS = 8;
    private static final int MASK = (1 << BITS) - 1;

    private int[] values = new int[NUMBERS * 32];
    private int size;

    private void add(int x, int y, int width, int height, int joins) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = x;
        values[size++] = y;
        values[size++] = width;
        values[size++] = height;
        values[size++] = joins;
    }

    /** Adds one rectangle for each unbroken run of dark columns among the first {@code width}. */
    void addRuns(int width, IntPredicate dark, int y, int height) {
        int start = -1;
        for (int x = 0; x <= width; x++) {
            boolean isDark = x < width && dark.test(x);
            if (isDark && start < 0) {
                start = x;
            } else if (!isDark && start >= 0) {
                add(start, y, x - start, height, 0);
                start = -1;
            }
        }
    }

    /**
     * Adds a matrix of at most 255 rows and columns: each run of dark modules in a row, runs that
     * are alike below each other as one. A run with nothing but dark modules above or below it is
     * joined there; where two runs touch of which neither covers the other, a seam joins them.
     *
     * <p>They come column by column, which compresses best.
     */
    void addMatrix(BitSet[] rows) {
        long[] found = new long[64];
        int count = 0;
        for (int y = 0; y < rows.length; y++) {
            int end;
            for (int x = rows[y].nextSetBit(0); x >= 0; x = rows[y].nextSetBit(end)) {
                end = rows[y].nextClearBit(x);
                if (found.length < count + 1 + (end - x)) {
                    found = Arrays.copyOf(found, 2 * found.length + (end - x));
                }
                if (!isRun(rows, y - 1, x, end)) {
                    int height = 1;
                    while (isRun(rows, y + height, x, end)) {
                        height++;
                    }
                    int joins =
                            (isDark(rows, y - 1, x, end) ? ABOVE : 0)
                                    | (isDark(rows, y + height, x, end) ? BELOW : 0);
                    found[count++] = pack(x, y, end - x, height, joins);
                }
                count = addSeams(rows, y, x, end, found, count);
            }
        }
        addByColumns(found, count);
    }

    /** Adds what was found row by row, in the order of columns. */
    private void addByColumns(long[] found, int count) {
        int[] places = new int[MASK + 2];
        for (int i = 0; i < count; i++) {
            places[column(found[i]) + 1]++;
        }
        for (int x = 0; x < MASK; x++) {
            places[x + 1] += places[x];
        }
        long[] ordered = new long[count];
        for (int i = 0; i < count; i++) {
            ordered[places[column(found[i])]++] = found[i];
        }
        for (long packed : ordered) {
            add(
                    column(packed),
                    (int) (packed >> (3 * BITS)) & MASK,
                    (int) (packed >> (2 * BITS)) & MASK,
                    (int) (packed >> BITS) & MASK,
                    (int) packed & MASK);
        }
    }

    private static int column(long packed) {
        return (int) (packed >> (4 * BITS)) & MASK;
    }

    /** Joins a run to those below it that it doesn't cover and that don't cover it. */
    private static int addSeams(
            BitSet[] rows, int y, int from, int to, long[] found, int before) {
        int count = before;
        if (y + 1 == rows.length) {
            return count;
        }
        BitSet below = rows[y + 1];
        int end;
        for (int x = below.nextSetBit(from); x >= 0 && x < to; x = below.nextSetBit(end)) {
            int start = below.previousClearBit(x) + 1;
            end = below.nextClearBit(x);
            boolean covers = (start <= from && end >= to) || (start >= from && end <= to);
            if (!covers) {
                int left = Math.max(start, from);
                found[count++] = pack(left, y + 1, Math.min(end, to) - left, 0, ABOVE | BELOW);
            }
        }
        return count;
    }

    private static boolean isDark(BitSet[] rows, int y, int from, int to) {
        return y >= 0 && y < rows.length && rows[y].nextClearBit(from) >= to;
    }

    private static boolean isRun(BitSet[] rows, int y, int from, int to) {
        return isDark(rows, y, from, to)
                && !rows[y].get(to)
                && (from == 0 || !rows[y].get(from - 1));
    }

    private static long pack(int x, int y, int width, int height, int joins) {
        long packed = x;
        for (int next : new int[] {y, width, height, joins}) {
            packed = (packed << BITS) | next;
        }
        return packed;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
