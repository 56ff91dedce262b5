package io.counterfoil.codes;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a text is none of the numbers here: a sentence for the person who typed it, kept in parts so
 * that pages can say it in their language.
 *
 * @param pattern the sentence in English, with the names of values in braces
 * @param values what stands for the names: strings, numbers and other reasons
 */
public record Reason(String pattern, Map<String, Object> values) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)\\}");

    static Reason of(String sentence) {
        return new Reason(sentence, Map.of());
    }

    static Reason of(String pattern, String name, Object value) {
        return new Reason(pattern, Map.of(name, value));
    }

    static Reason of(String pattern, String name, Object value, String other, Object second) {
        return new Reason(pattern, Map.of(name, value, other, second));
    }

    /** The sentence in English. */
    @Override
    public String toString() {
        return NAME.matcher(pattern)
                .replaceAll(
                        name ->
                                Matcher.quoteReplacement(
                                        String.valueOf(values.get(name.group(1)))));
    }
}
