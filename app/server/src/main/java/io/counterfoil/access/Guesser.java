package io.counterfoil.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Somebody or something that may guess a secret, by one mark of theirs.
 *
 * @param secret what they guess
 * @param mark by what they are known
 * @param id the mark itself; kept as a keyed digest only
 */
public record Guesser(Secret secret, Mark mark, String id) {
    private static final int NETWORK_BYTES = 8;

    /** What can be guessed; failures at one don't count at another. */
    public enum Secret {
        /** A redemption code. */
        CODE,
        /** An account's password. */
        PASSWORD
    }

    /** By what a guesser is known. */
    public enum Mark {
        /** The browser, by its cookie. */
        BROWSER,
        /** The account whose name was given. */
        ACCOUNT,
        /** The network address, which many people may share. */
        ADDRESS
    }

    /** A browser, by the token of its visit or session. */
    public static Guesser browser(Secret secret, String token) {
        return new Guesser(secret, Mark.BROWSER, token);
    }

    /** An account, by its username. */
    public static Guesser account(Secret secret, String username) {
        return new Guesser(secret, Mark.ACCOUNT, username);
    }

    /**
     * A network address. Of IPv6 only the first 64 bits count: one customer has all that share
     * them.
     */
    public static Guesser address(Secret secret, String address) {
        return new Guesser(secret, Mark.ADDRESS, network(address));
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
        return "Guesser[" + secret + ", " + mark + "]";
    }
}
