package io.counterfoil.access;

import io.counterfoil.platform.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords people may choose: length is what helps (NIST SP 800-63B §3.1.1); no rules about
 * kinds of characters.
 */
public final class PasswordRule {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;

    private PasswordRule() {}

    /** The password as chosen; a problem is noted in {@code fields}. */
    public static String check(Fields fields, String field, @Nullable String password) {
        String chosen = password == null ? "" : password;
        if (chosen.length() < SHORTEST || chosen.length() > LONGEST) {
            fields.problem(field, SHORTEST + " to " + LONGEST + " characters, please.");
        }
        return chosen;
    }
}
