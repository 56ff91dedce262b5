package io.counterfoil.redemption;

import io.counterfoil.accounts.NewAccount;

/** Whose account staff redeem a card for. */
sealed interface Beneficiary {

    /**
     * An account that exists.
     *
     * @param username its holder's
     */
    record Existing(String username) implements Beneficiary {}

    /**
     * One to be opened.
     *
     * @param account without a password: a random one is mailed
     */
    record Opened(NewAccount account) implements Beneficiary {}
}
