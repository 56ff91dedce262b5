package io.counterfoil.node.contract;

import java.util.OptionalInt;

/**
 * How much of this contract a node knows. Every answer of the contract has it as a header; a node
 * that sends none knows version 1.
 *
 * <ul>
 *   <li>2: accounts move between nodes ({@link Copy}, {@link MovedTo}, {@link AccountState#MOVING})
 *       and the node describes its contract itself at {@code /admin/openapi.json}.
 *   <li>3: an account that moved and whose bytes are kept takes a copy, so that its clients are handed
 *       on while it comes back.
 *   <li>4: a copy spares what stands here and is damaged on the source ({@link Copy.Spared}), or
 *       counts it as damage here, and a source tells what that is ({@link Copy#DAMAGED}).
 * </ul>
 */
public final class ContractVersion {
    /** The name of the header; its value is a whole number. */
    public static final String HEADER = "Node-Contract";

    /** What a node of this program says. */
    public static final int CURRENT = 4;

    private ContractVersion() {}

    /** The version of a header's value; empty if it is none. */
    public static OptionalInt read(String value) {
        try {
            int version = Integer.parseInt(value);
            return version < 1 ? OptionalInt.empty() : OptionalInt.of(version);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
