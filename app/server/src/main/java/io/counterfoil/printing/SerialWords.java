package io.counterfoil.printing;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads serials of a run as people write and scanners send them: one, or a range such as {@code
 * 10000000000019-10000000000336}.
 */
final class SerialWords {
    private static final int LONGEST = 80;
    private static final String DIGITS =
            "([0-9](?:[\\s-]*+[0-9]){" + (SerialNumber.DIGITS - 1) + "})";
    private static final String WORD = "(?:\u2013|\u2014|\\.\\.\\.?|to)\\s*+";
    private static final Pattern RANGE =
            Pattern.compile(
                    "\\s*+"
                            + DIGITS
                            + "(?:[\\s-]++(?:"
                            + WORD
                            + ")?+|"
                            + WORD
                            + ")"
                            + DIGITS
                            + "[\\s-]*+");
    private static final int SHOWN = 20;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private SerialWords() {}

    /** What became of a text. */
    sealed interface Parsed {
        /** It means these serials of the run. */
        record Valid(SerialRange serials) implements Parsed {}

        /** It means none, for this reason, which names it. */
        record Invalid(String reason) implements Parsed {}
    }

    static Parsed parse(String text, SerialRange run) {
        if (text.length() > LONGEST) {
            return new Parsed.Invalid(
                    quote(text) + ": please send one serial number or one range at a time.");
        }
        Matcher range = RANGE.matcher(text);
        return range.matches()
                ? between(serial(range.group(1), run), serial(range.group(2), run), text)
                : serial(text, run);
    }

    /** Serials as {@link #parse} reads them. */
    static String write(SerialRange serials) {
        return serials.size() == 1
                ? serials.first().toString()
                : serials.first() + "-" + serials.last();
    }

    private static Parsed between(Parsed first, Parsed last, String text) {
        if (first instanceof Parsed.Valid from && last instanceof Parsed.Valid to) {
            return from.serials().from() <= to.serials().to()
                    ? new Parsed.Valid(
                            SerialRange.between(from.serials().first(), to.serials().last()))
                    : new Parsed.Invalid(
                            quote(text) + ": a range goes upwards; write the lower one first.");
        }
        return first instanceof Parsed.Invalid ? first : last;
    }

    private static Parsed serial(String text, SerialRange run) {
        return switch (SerialNumber.parse(text)) {
            case SerialNumber.Parsed.Valid valid when run.contains(valid.serial()) ->
                    new Parsed.Valid(SerialRange.between(valid.serial(), valid.serial()));
            case SerialNumber.Parsed.Valid valid ->
                    new Parsed.Invalid(valid.serial() + " is not of this run.");
            case SerialNumber.Parsed.Invalid invalid ->
                    new Parsed.Invalid(quote(text) + ": " + invalid.reason());
        };
    }

    /** The beginning of a text, fit to be shown and kept wherever sentences are. */
    static String quote(String text) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        // PostgreSQL keeps no NUL and JSON no half of a pair, which the cut may have left.
        return UNPRINTABLE.matcher(shown).replaceAll("\ufffd");
    }
}
