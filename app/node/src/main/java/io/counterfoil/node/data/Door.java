package io.counterfoil.node.data;

import io.counterfoil.node.accounts.Access;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.accounts.BasicPair;
import io.counterfoil.node.guard.Guesses;
import io.counterfoil.node.store.Refusal;
import org.jspecify.annotations.Nullable;

/** Lets in who shows the right password, and has those wait who try one after the other. */
public final class Door {
    private final Accounts accounts;
    private final Guesses guesses;

    public Door(Accounts accounts, Guesses guesses) {
        this.accounts = accounts;
        this.guesses = guesses;
    }

    /** Whether somebody comes in. */
    sealed interface Answer {
        /** With these rights. */
        record Open(Access access) implements Answer {}

        /** For this reason not. */
        record Shut(Refusal refusal) implements Answer {}
    }

    /**
     * Each request is looked at afresh, so a credential that is revoked opens nothing from then on,
     * on no connection.
     *
     * @param address of who knocks
     */
    Answer knock(@Nullable String authorization, String address) {
        BasicPair pair = BasicPair.of(authorization);
        if (pair == null || pair.isEmpty()) {
            return new Answer.Shut(Refusal.UNAUTHORISED);
        }
        if (guesses.mustWait(pair.name(), address)) {
            return new Answer.Shut(Refusal.GUESSING);
        }
        Access access = accounts.authenticate(pair);
        if (access == null) {
            guesses.wrong(pair.name(), address);
            return new Answer.Shut(Refusal.UNAUTHORISED);
        }
        guesses.right(pair.name(), address);
        return new Answer.Open(access);
    }
}
