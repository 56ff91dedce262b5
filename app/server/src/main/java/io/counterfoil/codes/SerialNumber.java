package io.counterfoil.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public number of one item: 14 digits, of which 6 name the run, 7 count within it and the last
 * is a check digit after Damm. It is printed and barcoded and never secret. Order by value is order
 * by run, then sequence.
 *
 * @param run number of the print run, unique in the installation, 100000 to 999999
 * @param sequence place within the run, 1 to 9999999
 */
public record SerialNumber(int run, int sequence) implements Comparable<SerialNumber> {
    /** The lowest number that a print run can have. */
    public static final int FIRST_RUN = 100_000;

    /** The highest number that a print run can have. */
    public static final int LAST_RUN = 999_999;

    /** The highest sequence, and so the most items that one run can have. */
    public static final int LAST_SEQUENCE = 9_999_999;

    /** How many digits a serial number has, its check digit included. */
    public static final int DIGITS = 14;

    private static final long RUN_UNIT = 100_000_000L;
    // A symbology identifier such as ]C1 and the separator FNC1 may come before it.
    private static final Pattern GS1 =
            Pattern.compile(
                    "(?:\\][A-Za-z][0-9])?\\x1d?(?:\\(01\\)|01)[0-9]{14}(?:\\(21\\)|21)([0-9]{14})"
                            + "|(?i:https?)://[^/]+/01/[0-9]{8,14}/21/([0-9]{14})");

    /** What became of a text that should be a serial number. */
    public sealed interface Parsed {
        /** The text is this serial number. */
        record Valid(SerialNumber serial) implements Parsed {}

        /**
         * The text is no serial number.
         *
         * @param reason a sentence for the person who typed or scanned it
         */
        record Invalid(String reason) implements Parsed {}
    }

    public SerialNumber {
        if (run < FIRST_RUN || run > LAST_RUN) {
            throw new IllegalArgumentException(
                    "A run's number is between 100000 and 999999, not " + run + ".");
        }
        if (sequence < 1 || sequence > LAST_SEQUENCE) {
            throw new IllegalArgumentException(
                    "An item's place in its run is between 1 and 9999999, not " + sequence + ".");
        }
    }

    /** The serial number of the item at {@code sequence} in {@code run}. */
    public static SerialNumber of(int run, int sequence) {
        return new SerialNumber(run, sequence);
    }

    /**
     * The serial number with this value, check digit included.
     *
     * @throws IllegalArgumentException with the reason when there is none
     */
    public static SerialNumber ofValue(long value) {
        return required(decode(value));
    }

    /**
     * The serial number with this text; for texts that this program wrote itself.
     *
     * @throws IllegalArgumentException with the reason when there is none
     */
    public static SerialNumber of(String text) {
        return required(parse(text));
    }

    /**
     * Reads what a person typed or a scanner sent: the digits, between which spaces and hyphens are
     * let go, or a symbol that has the product too, as a GS1 element string, (01) GTIN (21) serial,
     * or as a GS1 Digital Link.
     */
    public static Parsed parse(String text) {
        Matcher gs1 = GS1.matcher(text.strip());
        if (gs1.matches()) {
            return digits(gs1.group(1) == null ? gs1.group(2) : gs1.group(1));
        }
        return digits(text);
    }

    private static Parsed digits(String text) {
        long value = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (++digits > DIGITS) {
                    return new Parsed.Invalid("A serial number has 14 digits; this one has more.");
                }
                value = value * 10 + (c - '0');
            } else if (c != '-' && !Character.isWhitespace(c)) {
                return new Parsed.Invalid("A serial number has digits only.");
            }
        }
        if (digits < DIGITS) {
            if (Gtin.parse(text) instanceof Gtin.Parsed.Valid) {
                return new Parsed.Invalid(
                        "That is the price barcode; scan the one above No., which has 14 digits.");
            }
            return new Parsed.Invalid(
                    "A serial number has 14 digits; this one has fewer.");
        }
        return decode(value);
    }

    private static Parsed decode(long value) {
        if (value < FIRST_RUN * RUN_UNIT || value >= (LAST_RUN + 1) * RUN_UNIT) {
            return new Parsed.Invalid(
                    "A serial number has 14 digits and does not start with a zero.");
        }
        if (Damm.check(value, DIGITS) != 0) {
            return new Parsed.Invalid(
                    "The digits do not fit together; please compare them with the item.");
        }
        int sequence = (int) (value % RUN_UNIT / 10);
        if (sequence == 0) {
            return new Parsed.Invalid("No item has this serial number; places start at 1.");
        }
        return new Parsed.Valid(new SerialNumber((int) (value / RUN_UNIT), sequence));
    }

    /**
     * The serial numbers that somebody may have meant who wrote 14 digits which don't fit together:
     * those that differ in one digit, or in two neighbours that are swapped.
     */
    public static List<SerialNumber> near(String text) {
        String digits = text.replaceAll("[\\s-]", "");
        if (digits.length() != DIGITS) {
            return List.of();
        }
        List<SerialNumber> near = new ArrayList<>();
        for (int place = 0; place < DIGITS; place++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                addIfValid(near, with(digits, place, String.valueOf(digit)));
            }
            if (place > 0) {
                String swapped = "" + digits.charAt(place) + digits.charAt(place - 1);
                addIfValid(near, with(digits, place - 1, swapped));
            }
        }
        return near.stream().distinct().sorted().toList();
    }

    private static String with(String digits, int place, String others) {
        return digits.substring(0, place) + others + digits.substring(place + others.length());
    }

    private static void addIfValid(List<SerialNumber> near, String digits) {
        if (digits(digits) instanceof Parsed.Valid valid) {
            near.add(valid.serial());
        }
    }

    private static SerialNumber required(Parsed parsed) {
        return switch (parsed) {
            case Parsed.Valid valid -> valid.serial();
            case Parsed.Invalid invalid -> throw new IllegalArgumentException(invalid.reason());
        };
    }

    /** The digit that makes the other thirteen safe against typing errors. */
    public int checkDigit() {
        return Damm.check(run * (RUN_UNIT / 10) + sequence, DIGITS - 1);
    }

    /** All 14 digits as a number, as they are stored. */
    public long value() {
        return run * RUN_UNIT + sequence * 10L + checkDigit();
    }

    /** All 14 digits, as they are printed and barcoded. */
    @Override
    public String toString() {
        return Long.toString(value());
    }

    @Override
    public int compareTo(SerialNumber other) {
        int byRun = Integer.compare(run, other.run);
        return byRun != 0 ? byRun : Integer.compare(sequence, other.sequence);
    }
}
