package io.counterfoil.platform;

import com.ibm.icu.text.MessageFormat;
import io.counterfoil.codes.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A sentence for people, which pages show in their language: message files call it by its English.
 *
 * @param english what it says in English. With values it is a pattern as ICU's MessageFormat writes
 *     them, with names in braces and plurals: <code>
 *     {days, plural, one {# day is} other {# days are}} left</code>. Without values it stands as it is
 * @param values what stands for the names in the pattern: strings, which are the same in all
 *     languages, numbers, {@link Money}, days, moments with their zone, and other texts
 */
public record Text(String english, Map<String, Object> values) {
    /** Keeps the values as they are now. */
    public Text {
        Objects.requireNonNull(english);
        values = Map.copyOf(values);
    }

    /** A sentence without values. */
    public static Text of(String english) {
        return new Text(english, Map.of());
    }

    /** A pattern with one value. */
    public static Text of(String english, String name, Object value) {
        return new Text(english, Map.of(name, value));
    }

    /** A pattern with two values. */
    public static Text of(String english, String name, Object value, String other, Object second) {
        return new Text(english, Map.of(name, value, other, second));
    }

    /** Why a number was not understood. */
    public static Text of(Reason reason) {
        Map<String, Object> values = new HashMap<>();
        reason.values()
                .forEach(
                        (name, value) ->
                                values.put(name, value instanceof Reason why ? of(why) : value));
        return new Text(reason.pattern(), values);
    }

    /** So many things, such as 1 item or 1,000 items; more than one of them take an s in English. */
    public static Text counted(long number, String one) {
        return of(
                "{number, plural, one {# %1$s} other {# %1$ss}}".formatted(one), "number", number);
    }

    /** A moment as the value of a pattern: people of this zone read it by their clocks. */
    public static Object at(Instant moment, ZoneId zone) {
        return moment.atZone(zone);
    }

    /** A moment as people of this zone write it, with the zone: for papers, which go anywhere. */
    public static Text zoned(Instant moment, ZoneId zone) {
        return of("{time} ({zone})", "time", at(moment, zone), "zone", zone.getId());
    }

    /**
     * The sentence with its values, in the words and the numbers of a language.
     *
     * @param patterns what the patterns of this text and of those in it are in that language
     */
    public String in(Locale language, UnaryOperator<String> patterns) {
        String pattern = patterns.apply(english);
        return values.isEmpty()
                ? pattern
                : new MessageFormat(pattern, language)
                        .format(
                                values.entrySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey,
                                                        value ->
                                                                said(
                                                                        value.getValue(),
                                                                        language,
                                                                        patterns))));
    }

    /** The sentence in English. */
    @Override
    public String toString() {
        return in(Locale.ENGLISH, UnaryOperator.identity());
    }

    private static Object said(Object value, Locale language, UnaryOperator<String> patterns) {
        return switch (value) {
            case Text text -> text.in(language, patterns);
            case Money money -> money.in(language);
            case LocalDate day -> Dates.day(language).format(day);
            case ZonedDateTime moment -> Dates.moment(language).format(moment);
            default -> value;
        };
    }
}
