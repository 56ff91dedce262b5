package io.counterfoil.accounts;

import io.counterfoil.platform.Fields;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account to be opened, its fields checked.
 *
 * @param name the customer's
 * @param email the contact's
 * @param username what the customer signs in with; 3 to 64 of a–z, 0–9 and {@code . - _ @}
 * @param password what the customer chose, or null for a random temporary one
 */
public record NewAccount(String name, String email, String username, @Nullable String password) {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{2,63}");
    private static final int LONGEST_NAME = 200;

    /**
     * Checks what somebody typed; problems are noted in {@code fields}.
     *
     * @param prefix what stands before the names of the fields in the request
     */
    public static NewAccount checked(
            Fields fields,
            String prefix,
            @Nullable String name,
            @Nullable String email,
            @Nullable String username,
            @Nullable String password) {
        String checkedUsername = username(username == null ? "" : username);
        if (!isUsername(checkedUsername)) {
            fields.problem(
                    prefix + "username",
                    "3 to 64 letters, digits, dots, hyphens, underscores or @, starting with a"
                            + " letter or digit. An e-mail address is fine.");
        }
        String chosen = password == null || password.isBlank() ? null : password;
        if (chosen != null) {
            Passwords.check(fields, prefix + "password", chosen, checkedUsername);
        }
        return new NewAccount(
                fields.text(prefix + "name", name, LONGEST_NAME),
                fields.email(prefix + "email", email),
                checkedUsername,
                chosen);
    }

    /** A username as accounts have it: without spaces around it, in lower case. */
    public static String username(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether an account may be called so. */
    static boolean isUsername(String text) {
        return USERNAME.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "NewAccount[username=" + username + "]";
    }
}
