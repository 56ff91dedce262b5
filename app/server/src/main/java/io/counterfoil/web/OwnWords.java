package io.counterfoil.web;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** A provider's own words for a text, which nobody has tried before pages say them. */
final class OwnWords {
    private OwnWords() {}

    /**
     * Whether these words say a text in a language whatever its values are: all that they name has a
     * value, and only what the text or the built-in words for it count is taken for a number.
     */
    static boolean say(String english, String builtIn, String words, Locale language) {
        if (!english.contains("{")) {
            return true;
        }
        try {
            // Knows also numbers and days that can't be written as the pattern wants them.
            MessagePattern own = new MessagePattern(new MessageFormat(words, language).toPattern());
            MessagePattern text = new MessagePattern(english);
            Set<String> numbers = values(text, OwnWords::isNumber);
            numbers.addAll(values(new MessagePattern(builtIn), OwnWords::isNumber));
            return values(text, type -> true).containsAll(values(own, type -> true))
                    && numbers.containsAll(values(own, OwnWords::isNumber));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isNumber(MessagePattern.ArgType type) {
        return type != MessagePattern.ArgType.NONE && type != MessagePattern.ArgType.SELECT;
    }

    /** The names of values that stand in a pattern in such a way, also within others. */
    private static Set<String> values(
            MessagePattern pattern, Predicate<MessagePattern.ArgType> which) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < pattern.countParts(); i++) {
            MessagePattern.Part part = pattern.getPart(i);
            if (part.getType() == MessagePattern.Part.Type.ARG_START
                    && which.test(part.getArgType())) {
                names.add(pattern.getSubstring(pattern.getPart(i + 1)));
            }
        }
        return names;
    }
}
