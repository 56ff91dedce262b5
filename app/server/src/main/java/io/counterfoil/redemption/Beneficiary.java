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
     * A second one of a customer, because the item is for another plan than the first one has.
     *
     * @param first the username of that
     * @param username what the customer signs in with to the second one; its password is made and
     *     shown once
     */
    record Second(String first, String username) implements Beneficiary {}

    /**
     * The same one, whose plan becomes that of the item.
     *
     * @param username its holder's
     * @param shown what its holder agreed to
     */
    record Converted(String username, ConversionView.Shown shown) implements Beneficiary {}

    /**
     * One to be opened.
     *
     * @param account without a password: a random one is mailed
     */
    record Opened(NewAccount account) implements Beneficiary {}
}
