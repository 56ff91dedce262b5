package io.counterfoil.printing.barcode;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** Collects the dark rectangles of a symbol. */
final class Rectangles {
    private int[] values = new int[4 * 32];
    private int size;

    void add(int x, int y, int width, int height) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = x;
        values[size++] = y;
        values[size++] = width;
        values[size++] = height;
    }

    /** Adds one rectangle for each unbroken run of dark columns among the first {@code width}. */
    void addRuns(int width, IntPredicate dark, int y, int height) {
        int start = -1;
        for (int x = 0; x <= width; x++) {
            boolean isDark = x < width && dark.test(x);
            if (isDark && start < 0) {
                start = x;
            } else if (!isDark && start >= 0) {
                add(start, y, x - start, height);
                start = -1;
            }
        }
    }

    /**
     * Adds a matrix: rows that are alike as one band, and a seam wherever two bands are dark above
     * each other.
     */
    void addMatrix(BitSet[] rows, int width) {
        int top = 0;
        for (int row = 1; row <= rows.length; row++) {
            if (row == rows.length || !rows[row].equals(rows[top])) {
                BitSet band = rows[top];
                addRuns(width, band::get, top, row - top);
                if (row < rows.length) {
                    BitSet both = (BitSet) band.clone();
                    both.and(rows[row]);
                    addRuns(width, both::get, row, 0);
                }
                top = row;
            }
        }
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
