package io.counterfoil.platform;

import com.ibm.icu.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A sentence for people, which pages show in their language: message files call it by its English.
 *
 * @param english what it says in English. With values it is a pattern as ICU's MessageFormat writes
 *     them, with names in braces and plurals: <code>
 *     {days, plural, one {# day is} other {# days are}} left</code>. Without values it stands as it is
 * @param values the texts and numbers by their names in the pattern
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

    /** The sentence with its values, in the words and the numbers of a language. */
    public String in(Locale language, String pattern) {
        return values.isEmpty() ? pattern : new MessageFormat(pattern, language).format(values);
    }

    /** The sentence in English. */
    @Override
    public String toString() {
        return in(Locale.ENGLISH, english);
    }
}
