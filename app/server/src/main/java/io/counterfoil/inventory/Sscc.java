package io.counterfoil.inventory;

import io.counterfoil.codes.Gtin;
import java.util.regex.Matcher;
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

    private static final Pattern LABEL =
            Pattern.compile(
                    "(?:\\][A-Za-z][0-9])?[\\x1D\\u00E8]?(?:\\(00\\)|00(?=[0-9]{"
                            + DIGITS
                            + "}))?\\s*([0-9](?:\\s?[0-9]){"
                            + (DIGITS - 1)
                            + "})\\x1D?");
    private static final Pattern FORM = Pattern.compile("[0-9]{" + DIGITS + "}");

    private Sscc() {}

    /** Whether a text has the form of such a number. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * The digits of a number as a carton's label has it: alone, or after (00), with or without the
     * brackets, a symbology identifier such as ]C1 and the separator FNC1. What is none comes back
     * as it was.
     */
    static String digits(String text) {
        Matcher label = LABEL.matcher(text.strip());
        return label.matches() ? label.group(1).replaceAll("\\s", "") : text;
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
