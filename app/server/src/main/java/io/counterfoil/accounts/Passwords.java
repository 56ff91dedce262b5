package io.counterfoil.accounts;

import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.PasswordRule;
import io.counterfoil.platform.Fields;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Passwords of accounts: what they must be like, and what a random one looks like. */
public final class Passwords {
    /** Without look-alikes, since people copy it from paper: 16 of 31 symbols have 79 bits. */
    private static final String SYMBOLS = "23456789abcdefghjkmnpqrstuvwxyz";

    private static final int TEMPORARY_SYMBOLS = 16;

    private final PasswordHasher hasher;
    private final SecureRandom random;

    /** Hashes with {@code hasher}; temporary passwords come from {@code random}. */
    public Passwords(PasswordHasher hasher, SecureRandom random) {
        this.hasher = hasher;
        this.random = random;
    }

    /**
     * A password ready for the database.
     *
     * @param hash its slow hash
     * @param temporary the password itself if it was made here and must be shown once, or null
     */
    public record Hashed(String hash, @Nullable String temporary) {
        @Override
        public String toString() {
            return "Hashed[…]";
        }
    }

    /** Hashes what the customer chose, or a random temporary password; not inside a transaction. */
    public Hashed hash(@Nullable String chosen) {
        if (chosen != null) {
            return new Hashed(hasher.hash(chosen), null);
        }
        String temporary =
                random.ints(TEMPORARY_SYMBOLS, 0, SYMBOLS.length())
                        .mapToObj(symbol -> String.valueOf(SYMBOLS.charAt(symbol)))
                        .collect(Collectors.joining());
        return new Hashed(hasher.hash(temporary), temporary);
    }

    /**
     * Notes a problem unless a customer may have this password.
     *
     * @param known what others know of them: username, name and e-mail address
     */
    public static void check(
            Fields fields, String field, String password, @Nullable String... known) {
        PasswordRule.check(fields, field, password, known);
    }
}
