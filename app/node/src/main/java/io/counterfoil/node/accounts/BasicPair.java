package io.counterfoil.node.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A user name and a password, as HTTP's Basic scheme sends them. */
public record BasicPair(String name, String password) {
    private static final String BASIC = "Basic ";

    /** What an Authorization header holds, or null when that is no pair. */
    public static @Nullable BasicPair of(@Nullable String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        String pair;
        try {
            pair =
                    new String(
                            Base64.getDecoder()
                                    .decode(authorization.substring(BASIC.length()).strip()),
                            UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        int colon = pair.indexOf(':');
        return colon < 0 ? null : new BasicPair(pair.substring(0, colon), pair.substring(colon + 1));
    }

    /** Whether nobody is named: restic sends such a pair to learn what is wanted. */
    public boolean isEmpty() {
        return name.isEmpty() && password.isEmpty();
    }

    /** Without what is secret; people mistake one field for the other, too. */
    @Override
    public String toString() {
        return "BasicPair[]";
    }
}
