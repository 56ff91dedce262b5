package io.counterfoil.accounts;

import io.counterfoil.platform.Text;

/** Tells people that a key to a repository is ended. */
public final class KeyEnd {
    private KeyEnd() {}

    /**
     * A sentence about it.
     *
     * @param username the key's
     * @param known whether the account's node knows, so that it lets nobody in with it
     */
    public static Text words(String username, boolean known) {
        return Text.of(
                known
                        ? "The key {username} works no more."
                        : "The key {username} is ended, but its storage does not answer now. Until it does, the key may still work there.",
                "username",
                username);
    }
}
