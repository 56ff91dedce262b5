package io.counterfoil.redemption;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose account it is.
 *
 * @param account who is signed in, or null
 * @param username who says so, otherwise
 * @param password their password; null only if they need none
 */
record Holder(@Nullable UUID account, String username, @Nullable String password) {

    /** Who is signed in. */
    static Holder signedIn(UUID account) {
        return new Holder(account, "", null);
    }

    @Override
    public String toString() {
        return "Holder[…]";
    }
}
