package io.counterfoil.redemption;

import io.counterfoil.access.NetworkAddress;
import java.util.UUID;

/**
 * Somebody who may guess codes, by one mark of theirs.
 *
 * @param mark by what they are known
 * @param id the mark itself; kept as a keyed digest only
 */
record Guesser(Mark mark, String id) {

    /** By what a guesser is known. */
    enum Mark {
        /** The browser, by its cookie. */
        BROWSER,
        /**
         * The account whose holder is signed in. A name alone counts for nothing: else anybody
         * could lock its owner out.
         */
        ACCOUNT,
        /** The network address, which many people may share. */
        ADDRESS
    }

    /** A browser, by the token of its visit or session. */
    static Guesser browser(String token) {
        return new Guesser(Mark.BROWSER, token);
    }

    /** An account, by its id. */
    static Guesser account(UUID id) {
        return new Guesser(Mark.ACCOUNT, id.toString());
    }

    /** A network address. */
    static Guesser address(NetworkAddress address) {
        return new Guesser(Mark.ADDRESS, address.text());
    }

    @Override
    public String toString() {
        return "Guesser[" + mark + "]";
    }
}
