package io.counterfoil.codes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads serials as people write and scanners send them: one, or a range such as {@code
 * 10000000000019-10000000000336}.
 */
public final class SerialWords {
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
    public sealed interface Parsed {
        /** It means these serials. */
        record Valid(SerialRange serials) implements Parsed {}

        /**
         * It means none.
         *
         * @param why the reason, which names it
         */
        record Invalid(Reason why) implements Parsed {
            /** The same in English. */
            public String reason() {
                return why.toString();
            }
        }
    }

    /** Serials of a run. */
    public static Parsed parse(String text, SerialRange run) {
        Parsed parsed = parse(text);
        if (!(parsed instanceof Parsed.Valid(SerialRange serials))) {
            return parsed;
        }
        if (!run.contains(serials.first())) {
            return new Parsed.Invalid(foreign(serials.first()));
        }
        return run.contains(serials.last())
                ? parsed
                : new Parsed.Invalid(foreign(serials.last()));
    }

    /** Serials of any run, but of one only. */
    public static Parsed parse(String text) {
        Parsed one = serial(text);
        if (one instanceof Parsed.Valid) {
            return one;
        }
        if (text.length() > LONGEST) {
            return new Parsed.Invalid(
                    Reason.of(
                            "{text}: please send one serial number or one range at a time.",
                            "text",
                            quote(text)));
        }
        Matcher range = RANGE.matcher(text);
        return range.matches()
                ? between(serial(range.group(1)), serial(range.group(2)), text)
                : one;
    }

    /** Serials as {@link #parse} reads them. */
    public static String write(SerialRange serials) {
        return serials.size() == 1
                ? serials.first().toString()
                : serials.first() + "-" + serials.last();
    }

    private static Parsed between(Parsed first, Parsed last, String text) {
        if (first instanceof Parsed.Valid(SerialRange from)
                && last instanceof Parsed.Valid(SerialRange to)) {
            if (from.run() != to.run()) {
                return new Parsed.Invalid(
                        Reason.of(
                                "{text}: a range stays within one print run; write one for each.",
                                "text",
                                quote(text)));
            }
            return from.from() <= to.to()
                    ? new Parsed.Valid(SerialRange.between(from.first(), to.last()))
                    : new Parsed.Invalid(
                            Reason.of(
                                    "{text}: a range goes upwards; write the lower one first.",
                                    "text",
                                    quote(text)));
        }
        return first instanceof Parsed.Invalid ? first : last;
    }

    private static Parsed serial(String text) {
        return switch (SerialNumber.parse(text)) {
            case SerialNumber.Parsed.Valid valid ->
                    new Parsed.Valid(SerialRange.between(valid.serial(), valid.serial()));
            case SerialNumber.Parsed.Invalid invalid ->
                    new Parsed.Invalid(
                            Reason.of(
                                    "{text}: {reason}",
                                    "text",
                                    quote(text),
                                    "reason",
                                    Reason.of(invalid.reason())));
        };
    }

    private static Reason foreign(SerialNumber serial) {
        return Reason.of("{serial} is not of this run.", "serial", serial.toString());
    }

    /** The beginning of a text, fit to be shown and kept wherever sentences are. */
    public static String quote(String text) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        // PostgreSQL keeps no NUL and JSON no half of a pair, which the cut may have left.
        return UNPRINTABLE.matcher(shown).replaceAll("\ufffd");
    }
}
