package io.counterfoil.codes;

/**
 * The check digit of H. Michael Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004): one
 * digit that catches every single wrong digit and every swap of two neighbours.
 */
final class Damm {
    /** The totally anti-symmetric quasigroup of order 10 from the dissertation, row by row. */
    private static final byte[][] QUASIGROUP = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
    };

    private Damm() {}

    /**
     * The digit to append to the lowest {@code digits} decimal digits of {@code number}; 0 when
     * they end in their own check digit already.
     */
    static int check(long number, int digits) {
        long divisor = 1;
        for (int i = 1; i < digits; i++) {
            divisor *= 10;
        }
        int interim = 0;
        for (; divisor > 0; divisor /= 10) {
            interim = QUASIGROUP[interim][(int) (number / divisor % 10)];
        }
        return interim;
    }
}
