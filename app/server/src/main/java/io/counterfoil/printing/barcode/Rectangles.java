package io.counterfoil.printing.barcode;

import java.util.Arrays;
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

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
