package io.counterfoil.settlement.rules;

import java.math.BigInteger;

/**
 * Parts of amounts, in minor units. Each is rounded once, half-even, and has the sign of the amount
 * that it is part of; rates are in basis points, hundredths of a percent.
 */
public final class Share {
    /** All of an amount, in basis points. */
    public static final int WHOLE = 10_000;

    private Share() {}

    /** A share of an amount, such as a commission of a price. */
    public static long of(long minor, int basisPoints) {
        return part(minor, basisPoints, WHOLE);
    }

    /**
     * The tax inside an amount that has it already: of 11.90 at 19 % it is 1.90.
     *
     * @param rate of the tax on the amount without it
     */
    public static long taxInside(long gross, int rate) {
        return part(gross, rate, (long) WHOLE + rate);
    }

    /**
     * {@code minor · part / whole}.
     *
     * @param part not below zero
     * @param whole above zero
     */
    public static long part(long minor, long part, long whole) {
        if (part < 0 || whole <= 0) {
            throw new IllegalArgumentException(part + " of " + whole + " is no share");
        }
        BigInteger[] parts =
                BigInteger.valueOf(minor)
                        .multiply(BigInteger.valueOf(part))
                        .divideAndRemainder(BigInteger.valueOf(whole));
        long below = parts[0].longValueExact();
        int half = parts[1].abs().shiftLeft(1).compareTo(BigInteger.valueOf(whole));
        boolean away = half > 0 || (half == 0 && below % 2 != 0);
        return away ? below + (minor < 0 ? -1 : 1) : below;
    }
}
