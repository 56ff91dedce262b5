package io.counterfoil.access;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a request comes from, as far as limits tell senders apart: an IPv4 address, or the first 64
 * bits of an IPv6 address, since one customer has all that share them.
 *
 * <p>Only literals are read; nothing is ever looked up in the DNS. All texts that are no address,
 * as a proxy may forward them, are the same one: whoever could choose among them would get a fresh
 * limit each time.
 *
 * @param text the same for all requests that share a limit
 */
public record NetworkAddress(String text) {
    private static final NetworkAddress UNKNOWN = new NetworkAddress("unknown");
    private static final int NETWORK_BYTES = 8;

    /** The address that a servlet container gives for the other side of a request. */
    public static NetworkAddress of(String remote) {
        String literal = withoutBrackets(remote.strip());
        if (!InetAddresses.isInetAddress(literal)) {
            return UNKNOWN;
        }
        InetAddress address = InetAddresses.forString(literal);
        return new NetworkAddress(
                address instanceof Inet6Address
                        ? HexFormat.of()
                                .formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                        : address.getHostAddress());
    }

    private static String withoutBrackets(String remote) {
        return remote.startsWith("[") && remote.endsWith("]")
                ? remote.substring(1, remote.length() - 1)
                : remote;
    }
}
