package io.counterfoil.accounts;

import io.counterfoil.platform.Fields;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account to be opened, its fields checked.
 *
 * @param name the customer's
 * @param email the contact's
 * @param username what the customer signs in with: an e-mail address, or 3 to 64 of a–z, 0–9 and
 *     {@code . - _ @}
 * @param password what the customer chose, or null for a random temporary one
 * @param followUp whether they may be asked why, should they leave
 * @param confirmed whether somebody is known to read at that address, and wants what is opened
 */
public record NewAccount(
        String name,
        String email,
        String username,
        @Nullable String password,
        boolean followUp,
        boolean confirmed) {
    /** No username is longer, since no e-mail address is. */
    public static final int LONGEST_USERNAME = 254;

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{2,63}");
    /** No name of a customer or contact is longer. */
    public static final int LONGEST_NAME = 200;

    /** The account of somebody who agreed to nothing, and may have typed anybody's address. */
    public NewAccount(String name, String email, String username, @Nullable String password) {
        this(name, email, username, password, false, false);
    }

    /** The same account, of somebody who did or did not agree to be asked why they left. */
    public NewAccount agreeing(boolean agreed) {
        return new NewAccount(name, email, username, password, agreed, confirmed);
    }

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
        String checkedName = fields.text(prefix + "name", name, LONGEST_NAME);
        String checkedEmail = fields.email(prefix + "email", email);
        String checkedUsername = checkedUsername(fields, prefix + "username", username);
        String chosen =
                checkedPassword(
                        fields,
                        prefix + "password",
                        password,
                        checkedUsername,
                        checkedName,
                        checkedEmail);
        return new NewAccount(checkedName, checkedEmail, checkedUsername, chosen);
    }

    /** The username as accounts have it, after noting a problem unless one may be called so. */
    public static String checkedUsername(Fields fields, String field, @Nullable String typed) {
        String username = username(typed == null ? "" : typed);
        if (!USERNAME.matcher(username).matches() && !Fields.isTypedEmail(username)) {
            fields.problem(
                    field,
                    "An e-mail address, or 3 to 64 letters a to z, digits, dots, hyphens or"
                            + " underscores that start with a letter or digit.");
        }
        return username;
    }

    /**
     * The password that was chosen, or null for a random one.
     *
     * @param known what others know of whoever chose it
     */
    static @Nullable String checkedPassword(
            Fields fields, String field, @Nullable String typed, @Nullable String... known) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        Passwords.check(fields, field, typed, known);
        return typed;
    }

    /**
     * A username as accounts have it: without spaces and unseen signs around it, composed, in lower
     * case.
     */
    public static String username(String typed) {
        // Some keyboards write an accent as a letter of its own.
        return Normalizer.normalize(Fields.seen(typed), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** Whether an account can be called so, also one that was opened when more was allowed. */
    static boolean isUsername(String text) {
        return USERNAME.matcher(text).matches() || Fields.isEmail(text);
    }

    @Override
    public String toString() {
        return "NewAccount[username=" + username + "]";
    }
}
