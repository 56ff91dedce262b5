package io.counterfoil.provisioning;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/**
 * Random names and passwords of repositories, in letters and digits that no shell, URL or
 * handwriting changes.
 */
final class RepositoryKeys {
    private static final String SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int USERNAME_SYMBOLS = 10;

    /** Of 5 bits each: 160 bits, so that a plain digest of the password is enough. */
    private static final int PASSWORD_SYMBOLS = 32;

    private RepositoryKeys() {}

    static String username(SecureRandom random) {
        return "r" + symbols(random, USERNAME_SYMBOLS);
    }

    /** Whether a text can be such a name. */
    static boolean isUsername(String text) {
        return text.length() == 1 + USERNAME_SYMBOLS
                && text.charAt(0) == 'r'
                && text.chars().skip(1).allMatch(symbol -> SYMBOLS.indexOf(symbol) >= 0);
    }

    static String password(SecureRandom random) {
        return symbols(random, PASSWORD_SYMBOLS);
    }

    private static String symbols(SecureRandom random, int count) {
        return random.ints(count, 0, SYMBOLS.length())
                .mapToObj(symbol -> String.valueOf(SYMBOLS.charAt(symbol)))
                .collect(Collectors.joining());
    }
}
