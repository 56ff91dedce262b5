package io.counterfoil.retailers;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Text;
import org.jspecify.annotations.Nullable;

/** Texts that may be left as they are (null), emptied (empty) or set. */
final class Texts {
    private static final int LONGEST_ADDRESS = 500;

    private Texts() {}

    /** One line. */
    static @Nullable String line(
            Fields fields,
            String field,
            @Nullable String wanted,
            @Nullable String before,
            int longest) {
        return wanted == null || wanted.isBlank()
                ? either(wanted, before)
                : fields.text(field, wanted, longest);
    }

    /** A postal address, which has several lines. */
    static @Nullable String lines(
            Fields fields, String field, @Nullable String wanted, @Nullable String before) {
        if (wanted == null || wanted.isBlank()) {
            return either(wanted, before);
        }
        String text = wanted.strip().replace("\r\n", "\n");
        if (text.equals(before)) {
            return text;
        }
        if (text.length() > LONGEST_ADDRESS) {
            fields.problem(field, Text.of(
                    "At most {most} characters.",
                    "most",
                    LONGEST_ADDRESS));
        } else if (text.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))) {
            fields.problem(field, "Please remove control characters.");
        }
        return text;
    }

    /** An e-mail address. */
    static @Nullable String email(
            Fields fields, String field, @Nullable String wanted, @Nullable String before) {
        return wanted == null || wanted.isBlank()
                ? either(wanted, before)
                : fields.email(field, wanted, before);
    }

    /** The wanted text, or none if it is empty, or the one before if nothing is wanted. */
    static @Nullable String either(@Nullable String wanted, @Nullable String before) {
        if (wanted == null) {
            return before;
        }
        return wanted.isBlank() ? null : wanted.strip();
    }
}
