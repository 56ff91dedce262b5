package io.counterfoil.codes;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A GS1 Global Trade Item Number. GTIN-8, -12 (UPC-A) and -13 (EAN-13) are the same number with
 * leading zeros, so all are kept as 14 digits (GS1 General Specifications, 3.3.2).
 *
 * @param gtin14 14 digits, the last a right check digit
 */
public record Gtin(String gtin14) {
    private static final int DIGITS = 14;

    /** Without a path, whose small letters count, and without letters that only some fonts have. */
    private static final Predicate<String> ROOT =
            Pattern.compile("https://[A-Za-z0-9.:-]+").asMatchPredicate();

    /** What became of a text that should be a GTIN. */
    public sealed interface Parsed {
        /** The text is this GTIN. */
        record Valid(Gtin gtin) implements Parsed {}

        /**
         * The text is no GTIN.
         *
         * @param why a sentence for the person who entered it
         */
        record Invalid(Reason why) implements Parsed {
            /** The same in English. */
            public String reason() {
                return why.toString();
            }
        }
    }

    /**
     * The GTIN with these 14 digits.
     *
     * @throws IllegalArgumentException with the reason when it is none
     */
    public Gtin {
        Optional<Reason> fault = fault(gtin14);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get().toString());
        }
    }

    /** Reads a GTIN of 8, 12, 13 or 14 digits; spaces and hyphens are let go. */
    public static Parsed parse(String text) {
        String digits = text.replaceAll("[\\s-]", "");
        String padded = "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
        return switch (digits.length()) {
            case 8, 12, 13, 14 ->
                    fault(padded)
                            .<Parsed>map(Parsed.Invalid::new)
                            .orElseGet(() -> new Parsed.Valid(new Gtin(padded)));
            default ->
                    new Parsed.Invalid(
                            Reason.of(
                                    "A GTIN has 8, 12, 13 or 14 digits; this one has {digits}.",
                                    "digits",
                                    digits.length()));
        };
    }

    private static Optional<Reason> fault(String gtin14) {
        if (gtin14.length() != DIGITS || !gtin14.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Reason.of("A GTIN has digits only."));
        }
        if (gtin14.chars().allMatch(c -> c == '0')) {
            return Optional.of(Reason.of("A GTIN is not all zeros."));
        }
        int expected = checkDigit(gtin14.substring(0, DIGITS - 1));
        return gtin14.charAt(DIGITS - 1) - '0' == expected
                ? Optional.empty()
                : Optional.of(
                        Reason.of(
                                "The GTIN's last digit should be {digit}; please compare it with your GS1 certificate.",
                                "digit",
                                expected));
    }

    /**
     * The check digit for the digits before it: weights 3 and 1 in turn from the right, up to the
     * next ten (GS1 General Specifications, 7.9.1).
     */
    public static int checkDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int weight = (digits.length() - i) % 2 == 1 ? 3 : 1;
            sum += weight * (digits.charAt(i) - '0');
        }
        return (10 - sum % 10) % 10;
    }

    /** The 13 digits of the price symbol; none for a GTIN of a case, which isn't sold at a till. */
    public Optional<String> ean13() {
        return gtin14.charAt(0) == '0' ? Optional.of(gtin14.substring(1)) : Optional.empty();
    }

    /** Whether the price symbol is a UPC-A, whose 12 digits are the EAN-13 without its zero. */
    public boolean isUpcA() {
        return gtin14.startsWith("00") && ean8().isEmpty();
    }

    /** The 8 digits of the price symbol of a small item, where the number is one. */
    public Optional<String> ean8() {
        return gtin14.startsWith("000000") ? Optional.of(gtin14.substring(6)) : Optional.empty();
    }

    /**
     * The GS1 element string that names one item: AI (01) with the GTIN, AI (21) with the serial.
     */
    public String withSerial(String serial) {
        return "[01]" + gtin14 + "[21]" + serial;
    }

    /**
     * The web address that names one item (GS1 Digital Link URI syntax 1.2). Scheme and host are in
     * capitals, which name the same place (RFC 3986, 6.2.2.1): a QR code packs them so much closer
     * that its modules can be larger.
     *
     * @param host of the resolver
     */
    public String digitalLink(String host, String serial) {
        String root = "https://" + host;
        return (ROOT.test(root) ? root.toUpperCase(Locale.ROOT) : root)
                + "/01/"
                + gtin14
                + "/21/"
                + serial;
    }

    /** The 14 digits. */
    @Override
    public String toString() {
        return gtin14;
    }
}
