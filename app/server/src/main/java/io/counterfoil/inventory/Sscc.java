package io.counterfoil.inventory;

import io.counterfoil.codes.Gtin;
import java.util.regex.Pattern;

/**
 * Makes the numbers on cartons: serial shipping container codes of 18 digits (GS1 General
 * Specifications, 2.2.1 and 7.9.1).
 */
final class Sscc {
    // Extension digit 0, then GS1 prefix 2: numbers for use between partners, until a provider
    // brings a company prefix of its own.
    private static final String PREFIX = "02";
    private static final int COUNTER_DIGITS = 15;
    private static final long FIRST_TOO_LARGE = 1_000_000_000_000_000L;

    /** How long each is. */
    static final int DIGITS = 18;

    private static final Pattern FORM = Pattern.compile("[0-9]{" + DIGITS + "}");

    private Sscc() {}

    /** Whether a text has the form of such a number. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** The code of the carton with this number, 1 or more. */
    static String of(long carton) {
        if (carton < 1 || carton >= FIRST_TOO_LARGE) {
            throw new IllegalArgumentException("no carton can have the number " + carton);
        }
        String digits = PREFIX + ("%0" + COUNTER_DIGITS + "d").formatted(carton);
        return digits + Gtin.checkDigit(digits);
    }
}
