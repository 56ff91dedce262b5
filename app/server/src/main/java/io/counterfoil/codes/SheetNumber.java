package io.counterfoil.codes;

/**
 * The number of an activation sheet: it counts up over the installation and ends in a check digit
 * after Damm, which every wrong digit and every swap of neighbours breaks.
 *
 * @param number without its check digit, 100000 to 99999999
 */
public record SheetNumber(int number) {
    /** The first one. */
    public static final int FIRST = 100_000;

    /** The last one. */
    public static final int LAST = 99_999_999;

    private static final int DIGITS = 8;

    /** Stands for whatever has more digits. */
    private static final long TOO_LONG = 100L * LAST;

    /** What became of a text that should be a sheet's number. */
    public sealed interface Parsed {
        /** The text is this number. */
        record Valid(SheetNumber sheet) implements Parsed {}

        /**
         * The text is no sheet's number.
         *
         * @param reason a sentence for the person who typed it
         */
        record Invalid(String reason) implements Parsed {}
    }

    public SheetNumber {
        if (number < FIRST || number > LAST) {
            throw new IllegalArgumentException(
                    "A sheet's number is between 100000 and 99999999, not " + number + ".");
        }
    }

    /** Reads what a person typed: the digits with the check digit, and hyphens and spaces. */
    public static Parsed parse(String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = Math.min(value * 10 + (c - '0'), TOO_LONG);
            } else if (c != '-' && !Character.isWhitespace(c)) {
                return new Parsed.Invalid("The number at the head of the sheet has digits only.");
            }
        }
        if (value < 10L * FIRST || value > 10L * LAST + 9) {
            return new Parsed.Invalid("The number at the head of the sheet has 7 to 9 digits.");
        }
        return Damm.check(value, DIGITS + 1) == 0
                ? new Parsed.Valid(new SheetNumber((int) (value / 10)))
                : new Parsed.Invalid(
                        "The digits do not fit together; please compare them with the head of the"
                                + " sheet.");
    }

    /** As it is stored and as programs send it: all digits. */
    public String digits() {
        return Integer.toString(number) + Damm.check(number, DIGITS);
    }

    /** As it is printed, the check digit behind a hyphen. */
    @Override
    public String toString() {
        return number + "-" + Damm.check(number, DIGITS);
    }
}
