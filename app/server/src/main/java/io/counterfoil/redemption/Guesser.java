package io.counterfoil.redemption;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Somebody who may guess codes, by one mark of theirs.
 *
 * @param mark by what they are known
 * @param id the mark itself; kept as a keyed digest only
 */
record Guesser(Mark mark, String id) {
    private static final int NETWORK_BYTES = 8;

    /** By what a guesser is known. */
    enum Mark {
        /** The browser, by its cookie. */
        BROWSER,
        /** The account whose name was given. */
        ACCOUNT,
        /** The network address, which many people may share. */
        ADDRESS
    }

    /** A browser, by the token of its visit or session. */
    static Guesser browser(String token) {
        return new Guesser(Mark.BROWSER, token);
    }

    /** An account, by its username. */
    static Guesser account(String username) {
        return new Guesser(Mark.ACCOUNT, username);
    }

    /**
     * A network address. Of IPv6 only the first 64 bits count: one customer has all that share
     * them.
     */
    static Guesser address(String address) {
        return new Guesser(Mark.ADDRESS, network(address));
    }

    private static String network(String address) {
        try {
            // A servlet container gives literals, which are not looked up.
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a network address", e);
        }
    }

    @Override
    public String toString() {
        return "Guesser[" + mark + "]";
    }
}
