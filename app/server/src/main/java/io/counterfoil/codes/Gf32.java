package io.counterfoil.codes;

/**
 * The check symbol of a redemption code: a sum over GF(2^5) (modulus x^5 + x^2 + 1) in which each
 * place weighs twice the one to its right.
 *
 * <p>Two has order 31 there, so the 16 weights differ and none is zero: every single wrong symbol
 * and every swap of two symbols, neighbours or not, changes the sum.
 */
final class Gf32 {
    private static final int DEGREE = 0b100000;
    private static final int MODULUS = 0b100101;

    /** So many doublings change nothing. */
    private static final int ORDER = 31;

    private Gf32() {}

    /** The element that gives this one when it is doubled so many times, 0 to 31. */
    static int halved(int element, int times) {
        int result = element;
        for (int doublings = times; doublings < ORDER; doublings++) {
            result = add(result, 0);
        }
        return result;
    }

    /** The running sum with one more symbol to its right: 2 · (sum + symbol). */
    static int add(int sum, int symbol) {
        int doubled = (sum ^ symbol) << 1;
        return (doubled & DEGREE) == 0 ? doubled : doubled ^ MODULUS;
    }
}
