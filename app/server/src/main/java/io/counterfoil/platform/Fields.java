package io.counterfoil.platform;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fields of one request and reports everything that is wrong with them at once.
 *
 * <p>Each check returns a usable value or, after noting the problem, a stand-in; nobody sees a
 * stand-in because {@link #done} is called before the values are used.
 */
public final class Fields {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");

    /**
     * Letters of any script and what RFC 5322, 3.2.3, lets stand unquoted: nothing that can't be
     * seen, and no web address or sentence.
     */
    private static final Pattern TYPED_EMAIL =
            Pattern.compile(
                    "[\\p{L}\\p{M}\\p{N}.!#$%&'*+=?^_`{|}~-]{1,64}@[\\p{L}\\p{M}\\p{N}-]+(\\.[\\p{L}\\p{M}\\p{N}-]+)+");

    private static final String PRICE =
            "An amount with its currency, such as {\"amount\": \"49.00\", \"currency\": \"EUR\"}.";
    /** In minor units. A million of the dearest items still add up to what the books can hold. */
    private static final long MOST_MONEY = 1_000_000_000_000L;

    private static final String TOO_MUCH =
            "This is more than can be reckoned with here. Please compare the digits.";
    // Digits with whatever people put between them.
    private static final Pattern SEPARATED = Pattern.compile("[0-9][0-9.,'\\u2019\\h]*");
    private static final String DAY = "A day of the years 2000 to 2999, such as 2026-11-30.";
    private static final String MOMENT =
            "A time of the years 2000 to 2999, such as 2026-11-04 10:15.";
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2999;
    private static final Instant FIRST_MOMENT = yearBegins(FIRST_YEAR);
    private static final Instant AFTER_LAST_MOMENT = yearBegins(LAST_YEAR + 1);
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_SEARCH = 254;
    private static final UUID NO_ID = new UUID(0, 0);

    private final List<Refused.FieldProblem> problems = new ArrayList<>();

    /** Notes a problem that the caller found itself. */
    public void problem(String field, String message) {
        problems.add(new Refused.FieldProblem(field, message));
    }

    /** Notes a problem that the caller found itself, told in a sentence with values in it. */
    public void problem(String field, Text message) {
        problems.add(new Refused.FieldProblem(field, message));
    }

    /** Throws if any field was wrong. */
    public void done() {
        if (!problems.isEmpty()) {
            throw Refused.fields(problems);
        }
    }

    /** A text of 1 to {@code max} characters without control characters, trimmed. */
    public String text(String field, @Nullable String value, int max) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            problem(field, "Please fill this in.");
        } else if (text.length() > max) {
            problem(field, Text.of("At most {most} characters.", "most", String.valueOf(max)));
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            problem(field, "Please remove line breaks and other control characters.");
        }
        return text;
    }

    /** A text without what is pasted along with it and can't be seen. */
    public static String seen(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isUnseen(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && isUnseen(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /** Spaces of any width, and signs that have no shape. */
    private static boolean isUnseen(int sign) {
        return Character.isSpaceChar(sign)
                || switch (Character.getType(sign)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED ->
                            true;
                    default -> false;
                };
    }

    /** A plausible e-mail address, as written but trimmed. */
    public String email(String field, @Nullable String value) {
        String text = text(field, value == null ? null : seen(value), LONGEST_EMAIL);
        if (!text.isEmpty() && !TYPED_EMAIL.matcher(text).matches()) {
            problem(field, "This does not look like an e-mail address, such as name@example.com.");
        }
        return text;
    }

    /** The same, where one that is as it was before stands, such as nobody may give any more. */
    public String email(String field, @Nullable String value, @Nullable String before) {
        String text = value == null ? "" : value.strip();
        return text.equals(before) ? text : email(field, value);
    }

    /** An e-mail address that may have been given long ago, also such as nobody may give any more. */
    public String knownEmail(String field, @Nullable String value) {
        String text = value == null ? "" : value.strip();
        return isEmail(text) ? text : email(field, value);
    }

    /** Whether somebody may give a text as an e-mail address. */
    public static boolean isTypedEmail(String text) {
        return text.length() <= LONGEST_EMAIL && TYPED_EMAIL.matcher(text).matches();
    }

    /** Whether a text could be an e-mail address, also such as nobody may give any more. */
    public static boolean isEmail(String text) {
        return text.length() <= LONGEST_EMAIL
                && EMAIL.matcher(text).matches()
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** A whole number from {@code min} to {@code max}. */
    public int number(String field, @Nullable Integer value, int min, int max) {
        if (value == null || value < min || value > max) {
            problem(field, Text.of(
                    "A whole number from {least} to {most}.",
                    "least",
                    min,
                    "most",
                    max));
            return min;
        }
        return value;
    }

    /** A number from {@code min} to {@code max}. */
    public double decimal(String field, double value, double min, double max) {
        // Written so that what is no number is refused too.
        if (!(value >= min && value <= max)) {
            problem(field, Text.of(
                    "A number from {least} to {most}.",
                    "least",
                    plain(min),
                    "most",
                    plain(max)));
            return min;
        }
        return value;
    }

    private static BigDecimal plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros();
    }

    /**
     * An amount of money that is not below zero, with at most the decimals of its currency and
     * nothing between thousands.
     */
    public Optional<Money> money(String field, @Nullable Amount value) {
        if (value == null || value.amount() == null || value.currency() == null) {
            problem(field, PRICE);
            return Optional.empty();
        }
        String amount = value.amount();
        return parsed(field, value.currency(), Fields::parseCurrency, PRICE)
                .flatMap(
                        currency ->
                                parsed(
                                        field,
                                        amount,
                                        text -> parseMoney(text, currency),
                                        wrongMoney(amount, currency)))
                .filter(
                        money -> {
                            boolean fits = money.minor() <= MOST_MONEY;
                            if (!fits) {
                                problem(field, TOO_MUCH);
                            }
                            return fits;
                        });
    }

    /**
     * A day; empty, after noting the problem, if it is missing or none of the years 2000 to 2999.
     * All others are mistyped, and neither databases nor time zones take every one of them.
     */
    public Optional<LocalDate> day(String field, @Nullable String value) {
        return parsed(field, value, Fields::parseDay, DAY);
    }

    /** A time of the years 2000 to 2999 (UTC), for the same reasons as {@link #day}. */
    public Instant moment(String field, Instant value) {
        if (value.isBefore(FIRST_MOMENT) || !value.isBefore(AFTER_LAST_MOMENT)) {
            problem(field, MOMENT);
            return FIRST_MOMENT;
        }
        return value;
    }

    /** A reference to something by its id. */
    public UUID id(String field, @Nullable String value) {
        return parsed(
                        field,
                        value,
                        Fields::parseId,
                        "This is not an id. Copy it from the answer that made it.")
                .orElse(NO_ID);
    }

    /** One of an enum's constants, written in lower case. */
    public <E extends Enum<E>> E oneOf(String field, @Nullable String value, Class<E> type) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> lower(constant).equals(value))
                .findAny()
                .orElseGet(
                        () -> {
                            problem(
                                    field,
                                    Text.of(
                                            "One of {names}.",
                                            "names",
                                            Arrays.stream(constants)
                                                    .map(Fields::lower)
                                                    .collect(Collectors.joining(", "))));
                            return constants[0];
                        });
    }

    /**
     * Whatever {@code parser} makes of the text; empty, after noting {@code message}, if it is
     * missing or the parser throws.
     */
    public <T> Optional<T> parsed(
            String field, @Nullable String value, Function<String, T> parser, String message) {
        return parsed(field, value, parser, Text.of(message));
    }

    /** The same, where the message has values in it. */
    public <T> Optional<T> parsed(
            String field, @Nullable String value, Function<String, T> parser, Text message) {
        if (value != null) {
            try {
                return Optional.of(parser.apply(value));
            } catch (IllegalArgumentException | DateTimeException e) {
                problem(field, message);
                return Optional.empty();
            }
        }
        problem(field, "Please fill this in.");
        return Optional.empty();
    }

    /**
     * An id from the query that may be left out, or empty as forms send what nobody chose.
     *
     * @throws Refused if it is none
     */
    public static Optional<UUID> idIfGiven(String parameter, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        UUID id = fields.id(parameter, value);
        fields.done();
        return Optional.of(id);
    }

    /**
     * One of an enum's constants from the query, in lower case, that may be left out or empty.
     *
     * @throws Refused if there is none of that name
     */
    public static <E extends Enum<E>> Optional<E> oneIfGiven(
            String parameter, @Nullable String value, Class<E> type) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        E constant = fields.oneOf(parameter, value, type);
        fields.done();
        return Optional.of(constant);
    }

    /**
     * Whether something shall be so, from the query; it may be left out or blank.
     *
     * @throws Refused if it is neither true nor false
     */
    public static Optional<Boolean> flagIfGiven(String parameter, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        Optional<Boolean> flag =
                fields.parsed(
                        parameter,
                        value,
                        text ->
                                switch (text) {
                                    case "true" -> true;
                                    case "false" -> false;
                                    default -> throw new IllegalArgumentException(text);
                                },
                        "Either true or false.");
        fields.done();
        return flag;
    }

    /**
     * What somebody looks for in names, from the query; it may be left out or blank.
     *
     * @throws Refused if no name could have it
     */
    public static Optional<String> searchIfGiven(String parameter, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        String text = fields.text(parameter, value, LONGEST_SEARCH);
        fields.done();
        return Optional.of(text);
    }

    /** An id from a path: what is not one names nothing. */
    public static UUID idInPath(String what, String value) {
        try {
            return parseId(value);
        } catch (IllegalArgumentException e) {
            throw Refused.notFound(what);
        }
    }

    private static Currency parseCurrency(String code) {
        Currency currency = Currency.getInstance(code);
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException("nobody pays in it");
        }
        return currency;
    }

    private static Money parseMoney(String amount, Currency currency) {
        // BigDecimal also reads signs and exponents.
        if (!plain(amount, currency)) {
            throw new IllegalArgumentException("not an amount");
        }
        return Money.of(amount, currency.getCurrencyCode());
    }

    // A point before three digits is for many people where thousands end: 1.000 is not 1.00.
    private static boolean plain(String amount, Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        return amount.matches(
                decimals == 0 ? "[0-9]+" : "[0-9]+(\\.[0-9]{1,%d})?".formatted(decimals));
    }

    private static Text wrongMoney(String amount, Currency currency) {
        return SEPARATED.matcher(amount).matches() && !plain(amount, currency)
                ? Money.spelling(currency)
                : Text.of(PRICE);
    }

    private static LocalDate parseDay(String value) {
        LocalDate day = LocalDate.parse(value.strip());
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new DateTimeException("not a day of these years");
        }
        return day;
    }

    private static Instant yearBegins(int year) {
        return LocalDate.ofYearDay(year, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static UUID parseId(String value) {
        UUID id = UUID.fromString(value);
        // fromString also takes shortened groups, which are nobody's id.
        if (!id.toString().equalsIgnoreCase(value)) {
            throw new IllegalArgumentException("not a UUID");
        }
        return id;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
