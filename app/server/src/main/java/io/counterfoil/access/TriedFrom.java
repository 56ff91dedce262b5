package io.counterfoil.access;

import org.jspecify.annotations.Nullable;

/**
 * Where a try to be let in comes from.
 *
 * @param address the network address
 * @param browser the token by which the browser may be known; null if it has none
 */
public record TriedFrom(String address, @Nullable String browser) {

    /** A program, which is no browser. */
    public static TriedFrom program(String address) {
        return new TriedFrom(address, null);
    }

    @Override
    public String toString() {
        return "TriedFrom[…]";
    }
}
