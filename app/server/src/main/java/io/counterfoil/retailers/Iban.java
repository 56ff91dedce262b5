package io.counterfoil.retailers;

import io.counterfoil.platform.Text;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bank account's number (ISO 13616), checked. Its text shows four characters of it only. */
public final class Iban {
    private static final Pattern SIGNS = Pattern.compile("[A-Z0-9]+");
    private static final Pattern BEGINNING = Pattern.compile("[A-Z]{2}[0-9]{2}.*");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\u00a0\\u202f.-]");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
    private static final int SHOWN = 4;

    /** How long the IBANs of each country are: the registry of ISO 13616-2, kept by SWIFT. */
    private static final Map<String, Integer> LENGTHS =
            Stream.of(
                            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28",
                            "CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23",
                            "GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28",
                            "LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28",
                            "NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24",
                            "SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30")
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    country -> country.substring(0, 2),
                                    country -> Integer.valueOf(country.substring(2))));

    private final String digits;

    private Iban(String digits) {
        this.digits = digits;
    }

    /** What a text turned out to be. */
    public sealed interface Parsed {
        /** An IBAN. */
        record Valid(Iban iban) implements Parsed {}

        /**
         * None.
         *
         * @param reason a sentence that says what is wrong, without any of it
         */
        record Invalid(Text reason) implements Parsed {}
    }

    /**
     * An IBAN that was checked before.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Iban of(String digits) {
        return switch (parse(digits)) {
            case Parsed.Valid valid -> valid.iban();
            case Parsed.Invalid invalid -> throw new IllegalArgumentException(invalid.reason().toString());
        };
    }

    /** Reads an IBAN as people write it: with or without spaces, in capitals or not. */
    public static Parsed parse(String text) {
        String signs = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        if (!SIGNS.matcher(signs).matches()) {
            return new Parsed.Invalid(Text.of("An IBAN has letters and digits only."));
        }
        if (!BEGINNING.matcher(signs).matches()) {
            return new Parsed.Invalid(
                    Text.of(
                            "An IBAN begins with the two letters of a country and two digits, such as DE89."));
        }
        String country = signs.substring(0, 2);
        Integer length = LENGTHS.get(country);
        if (length == null) {
            return new Parsed.Invalid(
                    Text.of(
                            "There are no IBANs that begin with {country}. Look at the first two letters.",
                            "country",
                            country));
        }
        if (signs.length() != length) {
            return new Parsed.Invalid(
                    new Text(
                            "An IBAN that begins with {country} has {length} characters, this one has {typed}.",
                            Map.of(
                                    "country", country, "length", length, "typed", signs.length())));
        }
        return checkDigitsFit(signs)
                ? new Parsed.Valid(new Iban(signs))
                : new Parsed.Invalid(
                        Text.of(
                                "The check digits don't fit: a character is wrong, or two have"
                                        + " changed places. Compare it with what the bank wrote."));
    }

    /** ISO 7064, modulo 97-10: of the check digits only 02 to 98 are ever given. */
    private static boolean checkDigitsFit(String signs) {
        int check = Integer.parseInt(signs.substring(2, 4));
        String number =
                (signs.substring(4) + signs.substring(0, 4))
                        .chars()
                        .mapToObj(sign -> Integer.toString(Character.digit(sign, 36)))
                        .collect(Collectors.joining());
        return check >= 2
                && check <= 98
                && new BigInteger(number).mod(NINETY_SEVEN).equals(BigInteger.ONE);
    }

    /** All of it, for the bank. */
    public String reveal() {
        return digits;
    }

    /** All of it in groups of four, as ISO 13616 prints it, for those who are to pay into it. */
    String grouped() {
        return digits.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Its country, in two letters. */
    public String country() {
        return digits.substring(0, 2);
    }

    /** Its last four characters, which are all that people are shown who aren't to pay into it. */
    public String lastFour() {
        return digits.substring(digits.length() - SHOWN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Iban iban && iban.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "Iban[" + country() + "…" + lastFour() + "]";
    }
}
